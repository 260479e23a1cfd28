/** One response stream: headers, messages in order, trailers, and what was wrong with them. */
import type { ClientHttp2Stream } from "node:http2";
import type { MetadataEntry } from "../../contract/params.ts";
import type { Transfer } from "../channel.ts";
import { decompress } from "../decompress.ts";
import { type AnswerFault, decompressionFault, frameFault, unnamedCompression } from "../framing/faults.ts";
import { COMPRESSED, type Frame, FrameReader } from "../framing/frame-reader.ts";
import { BODY_BOUND } from "../limits.ts";
import { entriesFromRaw, valueNamed } from "../metadata.ts";
import type { TurnShare } from "../turn-share.ts";
import { ShownStream } from "./shown-stream.ts";

/** Told as the answer comes. `onEnd` is last, and comes once everything before it was told. */
export interface AnswerListener {
  onHeaders(headers: readonly MetadataEntry[], httpStatus: number): void;
  onMessage(bytes: Uint8Array, transfer: Transfer | undefined): void;
  /** The answer cannot be read on: the stream should be reset. */
  onFault(fault: AnswerFault): void;
  onEnd(): void;
}

/** Reads a stream that nothing else reads. */
export class AnswerReader {
  httpStatus: number | undefined;
  headers: readonly MetadataEntry[] | undefined;
  trailers: readonly MetadataEntry[] | undefined;
  fault: AnswerFault | undefined;
  /** True once the server has said its last. */
  serverEnded = false;
  /** The stream as grpc-js gets to see it. */
  readonly shown: ShownStream;
  readonly #stream: ClientHttp2Stream;
  readonly #listener: AnswerListener;
  readonly #limit: number;
  readonly #frames: FrameReader;
  readonly #queue: Frame[] = [];
  readonly #body: Buffer[] = [];
  #bodyLength = 0;
  #isGrpc = true;
  #paused = false;
  #busy = false;
  /** A listener may pause and resume while it is being told. */
  #telling = false;
  #closed = false;
  #ended = false;
  #endedInPeace = false;

  /** `limit` bounds one message, in bytes; `share` is that of the connection. */
  constructor(stream: ClientHttp2Stream, limit: number, share: TurnShare, listener: AnswerListener) {
    this.shown = new ShownStream(stream);
    this.#stream = stream;
    this.#listener = listener;
    this.#limit = limit;
    this.#frames = new FrameReader(limit);
    this.#listen(share);
  }

  /**
   * True once the answer is over and nothing that comes can change its status: it told one, or it was ended in peace
   * without, as a proxy ends a page. A server need not reset the request of a stream that it answered so.
   */
  get isComplete(): boolean {
    const told = valueNamed(this.trailers ?? [], "grpc-status") !== undefined;
    return this.#ended && (told || this.#endedInPeace);
  }

  /** The text of a body that is no gRPC, up to 64 kB. */
  get body(): string {
    return Buffer.concat(this.#body).toString("utf8");
  }

  /** The bytes of a message the answer ended inside of; undefined when it ended between messages. */
  get unfinished(): Uint8Array | undefined {
    const bytes = this.#frames.unfinished();
    return bytes.length === 0 ? undefined : bytes;
  }

  /** The code of RST_STREAM, once the stream is closed; 0 when it ended in peace. */
  get resetCode(): number {
    return this.#stream.rstCode ?? 0;
  }

  /** Bytes that the unfinished message still lacks. */
  get missing(): number | undefined {
    return this.#frames.missing;
  }

  pause(): void {
    this.#paused = true;
    this.#stream.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#pump();
  }

  #listen(share: TurnShare): void {
    const stream = this.#stream;
    stream.on("response", (...args: unknown[]) => {
      this.#onResponse(args);
      const [headers, flags] = args;
      this.shown.tell("response", isEndOfStream(args) ? headers : { ":status": this.httpStatus }, flags);
    });
    stream.on("trailers", (...args: unknown[]) => this.#onTrailers(args));
    stream.on("data", (chunk: Buffer) => share.spend(() => this.#onData(chunk)));
    stream.on("end", () => {
      this.#endedInPeace = this.headers !== undefined && !stream.closed && !stream.destroyed;
      this.#onClose();
      this.shown.tellEnd();
    });
    stream.on("close", () => {
      this.#onClose();
      this.shown.tellClose();
    });
  }

  #onClose(): void {
    this.serverEnded = true;
    this.#closed = true;
    this.#pump();
  }

  #onTrailers(args: readonly unknown[]): void {
    this.trailers = entriesFromRaw(rawHeaders(args));
    this.serverEnded = true;
    if (valueNamed(this.trailers, "grpc-status") === undefined) this.shown.tell("trailers", args[0], args[1]);
    else this.shown.tellStatus();
  }

  #onResponse(args: readonly unknown[]): void {
    const raw = rawHeaders(args);
    const entries = entriesFromRaw(raw);
    const status = Number(raw[raw.indexOf(":status") + 1]);
    this.httpStatus = Number.isInteger(status) ? status : 0;
    const contentType = valueNamed(entries, "content-type") ?? "";
    this.#isGrpc = isGrpcContentType(contentType) || contentType === "";
    // A gRPC status in the only header block makes it trailers ("Trailers-Only").
    if (valueNamed(entries, "grpc-status") !== undefined && isEndOfStream(args)) {
      this.trailers = entries;
      this.serverEnded = true;
      return;
    }
    this.headers = entries;
    this.#listener.onHeaders(entries, this.httpStatus);
  }

