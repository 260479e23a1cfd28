import type { Channel } from "../../channels/channel.ts";
import type { MetadataEntry } from "../../contract/params.ts";
import type { PoolPart } from "../pool/pool.ts";

/** Opens one call on a gRPC channel; `(request, onEvent) => channel.open(request, onEvent)`. */
export type OpenStream = Channel["open"];

/** Options of `reflect`. */
export interface ReflectOptions {
  /** `auto` asks `grpc.reflection.v1` first and falls back to `v1alpha`. */
  readonly version?: "auto" | "v1" | "v1alpha";
  readonly metadata?: readonly MetadataEntry[];
  readonly signal?: AbortSignal;
  /** Bound on the whole reflection, in ms; 30,000 unless given. */
  readonly timeout?: number;
  /** Full names (`pkg.Service`, `pkg.Message`) to reflect instead of every service the server lists. */
  readonly symbols?: readonly string[];
  /** False leaves imported files unfetched: enough for `listServices`. */
  readonly imports?: boolean;
  /** Called as symbols and files arrive; `total` grows while imports are found. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a server told about itself: a part for `buildPool`. */
export interface Reflected extends PoolPart {
  readonly version: "v1" | "v1alpha";
  /** The services the server lists, its reflection services included; empty when `symbols` were asked for. */
  readonly services: readonly string[];
}

/**
 * Reads a server's descriptors by server reflection (`grpc.reflection.v1` or `v1alpha`). A service or file that
 * fails becomes a finding with the reason. Rejects with a `ByteglassError`: `no-reflection` when the server offers
 * neither version, `unreachable`, `tls`, `timeout`, `cancelled`.
 */
export function reflect(open: OpenStream, options: ReflectOptions = {}): Promise<Reflected> {
  throw new Error(`not built yet: ${open.length} ${options.version}`);
}
