import type { Channel, ChannelStatus } from "../../channels/channel.ts";
import type { MetadataEntry } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import type { PoolPart } from "../pool/pool.ts";
import { collectDescriptors } from "./collect.ts";
import type { LikelyPlaces } from "./likely-places.ts";
import { ReflectionSession } from "./session.ts";
import { meansVersionUnknown, otherSources, statusError, statusText } from "./status.ts";

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
  /** Full names (`pkg.Service`, `pkg.Service/Method`, `pkg.Message`) to reflect instead of every service the server lists. */
  readonly symbols?: readonly string[];
  /** In place of `symbols`: chooses, from the services that the server lists, what is asked for; what is not there is not told. */
  readonly choose?: (services: readonly string[]) => LikelyPlaces;
  /** False leaves imported files unfetched: enough for `listServices`. */
  readonly imports?: boolean;
  /** Bound on the bytes of all files together; 256 MiB unless given. */
  readonly maxByteLength?: number;
  /** Bound on the number of files; 20,000 unless given. */
  readonly maxFileCount?: number;
  /** Called as symbols and files arrive; `total` grows while imports are found. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a server told about itself: a part for `buildPool`. */
export interface Reflected extends PoolPart {
  readonly version: "v1" | "v1alpha";
  /** The services the server lists, its reflection services included; empty when `symbols` were asked for and found. */
  readonly services: readonly string[];
  readonly findings: readonly Finding[];
}

/** One version's attempt: what it gave, or how it refused. */
export type Attempt =
  | { readonly kind: "reflected"; readonly reflected: Reflected }
  | { readonly kind: "refused"; readonly status: ChannelStatus };

const defaultTimeout = 30_000;

/**
 * Reads a server's descriptors by server reflection (`grpc.reflection.v1` or `v1alpha`). A service or file that
 * fails becomes a finding with the reason. Rejects with a `ByteglassError`: `no-reflection` when the server offers
 * neither version, `unreachable`, `tls`, `timeout`, `cancelled`.
 */
export async function reflect(open: OpenStream, options: ReflectOptions = {}): Promise<Reflected> {
  const endsAt = performance.now() + (options.timeout ?? defaultTimeout);
  const asked = options.version ?? "auto";
  const versions = asked === "auto" ? (["v1", "v1alpha"] as const) : [asked];
  const refusals: string[] = [];
  for (const version of versions) {
    const attempt = await reflectVersion(open, options, version, endsAt);
    if (attempt.kind === "reflected") return attempt.reflected;
    if (options.signal?.aborted === true || !meansVersionUnknown(attempt.status)) {
      throw statusError(attempt.status, options.signal);
    }
    refusals.push(`grpc.reflection.${version} answered ${statusText(attempt.status)}`);
  }
  throw new ByteglassError("no-reflection", `The server offers no reflection: ${refusals.join("; ")}.`, {
    hint: otherSources,
  });
}

async function reflectVersion(
  open: OpenStream,
  options: ReflectOptions,
  version: "v1" | "v1alpha",
  endsAt: number,
): Promise<Attempt> {
  const session = new ReflectionSession(open, {
    version,
    metadata: options.metadata ?? [],
    signal: options.signal,
    remaining: () => endsAt - performance.now(),
  });
  try {
    return await collectDescriptors(session, options, version);
  } finally {
    session.close();
  }
}
