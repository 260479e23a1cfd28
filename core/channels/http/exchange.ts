/** One HTTP request and its answer, over whichever version of HTTP. */
import type { MetadataEntry } from "../../contract/params.ts";
import type { Goaway } from "../goaway.ts";
import type { ConnectionTrace } from "../route/trace.ts";
import type { ResponseHead } from "./answer.ts";

/** What is asked. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, encoded. */
  readonly url: string;
  /** Without those of the version, such as `Host`. */
  readonly headers: readonly MetadataEntry[];
  /** Bytes of the body; `unknown` for one that comes in pieces, `none` for no body at all. */
  readonly bodyLength: number | "unknown" | "none";
}

/** Told in this order; `onFailure` ends it at any point. */
export interface HttpListener {
  /** The connection stands, and these headers are on their way. */
  onConnected(trace: ConnectionTrace, headers: readonly MetadataEntry[]): void;
  /** Headers and body were written out. */
  onSent(): void;
  onResponse(head: ResponseHead): void;
  /** A piece of the body as it travelled. */
  onChunk(chunk: Uint8Array): void;
  onEnd(trailers: readonly MetadataEntry[]): void;
  onFailure(error: Error): void;
}

/** ms in which a body has to end that nobody reads any more. */
export const LEAVE_WITHIN = 250;

/** An exchange under way. */
export interface HttpExchange {
  /** Resolves to true when the piece was taken by the system, to false when there is no more use for it. */
  write(chunk: Uint8Array): Promise<boolean>;
  /** Ends the body, with a last piece. Resolves as `write` does. */
  end(chunk?: Uint8Array): Promise<boolean>;
  /** Breaks off: nothing is told any more. */
  abort(): void;
  /** The answer is through but for the end of its body: nothing is told any more, and the connection is kept for others. */
  leave(): void;
  pause(): void;
  resume(): void;
}

/** The server ended this exchange alone: RST_STREAM of HTTP/2. */
export class StreamReset extends Error {
  readonly code: number;
  /** What the server said of the whole connection, when it ended that. */
  readonly goaway: Goaway | undefined;

  constructor(code: number, goaway?: Goaway) {
    super(`RST_STREAM ${code}`);
    this.name = "StreamReset";
    this.code = code;
    this.goaway = goaway;
  }
}
