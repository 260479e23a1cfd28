/** The request's side of one gRPC stream: messages in their order, then the half-close. */
import type { ClientHttp2Stream } from "node:http2";
import { sentAfterEnd, sentAfterHalfClose } from "../refused-sends.ts";
import { SEND_WINDOW, weightOf } from "../send-window.ts";
import { frameOf, type OutgoingMessage } from "./outgoing-message.ts";

/** A message on its way: its promise settles when there is room for more, or when the call ends. */
interface Sending {
  readonly bytes: Uint8Array;
  readonly outgoing: OutgoingMessage;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Told of each message once it is written. */
export type OnWritten = (bytes: Uint8Array, { transfer }: OutgoingMessage) => void;

/** Writes messages, several at a time as long as they are small; what comes before there is a stream waits for it. */
export class RequestWriter {
  readonly #onWritten: OnWritten;
  readonly #queue: Sending[] = [];
  readonly #inFlight: Sending[] = [];
  /** Of both, in bytes. */
  #weight = 0;
  #inFlightWeight = 0;
  #stream: ClientHttp2Stream | undefined;
  #closing: "open" | "asked" | "told" = "open";
  #stopped = false;

  constructor(onWritten: OnWritten) {
    this.#onWritten = onWritten;
  }

  /** True from when the half-close was asked for. */
  get isClosing(): boolean {
    return this.#closing !== "open";
  }

  /** True once the half-close went out behind the last message. */
  get isClosed(): boolean {
    return this.#closing === "told";
  }

  /** Adds a message; resolves when there is room for more, and rejects when it cannot be written any more. */
  add(bytes: Uint8Array, outgoing: OutgoingMessage): Promise<void> {
    if (this.isClosing) return Promise.reject(sentAfterHalfClose());
    if (this.#stopped) return Promise.reject(sentAfterEnd());
    return new Promise<void>((resolve, reject) => {
      this.#queue.push({ bytes, outgoing, resolve, reject });
      this.#weight += weightOf(bytes);
      if (this.#weight < SEND_WINDOW) resolve();
      this.#writeQueued();
    });
  }

  /** Half-closes behind what is queued. */
  close(): void {
    if (this.isClosing) return;
    this.#closing = "asked";
    this.#writeQueued();
  }

  /** There is a stream: what waited goes out. */
  attach(stream: ClientHttp2Stream): void {
    this.#stream = stream;
    this.#writeQueued();
  }

  /** Nothing more is begun: what is queued rejects. What is being written may still become so. */
  stop(): void {
    this.#stopped = true;
    for (const { reject } of this.#queue.splice(0)) reject(sentAfterEnd());
  }

  /** The call is over: nothing counts as written any more. */
  end(): void {
    this.stop();
    for (const { reject } of this.#inFlight.splice(0)) reject(sentAfterEnd());
  }

  /** The half-close goes right behind the last message, without waiting until that is written. */
  #writeQueued(): void {
    const stream = this.#stream;
    if (stream === undefined || this.#stopped) return;
    while (this.#inFlightWeight < SEND_WINDOW) {
      const next = this.#queue.shift();
      if (next === undefined) break;
      this.#inFlight.push(next);
      this.#inFlightWeight += weightOf(next.bytes);
      stream.write(frameOf(next.outgoing), (error) => {
        if (!error) this.#noteWritten();
      });
    }
    if (this.#closing !== "asked" || this.#queue.length > 0) return;
    this.#closing = "told";
    if (!stream.destroyed && !stream.writableEnded) stream.end();
  }

  #noteWritten(): void {
    const sent = this.#inFlight.shift();
    if (sent === undefined) return;
    this.#weight -= weightOf(sent.bytes);
    this.#inFlightWeight -= weightOf(sent.bytes);
    this.#onWritten(sent.bytes, sent.outgoing);
    sent.resolve();
    this.#writeQueued();
  }
}
