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

/** What a server said when it ended a connection. */
export interface Goaway {
  /** `ENHANCE_YOUR_CALM` */
  readonly code: string;
  /** `too_many_pings`; empty when it said no more than the code. */
  readonly reason: string;
}

/** A GOAWAY as Node tells it. */
export function readGoaway(code: number, opaque: Uint8Array | undefined): Goaway {
  const reason = opaque === undefined ? "" : Buffer.from(opaque).toString("utf8").slice(0, 200);
  return { code: errorName(code), reason };
}

/** `GOAWAY ENHANCE_YOUR_CALM “too_many_pings”` */
export function goawayText({ code, reason }: Goaway): string {
  return `GOAWAY ${code}${reason === "" ? "" : ` “${reason}”`}`;
}

/** A call or a connection that a frame of the server ended. */
export class FrameFailure extends ConnectionFailure {
  /** The frame in words: `GOAWAY ENHANCE_YOUR_CALM “too_many_pings”`, `RST_STREAM CANCEL`. */
  readonly frame: string;

  /** `what` happened, and `frame` shows it. */
  constructor(
    reason: "goaway" | "stream-reset",
    address: string,
    code: string,
    what: string,
    frame: string,
    cause?: unknown,
  ) {
    super(reason, address, code, `${what}: ${frame}.`, cause);
    this.frame = frame;
  }
}

/** The failure of what a GOAWAY ended. */
export function goawayFailure(goaway: Goaway, address: string, cause?: unknown): FrameFailure {
  const what = "The connection closed during the call";
  return new FrameFailure("goaway", address, goaway.code, what, goawayText(goaway), cause);
}

/** The failure of a call whose stream was reset. */
export function resetFailure(code: number, address: string): FrameFailure {
  const name = errorName(code);
  return new FrameFailure("stream-reset", address, name, "The server reset the stream", `RST_STREAM ${name}`);
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
