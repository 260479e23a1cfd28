/** The answer's side of one exchange: its protocol's reader, and who holds it back. */
import type { MetadataEntry } from "../../contract/params.ts";
import type { ChannelStatus } from "../channel.ts";
import type { AnswerMessage, AnswerReader, ResponseHead, RestOfBody } from "./answer.ts";
import type { HttpExchange } from "./exchange.ts";
import type { HttpProtocol } from "./protocol.ts";

/** Told in order; the status is the last. */
export interface AnswerEvents {
  onMessage(message: AnswerMessage): void;
  onStatus(status: ChannelStatus, rest?: RestOfBody): void;
}

/** May be paused before it begins. */
export class ReceivedAnswer {
  /** Those of HTTP and those the protocol has in the body. */
  readonly trailers: MetadataEntry[] = [];
  readonly #events: AnswerEvents;
  #headers: readonly MetadataEntry[] = [];
  #exchange: HttpExchange | undefined;
  #reader: AnswerReader | undefined;
  #isPaused = false;
  /** The reader has more than it can take before it has dealt with what came. */
  #isFull = false;

  constructor(events: AnswerEvents) {
    this.#events = events;
  }

  /** True once the head came. */
  get hasBegun(): boolean {
    return this.#reader !== undefined;
  }

  /** Those of the head; empty before it came. */
  get headers(): readonly MetadataEntry[] {
    return this.#headers;
  }

  /** The answer will come over this exchange. */
  attach(exchange: HttpExchange): void {
    this.#exchange = exchange;
    if (this.#isPaused) exchange.pause();
  }

  /** The head came. Throws what the protocol throws. */
  begin(protocol: HttpProtocol, head: ResponseHead): void {
    this.#headers = head.headers;
    this.#reader = protocol.answer(head, {
      onMessage: (message) => this.#events.onMessage(message),
      onTrailers: (trailers) => this.trailers.push(...trailers),
      onStatus: (status, rest) => this.#events.onStatus(status, rest),
      onPause: (isFull) => {
        this.#isFull = isFull;
        this.#hold();
      },
    });
    if (this.#isPaused) this.#reader.pause();
  }

  /** Takes a piece of the body. Throws what the protocol throws. */
  read(chunk: Uint8Array): void {
    this.#reader?.read(chunk);
  }

  /** The body is complete; `trailers` are those of HTTP itself. Throws what the protocol throws. */
  end(trailers: readonly MetadataEntry[]): void {
    this.#reader?.end(trailers);
  }

  /** The body broke off, which makes this status unless the protocol knows better. */
  breakOff(status: ChannelStatus): void {
    if (this.#reader === undefined) this.#events.onStatus(status);
    else this.#reader.breakOff(status);
  }

  pause(): void {
    this.#isPaused = true;
    this.#reader?.pause();
    this.#hold();
  }

  resume(): void {
    this.#isPaused = false;
    this.#reader?.resume();
    this.#hold();
  }

  #hold(): void {
    if (this.#isPaused || this.#isFull) this.#exchange?.pause();
    else this.#exchange?.resume();
  }
}
