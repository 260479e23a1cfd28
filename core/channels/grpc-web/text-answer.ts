/** An answer of gRPC-Web in text: the frames as base64. */
import type { MetadataEntry } from "../../contract/params.ts";
import type { ChannelStatus } from "../channel.ts";
import type { AnswerListener, AnswerReader } from "../http/answer.ts";
import { Base64Stream } from "./base64-stream.ts";

const INTERNAL = 13;

/** Undoes the base64 and hands the bytes to `inner`. */
export class TextAnswer implements AnswerReader {
  readonly #inner: AnswerReader;
  readonly #listener: AnswerListener;
  readonly #base64 = new Base64Stream();

  constructor(inner: AnswerReader, listener: AnswerListener) {
    this.#inner = inner;
    this.#listener = listener;
  }

  read(chunk: Uint8Array): void {
    this.#take(this.#base64.read(chunk));
  }

  end(trailers: readonly MetadataEntry[]): void {
    if (this.#take(this.#base64.end())) this.#inner.end(trailers);
  }

  breakOff(status: ChannelStatus): void {
    this.#inner.breakOff(status);
  }

  pause(): void {
    this.#inner.pause();
  }

  resume(): void {
    this.#inner.resume();
  }

  #take(bytes: Uint8Array | undefined): boolean {
    if (bytes !== undefined) this.#inner.read(bytes);
    else
      this.#listener.onStatus({
        code: INTERNAL,
        message: "The answer is not base64, which gRPC-Web in text has to be.",
      });
    return bytes !== undefined;
  }
}
