/** An answer whose body is a row of frames, the last of which says how it ended (gRPC-Web, streams of Connect). */
import type { MetadataEntry } from "../../contract/params.ts";
import type { ChannelStatus, Transfer } from "../channel.ts";
import { decompress } from "../decompress.ts";
import { joined } from "../grpc-status.ts";
import type { AnswerListener, AnswerReader, ResponseHead, RestOfBody } from "../http/answer.ts";
import type { MessageForm } from "../http/message-form.ts";
import { valueNamed } from "../metadata.ts";
import {
  type AnswerFault,
  decompressionFault,
  frameFault,
  unfinishedText,
  unnamedCompression,
} from "./faults.ts";
import { COMPRESSED, type Frame, FrameReader } from "./frame-reader.ts";

const INTERNAL = 13;

/** What the last frame said. */
export interface AnswerEnd {
  readonly trailers: readonly MetadataEntry[];
  readonly status: ChannelStatus;
}

/** How a protocol frames its answers. */
export interface FramedFormat {
  /** The flag of the frame that ends an answer. */
  readonly endFlag: number;
  /** The header that names how messages are compressed. */
  readonly encodingHeader: string;
  readonly form: MessageForm;
  /** Reads the last frame. */
  readonly readEnd: (payload: Uint8Array) => AnswerEnd;
  /** How an answer ended that has no such frame; `trailers` are those of HTTP. */
  readonly withoutEnd: (trailers: readonly MetadataEntry[]) => AnswerEnd;
}

/** Reads frames, decompresses messages, and holds them back while paused. */
export class FramedAnswer implements AnswerReader {
  readonly #format: FramedFormat;
  readonly #listener: AnswerListener;
  readonly #limit: number;
  readonly #encoding: string;
  readonly #frames: FrameReader;
  readonly #queue: Frame[] = [];
  #paused = false;
  #busy = false;
  #telling = false;
  #over = false;
  /** How the body ended, once it did. */
  #finish: (() => void) | undefined;

  /** `limit` bounds one message, in bytes, before and after decompression. */
  constructor(head: ResponseHead, format: FramedFormat, limit: number, listener: AnswerListener) {
    this.#format = format;
    this.#listener = listener;
    this.#limit = limit;
    this.#encoding = valueNamed(head.headers, format.encodingHeader) ?? "identity";
    this.#frames = new FrameReader(limit, COMPRESSED | format.endFlag);
  }

  read(chunk: Uint8Array): void {
    if (this.#over) return;
    this.#queue.push(...this.#frames.read(chunk));
    this.#pump();
  }

  end(trailers: readonly MetadataEntry[]): void {
    this.#finish = () => this.#endUnfinished(this.#format.withoutEnd(trailers));
    this.#pump();
  }

  breakOff(status: ChannelStatus): void {
    this.#finish = () => {
      const unfinished = this.#frames.unfinished();
      const message = joined(status.message, unfinishedText(this.#frames.missing));
      this.#end({
        trailers: [],
        status: unfinished.length === 0 ? status : { ...status, message, unfinished },
      });
    };
    this.#pump();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#pump();
  }

  #pump(): void {
    if (this.#telling) return;
    this.#telling = true;
    while (!this.#paused && !this.#busy && !this.#over) {
      const frame = this.#queue.shift();
      if (frame === undefined) break;
      this.#take(frame);
    }
    this.#telling = false;
    if (this.#busy || this.#over || this.#queue.length > 0) return;
    const { fault } = this.#frames;
    const { endFlag } = this.#format;
    const expected = `0x00, 0x01 or 0x${endFlag.toString(16).padStart(2, "0")}`;
    if (fault !== undefined) this.#fail(frameFault(fault, this.#limit, expected));
    else if (!this.#paused) this.#finish?.();
  }

  #take({ flags, payload }: Frame): void {
    if ((flags & COMPRESSED) === 0) this.#open(payload, flags, undefined);
    else if (this.#encoding === "identity") this.#fail(unnamedCompression(this.#format.encodingHeader));
    else this.#decompress(flags, payload);
  }

  #decompress(flags: number, payload: Uint8Array): void {
    this.#busy = true;
    this.#listener.onPause(true);
    const encoding = this.#encoding;
    decompress(payload, encoding, this.#limit).then((result) => {
      this.#busy = false;
      if (this.#over) return;
      if ("bytes" in result) this.#open(result.bytes, flags, { encoding, wireByteLength: payload.length });
      else this.#fail(decompressionFault(result, encoding, this.#limit));
      this.#pump();
      // Also while the call is paused, which is the caller's own matter: this reader wants more.
      if (!this.#busy) this.#listener.onPause(false);
    });
  }

  #open(bytes: Uint8Array, flags: number, transfer: Transfer | undefined): void {
    if ((flags & this.#format.endFlag) !== 0) {
      this.#end(this.#format.readEnd(bytes), "end");
      return;
    }
    const read = this.#format.form.read(bytes);
    if ("fault" in read) this.#fail({ code: INTERNAL, message: read.fault });
    else this.#listener.onMessage({ ...read, ...(transfer === undefined ? {} : { transfer }) });
  }

  #endUnfinished({ trailers, status }: AnswerEnd): void {
    const unfinished = this.#frames.unfinished();
    const cut = { code: INTERNAL, message: unfinishedText(this.#frames.missing), unfinished };
    this.#end({ trailers, status: unfinished.length === 0 ? status : { ...status, ...cut } });
  }

  #fail(fault: AnswerFault): void {
    this.#end({ trailers: [], status: fault });
  }

  #end({ trailers, status }: AnswerEnd, rest: RestOfBody = "unread"): void {
    if (this.#over) return;
    this.#over = true;
    if (trailers.length > 0) this.#listener.onTrailers(trailers);
    this.#listener.onStatus(status, rest);
  }
}
