/** A body that is read as it comes: decompressed, and held back while paused. */
import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { MetadataEntry } from "../../contract/params.ts";
import type { ChannelStatus } from "../channel.ts";
import { valueNamed } from "../metadata.ts";
import type { AnswerListener, AnswerReader, ResponseHead } from "./answer.ts";

/** Reads what comes out of the compression. A status means that nothing more needs to be read. */
export interface StreamedBody {
  read(chunk: Uint8Array): ChannelStatus | undefined;
  /** The body is complete; `wireByteLength` is its length as it travelled. */
  end(wireByteLength: number): ChannelStatus;
  /** The body broke off, for a reason that is a status already. */
  breakOff(status: ChannelStatus): ChannelStatus;
  /** What came could not be decompressed. */
  damaged(error: Error): ChannelStatus;
}

/** Feeds a `StreamedBody`. */
export class StreamedAnswer implements AnswerReader {
  readonly #listener: AnswerListener;
  readonly #answer: StreamedBody;
  readonly #decoder: Transform | undefined;
  readonly #held: (() => void)[] = [];
  #wireByteLength = 0;
  #paused = false;
  #over = false;

  /** `open` makes the answer, told of the coding that is undone here. */
  constructor(
    head: ResponseHead,
    listener: AnswerListener,
    open: (encoding: string | undefined) => StreamedBody,
  ) {
    this.#listener = listener;
    const coding = valueNamed(head.headers, "content-encoding")?.trim().toLowerCase() ?? "identity";
    this.#decoder = decoderFor(coding);
    this.#answer = open(this.#decoder === undefined ? undefined : coding);
    this.#decoder?.on("data", (chunk: Buffer) => this.#do(() => this.#take(chunk)));
    this.#decoder?.on("error", (error) => this.#do(() => this.#end(this.#answer.damaged(error))));
  }

  read(chunk: Uint8Array): void {
    this.#wireByteLength += chunk.length;
    if (this.#decoder === undefined) this.#do(() => this.#take(chunk));
    else if (!this.#decoder.write(chunk)) {
      this.#listener.onPause(true);
      this.#decoder.once("drain", () => this.#listener.onPause(false));
    }
  }

  end(trailers: readonly MetadataEntry[]): void {
    const finish = (): void =>
      this.#do(() => {
        if (trailers.length > 0) this.#listener.onTrailers(trailers);
        this.#end(this.#answer.end(this.#wireByteLength));
      });
    if (this.#decoder === undefined) finish();
    else this.#decoder.once("end", finish).end();
  }

  breakOff(status: ChannelStatus): void {
    this.#do(() => this.#end(this.#answer.breakOff(status)));
  }

  pause(): void {
    this.#paused = true;
    this.#decoder?.pause();
  }

  resume(): void {
    this.#paused = false;
    while (!this.#paused) {
      const act = this.#held.shift();
      if (act === undefined) break;
      act();
    }
    if (!this.#paused) this.#decoder?.resume();
  }

  /** In order: what comes while paused waits behind what came before it. */
  #do(act: () => void): void {
    if (this.#paused) this.#held.push(act);
    else act();
  }

  #take(chunk: Uint8Array): void {
    if (this.#over) return;
    const status = this.#answer.read(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
    if (status !== undefined) this.#end(status);
  }

  #end(status: ChannelStatus): void {
    if (this.#over) return;
    this.#over = true;
    this.#decoder?.destroy();
    this.#listener.onStatus(status);
  }
}

function decoderFor(coding: string): Transform | undefined {
  switch (coding) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      return undefined;
  }
}
