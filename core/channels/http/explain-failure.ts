/** Why an HTTP request got no answer, from the error and the bytes that came instead of one. */
import { ConnectionFailure, toConnectionFailure } from "../connection-failure.ts";
import { explainConnectionFailure, nameOfFirstBytes } from "../probe.ts";
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
  const failure = toConnectionFailure(error, target.label);
  const name = nameOfFirstBytes(raw);
  const make = (reason: ConnectionFailure["reason"], message: string): ConnectionFailure =>
    new ConnectionFailure(reason, target.label, failure.code, message, error);
  if (name === "tls") return make("plaintext-to-tls", "The answer is a TLS alert, not HTTP.");
  if (name === "http2") return make("http2-only", "The answer is HTTP/2, where HTTP/1.1 was spoken.");
  return make("not-http", `The answer is not HTTP: ${failure.message}.`);
}