  #onData(chunk: Buffer): void {
    if (this.fault !== undefined) return;
    if (this.#isGrpc) {
      for (const frame of this.#frames.read(chunk)) this.#queue.push(frame);
      this.#pump();
    } else this.#keepBody(chunk);
  }

  #keepBody(chunk: Buffer): void {
    const part = chunk.subarray(0, BODY_BOUND - this.#bodyLength);
    this.#body.push(part);
    this.#bodyLength += part.length;
    if (this.#bodyLength >= BODY_BOUND) this.#fail({ code: 2, message: "" });
  }

  /** Tells what is queued, until told to pause or until a message has to be decompressed first. */
  #pump(): void {
    if (this.#telling) return;
    this.#telling = true;
    while (!this.#paused && !this.#busy && this.fault === undefined) {
      const frame = this.#queue.shift();
      if (frame === undefined) break;
      if (frame.flags === COMPRESSED) this.#decompress(frame.payload);
      else this.#listener.onMessage(frame.payload, undefined);
    }
    this.#telling = false;
    if (this.#busy) return;
    if (this.fault === undefined && this.#queue.length === 0) this.#checkFrames();
    if (this.#closed && (this.#queue.length === 0 || this.fault !== undefined)) this.#end();
    else if (!this.#paused && this.#stream.isPaused()) this.#stream.resume();
  }

  #decompress(payload: Uint8Array): void {
    const encoding = valueNamed(this.headers ?? [], "grpc-encoding") ?? "identity";
    if (encoding === "identity") {
      this.#fail(unnamedCompression("grpc-encoding"));
      return;
    }
    this.#busy = true;
    this.#stream.pause();
    decompress(payload, encoding, this.#limit).then((result) => {
      this.#busy = false;
      if ("bytes" in result) {
        this.#listener.onMessage(result.bytes, { encoding, wireByteLength: payload.length });
      } else this.#fail(decompressionFault(result, encoding, this.#limit));
      this.#pump();
    });
  }

  #checkFrames(): void {
    const { fault } = this.#frames;
    if (fault !== undefined) this.#fail(frameFault(fault, this.#limit));
  }

  #fail(fault: AnswerFault): void {
    if (this.fault !== undefined) return;
    this.fault = fault;
    this.#listener.onFault(fault);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#listener.onEnd();
  }
}

/** True for `application/grpc` with any message format, and not for gRPC-Web, whose frames differ. */
export function isGrpcContentType(contentType: string): boolean {
  return /^application\/grpc(?!-web)/i.test(contentType);
}

/** Node hands header listeners the names and values as they came, after the merged object and the flags. */
function rawHeaders(args: readonly unknown[]): readonly string[] {
  const raw = args[2];
  return Array.isArray(raw) ? raw : [];
}

function isEndOfStream(args: readonly unknown[]): boolean {
  const END_STREAM = 1;
  return (Number(args[1]) & END_STREAM) !== 0;
}
