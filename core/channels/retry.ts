/** Calls that are tried again: a decorator over any channel (after gRFC A6, with the policy of the one who calls). */
import type { RetryPolicy } from "../contract/call-options.ts";
import { CANCELLED_HERE } from "./cancelled.ts";
import type { Channel, ChannelEvent, ChannelRequest, ChannelStatus, OpenCall } from "./channel.ts";
import { sentAfterEnd } from "./refused-sends.ts";

/** ms before the second attempt unless told. */
const DEFAULT_BACKOFF = 200;
/** Bytes of sent messages that are kept for the next attempt; a call that sent more is not tried again. */
const BUFFER_BOUND = 16 * 1024 * 1024;
const UNAVAILABLE = 14;

/** The channel, whose calls are tried again while nothing was answered and the deadline leaves time. */
export function retryingChannel(channel: Channel, policy: RetryPolicy): Channel {
  return {
    kind: channel.kind,
    open: (request, onEvent) => new RetryingCall(channel, policy, request, onEvent),
    close: () => channel.close(),
  };
}

interface Sent {
  readonly bytes: Uint8Array;
  readonly compress: boolean | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  isWritten: boolean;
}

class RetryingCall implements OpenCall {
  readonly done: Promise<ChannelStatus>;
  readonly #channel: Channel;
  readonly #policy: RetryPolicy;
  readonly #request: ChannelRequest;
  readonly #onEvent: (event: ChannelEvent) => void;
  readonly #start = performance.now();
  /** What the next attempt would send again; when there can be none, what is not written yet. */
  readonly #sent = new Set<Sent>();
  #byteLength = 0;
  #attempt = 1;
  #current: OpenCall;
  /** ms from the start of the call to the start of the attempt. */
  #offset = 0;
  #answered = false;
  #cancelled = false;
  #halfClosed = false;
  #paused = false;
  /** Messages and half-closes that were told: the next attempt does not tell them again. */
  #toldMessages = 0;
  #toldHalfClose = false;
  #repeated = 0;
  #wake: () => void = () => undefined;
  readonly #onAbort = (): void => this.#wake();

  constructor(
    channel: Channel,
    policy: RetryPolicy,
    request: ChannelRequest,
    onEvent: (event: ChannelEvent) => void,
  ) {
    this.#channel = channel;
    this.#policy = policy;
    this.#request = request;
    this.#onEvent = onEvent;
    request.signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#current = this.#open();
    this.done = this.#run();
  }

  send(bytes: Uint8Array, compress?: boolean): Promise<void> {
    if (!this.#isRepeatable) return this.#current.send(bytes, compress);
    return new Promise((resolve, reject) => {
      const sent: Sent = { bytes, compress, resolve, reject, isWritten: false };
      this.#sent.add(sent);
      this.#byteLength += bytes.length;
      this.#pass(sent);
      if (!this.#isRepeatable) this.#forget();
    });
  }

  halfClose(): void {
    this.#halfClosed = true;
    this.#current.halfClose();
  }

  cancel(): void {
    this.#cancelled = true;
    this.#current.cancel();
    this.#wake();
  }

  pause(): void {
    this.#paused = true;
    this.#current.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#current.resume();
  }

  async #run(): Promise<ChannelStatus> {
    let ended = await this.#current.done;
    while (this.#mayRetry(ended)) {
      const wait = (this.#policy.initialBackoff ?? DEFAULT_BACKOFF) * 2 ** (this.#attempt - 1);
      this.#tell({ kind: "retry", at: this.#now(), attempt: this.#attempt + 1, wait, status: ended });
      await this.#sleep(wait);
      if (this.#isCancelled) {
        ended = CANCELLED_HERE;
        break;
      }
      this.#attempt++;
      this.#current = this.#reopen();
      ended = await this.#current.done;
    }
    const last = this.#last;
    this.#tell(
      last === undefined ? { kind: "status", at: this.#now(), status: ended } : { ...last, status: ended },
    );
    this.#request.signal?.removeEventListener("abort", this.#onAbort);
    const error = sentAfterEnd();
    for (const { reject } of this.#sent) reject(error);
    return ended;
  }

  #last: Extract<ChannelEvent, { kind: "status" }> | undefined;

  get #isCancelled(): boolean {
    return this.#cancelled || this.#request.signal?.aborted === true;
  }

  /** False once the server has answered, or more was sent than is kept for another attempt. */
  get #isRepeatable(): boolean {
    return !this.#answered && this.#byteLength <= BUFFER_BOUND;
  }

  /** Lets go of what was written: there can be no other attempt. */
  #forget(): void {
    for (const sent of this.#sent) if (sent.isWritten) this.#sent.delete(sent);
  }

  #mayRetry({ code, cause }: ChannelStatus): boolean {
    const codes = this.#policy.codes ?? [UNAVAILABLE];
    if (this.#isCancelled || !this.#isRepeatable) return false;
    if (!codes.includes(code) || this.#attempt >= this.#policy.maximumAttempts) return false;
    const left = this.#timeLeft();
    const wait = (this.#policy.initialBackoff ?? DEFAULT_BACKOFF) * 2 ** (this.#attempt - 1);
    // A refusal of ours would be the same again.
    return (left === undefined || left > wait) && !isOurs(cause);
  }

  #open(): OpenCall {
    this.#offset = this.#now();
    this.#repeated = 0;
    const left = this.#timeLeft();
    return this.#channel.open(
      { ...this.#request, ...(left === undefined ? {} : { deadline: Math.max(1, left) }) },
      (event) => this.#take(event),
    );
  }

  #reopen(): OpenCall {
    const call = this.#open();
    this.#current = call;
    if (this.#paused) call.pause();
    for (const sent of this.#sent) this.#pass(sent);
    if (this.#halfClosed) call.halfClose();
    return call;
  }

  /** A message that an ended attempt did not take is sent by the next, or rejected at the end of the call. */
  #pass(sent: Sent): void {
    const onWritten = (): void => {
      sent.isWritten = true;
      sent.resolve();
      if (!this.#isRepeatable) this.#sent.delete(sent);
    };
    this.#current.send(sent.bytes, sent.compress).then(onWritten, () => undefined);
  }

  #take(event: ChannelEvent): void {
    switch (event.kind) {
      case "status":
        this.#last = { ...event, at: event.at + this.#offset };
        return;
      case "message-sent":
        if (this.#repeated++ < this.#toldMessages) return;
        this.#toldMessages++;
        break;
      case "half-close":
        if (this.#toldHalfClose) return;
        this.#toldHalfClose = true;
        break;
      case "response-headers":
      case "message-received":
        if (this.#answered) break;
        this.#answered = true;
        this.#forget();
        break;
      case "connecting":
      case "resolving":
      case "connected":
      case "request-headers":
      case "trailers":
      case "retry":
        break;
    }
    this.#tell({ ...event, at: event.at + this.#offset });
  }

  #tell(event: ChannelEvent): void {
    this.#onEvent(event);
  }

  #timeLeft(): number | undefined {
    const { deadline } = this.#request;
    return deadline === undefined ? undefined : deadline - this.#now();
  }

  #sleep(milliseconds: number): Promise<void> {
    if (this.#isCancelled) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #now(): number {
    return performance.now() - this.#start;
  }
}

function isOurs(cause: unknown): boolean {
  return cause instanceof Error && cause.name === "ByteglassError";
}
