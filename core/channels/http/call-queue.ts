/** The messages of a call on their way out, in their order. */

import { sentAfterEnd, sentAfterHalfClose } from "../refused-sends.ts";
import { SEND_WINDOW, weightOf } from "../send-window.ts";
import type { OutgoingChunk } from "./protocol.ts";

/** A message on its way: its promise settles when it is written, or when the call ends. */
export interface Sending {
  readonly bytes: Uint8Array;
  readonly compress: boolean;
  outgoing: OutgoingChunk | undefined;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Messages leave in their order, several at a time as long as they are small: the next waits for room. */
export class CallQueue {
  readonly #waiting: Sending[] = [];
  readonly #inFlight: Sending[] = [];
  /** Of both, in bytes. */
  #weight = 0;
  #inFlightWeight = 0;
  #count = 0;
  #closing: "open" | "asked" | "told" = "open";

  /** Adds a message; its promise resolves once there is room for more. `only` refuses a second one. */
  add(bytes: Uint8Array, compress: boolean, only: boolean): Promise<void> {
    if (this.#closing !== "open") return Promise.reject(sentAfterHalfClose());
    if (only && this.#count > 0) return Promise.reject(new Error("This call takes exactly one message."));
    this.#count++;
    this.#weight += weightOf(bytes);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ bytes, compress, outgoing: undefined, resolve, reject });
      if (this.#weight < SEND_WINDOW) resolve();
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

  /** The message that waits at the front. */
  get first(): Sending | undefined {
    return this.#waiting[0];
  }

  /** What to send now: a message, the end, or nothing while there is no room. */
  take(): Sending | "end" | "nothing" {
    if (this.#inFlightWeight >= SEND_WINDOW) return "nothing";
    const next = this.#waiting.shift();
    if (next !== undefined) {
      this.#inFlight.push(next);
      this.#inFlightWeight += weightOf(next.bytes);
      return next;
    }
    if (this.#closing !== "asked") return "nothing";
    this.#closing = "told";
    return "end";
  }

  /** True when the end can travel with this message, which is then told. */
  endsAfter(sending: Sending): boolean {
    const isLast = this.#inFlight.at(-1) === sending && this.#waiting.length === 0;
    if (!isLast || this.#closing !== "asked") return false;
    this.#closing = "told";
    return true;
  }

  /** The oldest message under way was written; undefined when none is. */
  written(): Sending | undefined {
    const sent = this.#inFlight.shift();
    if (sent === undefined) return undefined;
    this.#weight -= weightOf(sent.bytes);
    this.#inFlightWeight -= weightOf(sent.bytes);
    sent.resolve();
    return sent;
  }

  /** The call ended: whatever is left will not be sent. */
  drop(): void {
    const error = sentAfterEnd();
    for (const sending of [...this.#inFlight.splice(0), ...this.#waiting.splice(0)]) sending.reject(error);
    this.#closing = "told";
  }
}
