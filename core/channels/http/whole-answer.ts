/** An answer that is one body: read to its end, then told. */
import type { MetadataEntry } from "../../contract/params.ts";
import type { ChannelStatus } from "../channel.ts";
import { BODY_BOUND } from "../limits.ts";
import type { AnswerListener, AnswerMessage, AnswerReader, ResponseHead } from "./answer.ts";
import { BodyCollector, type CollectedBody } from "./body-collector.ts";

/** What a body turned out to be. */
export interface WholeOutcome {
  readonly messages: readonly AnswerMessage[];
  readonly trailers: readonly MetadataEntry[];
  readonly status: ChannelStatus;
}

/** How a protocol reads one body. */
export interface WholeFormat {
  /** False for an answer that holds no message, such as a proxy's page: only its beginning is read. */
  readonly isMessage: boolean;
  readonly read: (body: CollectedBody) => WholeOutcome;
}

/** Collects, decompresses, tells. */
export class WholeAnswer implements AnswerReader {
  readonly #format: WholeFormat;
  readonly #listener: AnswerListener;
  readonly #body: BodyCollector;
  #paused = false;
  #over = false;
  #outcome: WholeOutcome | undefined;
  #told = 0;

  /** `limit` bounds the body, in bytes. */
  constructor(head: ResponseHead, format: WholeFormat, limit: number, listener: AnswerListener) {
    this.#format = format;
    this.#listener = listener;
    this.#body = new BodyCollector(head, format.isMessage ? limit : BODY_BOUND);
  }

  read(chunk: Uint8Array): void {
    if (this.#over) return;
    const refused = this.#body.add(chunk);
    if (refused === undefined) return;
    if (this.#format.isMessage) this.#end(refused);
    else this.end([]);
  }

  end(trailers: readonly MetadataEntry[]): void {
    if (this.#over) return;
    this.#over = true;
    this.#body.finish().then((body) => {
      this.#outcome =
        "fault" in body
          ? { messages: [], trailers, status: body.fault }
          : this.#withTrailers(this.#format.read(body), trailers);
      this.#tell();
    });
  }

  breakOff(status: ChannelStatus): void {
    if (this.#over) return;
    const { bytes } = this.#body;
    this.#end(bytes.length === 0 ? status : { ...status, unfinished: bytes });
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#tell();
  }

  #withTrailers(outcome: WholeOutcome, trailers: readonly MetadataEntry[]): WholeOutcome {
    return trailers.length === 0 ? outcome : { ...outcome, trailers: [...outcome.trailers, ...trailers] };
  }

  #tell(): void {
    const outcome = this.#outcome;
    if (outcome === undefined) return;
    while (!this.#paused && this.#told < outcome.messages.length) {
      const message = outcome.messages[this.#told++];
      if (message !== undefined) this.#listener.onMessage(message);
    }
    if (this.#paused) return;
    this.#outcome = undefined;
    if (outcome.trailers.length > 0) this.#listener.onTrailers(outcome.trailers);
    this.#listener.onStatus(outcome.status);
  }

  #end(status: ChannelStatus): void {
    this.#over = true;
    this.#listener.onStatus(status);
  }
}
