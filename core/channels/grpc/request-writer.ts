/** The request's side of one gRPC stream: messages in their order, then the half-close. */
import type { ClientHttp2Stream } from "node:http2";
import { CallQueue, type Sending } from "../call-queue.ts";
import { frameOf, type OutgoingMessage } from "./outgoing-message.ts";

/** Told of each message once it is written. */
export type OnWritten = (bytes: Uint8Array, { transfer }: OutgoingMessage) => void;

/** Writes what a queue gives; what comes before there is a stream waits for it. */
export class RequestWriter {
  readonly #onWritten: OnWritten;
  readonly #queue = new CallQueue<OutgoingMessage>();
  #stream: ClientHttp2Stream | undefined;

  constructor(onWritten: OnWritten) {
    this.#onWritten = onWritten;
  }

  /** True from when the half-close was asked for. */
  get isClosing(): boolean {
    return this.#queue.isClosing;
  }

  /** True once the half-close went out behind the last message. */
  get isClosed(): boolean {
    return this.#queue.isClosed;
  }

  /** Adds a message; resolves when there is room for more, and rejects when it cannot be written any more. */
  add(bytes: Uint8Array, outgoing: OutgoingMessage): Promise<void> {
    const added = this.#queue.add(bytes, outgoing, false);
    this.#writeQueued();
    return added;
  }

  /** Half-closes behind what is queued. */
  close(): void {
    this.#queue.close();
    this.#writeQueued();
  }

  /** There is a stream: what waited goes out. */
  attach(stream: ClientHttp2Stream): void {
    this.#stream = stream;
    this.#writeQueued();
  }

  /** Nothing more is begun: what is queued rejects. What is being written may still become so. */
  stop(): void {
    this.#queue.stop();
  }

  /** The call is over: nothing counts as written any more. */
  end(): void {
    this.stop();
    this.#queue.forget();
  }

  /** The half-close goes right behind the last message, without waiting until that is written. */
  #writeQueued(): void {
    const stream = this.#stream;
    if (stream === undefined) return;
    let next = this.#queue.take();
    for (; typeof next === "object"; next = this.#queue.take()) this.#write(stream, next);
    const isEnd = next === "end" || this.#queue.takeEnd();
    if (isEnd && !stream.destroyed && !stream.writableEnded) stream.end();
  }

  #write(stream: ClientHttp2Stream, { payload }: Sending<OutgoingMessage>): void {
    stream.write(frameOf(payload), (error) => {
      if (!error) this.#noteWritten();
    });
  }

  #noteWritten(): void {
    const sent = this.#queue.written();
    if (sent === undefined) return;
    this.#onWritten(sent.bytes, sent.payload);
    this.#writeQueued();
  }
}
