/** Why an HTTP request got no answer, from the error and the bytes that came instead of one. */
import { ConnectionFailure, toConnectionFailure } from "../connection-failure.ts";
import { readFirstBytes } from "../first-bytes.ts";
import { explainConnectionFailure } from "../probe.ts";
import type { Route } from "../route/dial.ts";
import type { Target } from "../target.ts";

/** The failure behind `error`. A parse error holds what came; else the address is looked at once more where needed. */
export async function explainHttpFailure(
  route: Route,
  error: unknown,
  isConnected: boolean,
): Promise<ConnectionFailure> {
  const { target, material } = route;
  const raw = error instanceof Error && "rawPacket" in error ? error.rawPacket : undefined;
  if (Buffer.isBuffer(raw)) return fromFirstBytes(raw, target, error);
  const failure = toConnectionFailure(error, target.label);
  const isPlainClose = isConnected && failure.reason === "closed";
  if (isPlainClose && material !== undefined) return failure;
  return explainConnectionFailure(route, failure, "http/1.1");
}

function fromFirstBytes(raw: Buffer, target: Target, error: unknown): ConnectionFailure {
  const reported = toConnectionFailure(error, target.label);
  const { code, message } = reported;
  if (reported.reason === "large-headers") return reported;
  const { kind, words } = readFirstBytes(raw);
  const make = (reason: ConnectionFailure["reason"], said = words): ConnectionFailure =>
    new ConnectionFailure(reason, target.label, code, said, error);
  switch (kind) {
    case "tls":
      return make("plaintext-to-tls");
    case "http2":
      return make("http2-only");
    case "http1":
      return make("bad-http", message);
    case "other":
      return make("not-http");
  }
}
