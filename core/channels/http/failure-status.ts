/** The status of a call that an exchange broke, or a fault of its request or of ours. Pure. */
import { ByteglassError } from "../../error.ts";
import type { ChannelStatus } from "../channel.ts";
import { ConnectionFailure, toConnectionFailure } from "../connection-failure.ts";
import { brokenHttp2, goawayFailure, resetFailure } from "../frame-failure.ts";
import { StreamReset } from "./exchange.ts";
import { RefusedMessage } from "./request-writer.ts";

const INVALID_ARGUMENT = 3;
const INTERNAL = 13;
const UNAVAILABLE = 14;

/** Codes of RST_STREAM → gRPC codes (gRPC over HTTP/2, "Errors"); any other is INTERNAL. */
const CODE_OF_RESET = new Map([
  [7, UNAVAILABLE],
  [8, 1],
  [11, 8],
  [12, 7],
]);

/** A reset stream, or a connection to `address` that closed. */
export function statusOfBreak(error: Error, address: string): ChannelStatus {
  if (error instanceof StreamReset) {
    const { code, goaway } = error;
    const cause = goaway === undefined ? resetFailure(code, address) : goawayFailure(goaway, address);
    return { code: CODE_OF_RESET.get(code) ?? INTERNAL, message: cause.message, cause };
  }
  const failure = toConnectionFailure(error, address);
  if (failure.reason === "goaway") return { code: UNAVAILABLE, message: failure.message, cause: failure };
  const reason = failure.message.replace(/\.$/, "");
  const message = `The connection closed during the call${reason === "" ? "" : `: ${reason}`}.`;
  const kind = failure.reason === "ping-unanswered" ? failure.reason : "closed";
  const broken = brokenHttp2(error, address, message);
  const cause = broken ?? new ConnectionFailure(kind, address, failure.code, message, error);
  return { code: UNAVAILABLE, message, cause };
}

/** What was thrown while a request was made or an answer was read; a request that cannot be carried is no fault of ours. */
export function statusOfThrown(thrown: unknown): ChannelStatus {
  if (thrown instanceof RefusedMessage) return thrown.status;
  const cause = ByteglassError.from(thrown);
  const code = cause.code === "internal" ? INTERNAL : INVALID_ARGUMENT;
  return { code, message: cause.message, findings: cause.findings, cause };
}
