/** Name resolution for grpc-js by ourselves: it can be seen and timed, and a proxy's name takes the place of the server's. */
import { status as codes, experimental, Metadata } from "@grpc/grpc-js";
import type { ConnectionFailure } from "../connection-failure.ts";

/** The scheme of targets that are resolved here. */
export const RESOLVER_SCHEME = "byteglass";
/** The channel option that holds the `AddressSource` of a channel. */
export const RESOLVER_OPTION = "byteglass.address_source";

/** ms between two resolutions: a server that is down is asked for again and again. */
const MINIMUM_INTERVAL = 500;

/** One place to connect to. */
export type HopAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/** Where a channel connects to; asked before each connection. Rejects with a `ConnectionFailure`. */
export type AddressSource = () => Promise<readonly HopAddress[]>;

type Listener = experimental.ResolverListener;

class OwnResolver implements experimental.Resolver {
  readonly #listener: Listener;
  readonly #source: AddressSource;
  #running = false;
  #last = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #generation = 0;

  constructor(_target: unknown, listener: Listener, options: Readonly<Record<string, unknown>>) {
    this.#listener = listener;
    this.#source = options[RESOLVER_OPTION] as AddressSource;
  }

  updateResolution(): void {
    if (this.#running || this.#timer !== undefined) return;
    const wait = Math.max(0, this.#last + MINIMUM_INTERVAL - performance.now());
    if (wait === 0) {
      this.#resolve();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#resolve();
    }, wait);
    this.#timer.unref();
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running = false;
    this.#generation++;
  }

  static getDefaultAuthority(target: { readonly path: string }): string {
    return target.path;
  }

  #resolve(): void {
    this.#running = true;
    this.#last = performance.now();
    const generation = this.#generation;
    const settle = (tell: () => void): void => {
      if (generation !== this.#generation) return;
      this.#running = false;
      tell();
    };
    this.#source().then(
      (addresses) =>
        settle(() => {
          const endpoints = addresses.map((address) => ({ addresses: [{ ...address }] }));
          this.#listener(experimental.statusOrFromValue(endpoints), {}, null, "");
        }),
      (failure: ConnectionFailure) =>
        settle(() => {
          const error = { code: codes.UNAVAILABLE, details: failure.message, metadata: new Metadata() };
          this.#listener(experimental.statusOrFromError(error), {}, null, "");
        }),
    );
  }
}

let registered = false;

/** Makes the scheme known to grpc-js, once a process. */
export function registerOwnResolver(): void {
  if (registered) return;
  registered = true;
  experimental.registerResolver(RESOLVER_SCHEME, OwnResolver);
}
