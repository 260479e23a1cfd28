/** The messages of a call on their way out, in their order. */
import type { OutgoingChunk } from "./protocol.ts";

/** A message on its way: its promise settles when it is written, or when the call ends. */
export interface Sending {
  readonly bytes: Uint8Array;
  readonly compress: boolean;
  outgoing: OutgoingChunk | undefined;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** One message is under way at a time: the next waits for its write. */
export class CallQueue {
  readonly #waiting: Sending[] = [];
  #inFlight: Sending | undefined;
  #count = 0;
  #closing: "open" | "asked" | "told" = "open";

  /** Adds a message; `only` refuses a second one. */
  add(bytes: Uint8Array, compress: boolean, only: boolean): Promise<void> {
    if (this.#closing !== "open")
      return Promise.reject(new Error("Nothing can be sent after the half-close."));
    if (only && this.#count > 0) return Promise.reject(new Error("This call takes exactly one message."));
    this.#count++;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ bytes, compress, outgoing: undefined, resolve, reject });
    });
  }

  /** Nothing comes after what is queued. */
  close(): void {
    if (this.#closing === "open") this.#closing = "asked";
  }

  /** True when the first message is there, or none will come. */
  get hasFirst(): boolean {
    return this.#waiting.length > 0 || this.#closing !== "open";
  }

  /** The message under way. */
  get inFlight(): Sending | undefined {
    return this.#inFlight;
  }

  /** The message that waits at the front. */
  get first(): Sending | undefined {
    return this.#waiting[0];
  }

  /** What to send now: a message, the end, or nothing while one is under way. */
  take(): Sending | "end" | "nothing" {
    if (this.#inFlight !== undefined) return "nothing";
    const next = this.#waiting.shift();
    if (next !== undefined) {
      this.#inFlight = next;
      return next;
    }
    if (this.#closing !== "asked") return "nothing";
    this.#closing = "told";
    return "end";
  }

  /** True when the end can travel with this message, which is then told. */
  endsAfter(sending: Sending): boolean {
    if (this.#inFlight !== sending || this.#waiting.length > 0 || this.#closing !== "asked") return false;
    this.#closing = "told";
    return true;
  }

  /** A message was written. */
  sent(sending: Sending): void {
    if (this.#inFlight !== sending) return;
    this.#inFlight = undefined;
    sending.resolve();
  }

  /** The call ended: whatever is left will not be sent. */
  drop(): void {
    const error = new Error("The call has ended: nothing more can be sent.");
    for (const sending of [this.#inFlight, ...this.#waiting.splice(0)]) sending?.reject(error);
    this.#inFlight = undefined;
    this.#closing = "told";
  }
}
