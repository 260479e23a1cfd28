/** How one call comes to a connection: over one that stands, a new one within a time, or one that is waited for. */
import type { ChannelStatus } from "../channel.ts";
import { type ConnectionFailure, noConnectionWithin } from "../connection-failure.ts";
import type { HttpClient, HttpTransport, HttpVersion } from "./client.ts";
import { waitForServer } from "./wait-for-server.ts";

/** Where to, and for how long. */
export interface CallConnectionParts {
  readonly client: HttpClient;
  readonly version: HttpVersion;
  /** Bound on the time until a connection stands, in ms; none for a call that waits for its server. */
  readonly connectTimeout: number | "wait-for-ready";
}

const DEADLINE_EXCEEDED = 4;
const UNAVAILABLE = 14;

/** Opened once. */
export class CallConnection {
  readonly #parts: CallConnectionParts;
  readonly #over = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** What the call came to speak; of one that failed before, what it meant to. */
  #spoken: "1.1" | "2";
  /** The latest failure of a call that waits for its server. */
  #unreached: ConnectionFailure | undefined;

  constructor(parts: CallConnectionParts) {
    this.#parts = parts;
    this.#spoken = parts.version === "1.1" ? "1.1" : "2";
  }

  /** The version of HTTP that is spoken. */
  get version(): "1.1" | "2" {
    return this.#spoken;
  }

  /** What opens the exchange; `onLate` hears when no connection stands in time. Rejects with a `ConnectionFailure`. */
  async open(onLate: (failure: ConnectionFailure) => void): Promise<HttpTransport> {
    const { client, version, connectTimeout } = this.#parts;
    if (connectTimeout === "wait-for-ready") await this.#wait();
    else {
      const giveUp = (): void => onLate(noConnectionWithin(connectTimeout, client.route.target.label));
      this.#timer = setTimeout(giveUp, connectTimeout);
    }
    const transport = await client.connect(version);
    this.#spoken = transport.version;
    return transport;
  }

  /** The connection stands, and carries the call. */
  connected(): void {
    clearTimeout(this.#timer);
    this.#unreached = undefined;
  }

  /** The call is over: nothing is waited for any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#over.abort();
  }

  /** The status of a call that had no answer because of `error`, after a look into why. */
  async explain(error: Error, isConnected: boolean): Promise<ChannelStatus> {
    const cause = await this.#parts.client.explain(error, this.#spoken, isConnected);
    return { code: UNAVAILABLE, message: cause.message, cause };
  }

  /** The status of a call whose deadline, in ms, passed: with why no connection came about, for one that waited for it. */
  statusAtDeadline(deadline: number): ChannelStatus {
    const unreached = this.#unreached;
    if (unreached === undefined) {
      return { code: DEADLINE_EXCEEDED, message: `The deadline of ${deadline} ms passed.` };
    }
    const message = `No connection to ${unreached.address} within ${deadline / 1000} s: ${unreached.message}`;
    return { code: DEADLINE_EXCEEDED, message, cause: unreached };
  }

  async #wait(): Promise<void> {
    const { client, version } = this.#parts;
    await waitForServer(client, version, this.#over.signal, (failure) => {
      this.#unreached = failure;
    });
    this.#over.signal.throwIfAborted();
  }
}
