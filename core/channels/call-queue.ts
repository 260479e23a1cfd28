/** The messages of a call on their way out, in their order, and the half-close behind them. */
import { sentAfterEnd, sentAfterHalfClose } from "./refused-sends.ts";

/** A message on its way, with what travels for it: its promise settles when there is room for more, or when the call ends. */
export interface Sending<Payload = unknown> {
  readonly bytes: Uint8Array;
  readonly payload: Payload;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Bytes that may be on their way to the system at once: what is there together travels together. */
const WINDOW = 64 * 1024;
/** Bytes that a message counts for beside its own: empty ones are held back, too. */
const FRAME = 16;

/** Messages leave in their order, several at a time as long as they are small: the next waits for room. */
export class CallQueue<Payload = unknown> {
  readonly #waiting: Sending<Payload>[] = [];
  readonly #inFlight: Sending<Payload>[] = [];
  /** Of both, in bytes. */
  #weight = 0;
  #inFlightWeight = 0;
  #count = 0;
  #closing: "open" | "asked" | "told" = "open";
  #stopped = false;

  /** Adds a message; its promise resolves once there is room for more. `only` refuses a second one. */
  add(bytes: Uint8Array, payload: Payload, only: boolean): Promise<void> {
    if (this.#closing !== "open") return Promise.reject(sentAfterHalfClose());
    if (this.#stopped) return Promise.reject(sentAfterEnd());
    if (only && this.#count > 0) return Promise.reject(new Error("This call takes exactly one message."));
    this.#count++;
    this.#weight += FRAME + bytes.length;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ bytes, payload, resolve, reject });
      if (this.#weight < WINDOW) resolve();
    });
  }

  /** Nothing comes after what is queued. */
  close(): void {
    if (this.#closing === "open") this.#closing = "asked";
  }

  /** True from when the half-close was asked for. */
  get isClosing(): boolean {
    return this.#closing !== "open";
  }

  /** True once the half-close was taken. */
  get isClosed(): boolean {
    return this.#closing === "told";
  }

  /** True when the first message is there, or none will come. */
  get hasFirst(): boolean {
    return this.#waiting.length > 0 || this.isClosing;
  }

  /** The message that waits at the front. */
  get first(): Sending<Payload> | undefined {
    return this.#waiting[0];
  }

  /** What to send now: a message, the end, or nothing while there is no room. */
  take(): Sending<Payload> | "end" | "nothing" {
    if (this.#inFlightWeight >= WINDOW) return "nothing";
    const next = this.#waiting.shift();
    if (next === undefined) return this.takeEnd() ? "end" : "nothing";
    this.#inFlight.push(next);
    this.#inFlightWeight += FRAME + next.bytes.length;
    return next;
  }

  /** True when the end was asked for and no message waits before it: it is taken, whether there is room or not. */
  takeEnd(): boolean {
    if (this.#stopped || this.#closing !== "asked" || this.#waiting.length > 0) return false;
    this.#closing = "told";
    return true;
  }

  /** True when the end can travel with this message, which is then told. */
  endsAfter(sending: Sending<Payload>): boolean {
    return this.#inFlight.at(-1) === sending && this.takeEnd();
  }

  /** The oldest message under way was written; undefined when none is. */
  written(): Sending<Payload> | undefined {
    const sent = this.#inFlight.shift();
    if (sent === undefined) return undefined;
    this.#weight -= FRAME + sent.bytes.length;
    this.#inFlightWeight -= FRAME + sent.bytes.length;
    sent.resolve();
    return sent;
  }

  /** Nothing more is begun, the end neither: what waits rejects. What is under way may still be written. */
  stop(): void {
    this.#stopped = true;
    reject(this.#waiting);
  }

  /** What is under way rejects, and counts as written no more. */
  forget(): void {
    reject(this.#inFlight);
  }

  /** The call ended: whatever is left will not be sent. */
  drop(): void {
    this.forget();
    this.stop();
    this.#closing = "told";
  }
}

function reject(sendings: Sending[]): void {
  for (const sending of sendings.splice(0)) sending.reject(sentAfterEnd());
}
