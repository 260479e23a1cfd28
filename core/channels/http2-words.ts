/** What an HTTP/2 connection said, in words and for its report. */
import type { Settings } from "node:http2";
import { ConnectionFailure } from "./connection-failure.ts";
import type { ConnectionTrace } from "./route/trace.ts";

/** By code, from 0. */
const ERROR_NAMES = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
  "INADEQUATE_SECURITY",
  "HTTP_1_1_REQUIRED",
];

/** The name of an HTTP/2 error code (RFC 9113, section 7), or its number. */
export function errorName(code: number): string {
  return ERROR_NAMES[code] ?? String(code);
}

/** `GOAWAY ENHANCE_YOUR_CALM “too_many_pings”` */
export function goawayText(code: number, opaque: Uint8Array | undefined): string {
  const reason = opaque === undefined ? "" : Buffer.from(opaque).toString("utf8").slice(0, 200);
  return `GOAWAY ${errorName(code)}${reason === "" ? "" : ` “${reason}”`}`;
}

/** The failure of what a GOAWAY ended; `text` is that of `goawayText`. */
export function goawayFailure(text: string, address: string, cause?: unknown): ConnectionFailure {
  const [, code = ""] = text.split(" ");
  return new ConnectionFailure(
    "goaway",
    address,
    code,
    `The connection closed during the call: ${text}.`,
    cause,
  );
}

/** The failure of a call whose stream was reset. */
export function resetFailure(code: number, address: string): ConnectionFailure {
  const name = errorName(code);
  return new ConnectionFailure(
    "stream-reset",
    address,
    name,
    `The server reset the stream: RST_STREAM ${name}.`,
  );
}

/** Keeps the server's SETTINGS, which end the making of a connection. */
export function noteSettings(trace: ConnectionTrace, settings: Settings): void {
  trace.settings = Object.entries(settings).flatMap(([name, value]) => {
    const isValue = typeof value === "number" || typeof value === "boolean";
    // Node has two names for the same setting.
    return isValue && name !== "maxHeaderSize" ? [{ name, value: Number(value) }] : [];
  });
  trace.end("http2", "ok", "SETTINGS received");
}
