/** Failures of what a frame of HTTP/2 ended. */
import { codeOf } from "../error.ts";
import { ConnectionFailure } from "./connection-failure.ts";
import { type Goaway, goawayText } from "./goaway.ts";
import { errorName } from "./http2-error-names.ts";

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

/** The failure of a connection that stood until its server broke the rules of HTTP/2; undefined for another error. */
export function brokenHttp2(error: unknown, address: string, message: string): ConnectionFailure | undefined {
  const code = codeOf(error);
  return code === "ERR_HTTP2_ERROR"
    ? new ConnectionFailure("bad-http", address, code, message, error)
    : undefined;
}
