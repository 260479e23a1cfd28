/** The calls that run, so that messages can be sent on them, and where each of them is. */
import type { DescMethod } from "@bufbuild/protobuf";
import type { LiveCall } from "../../calls/index.ts";
import type { ChannelKind } from "../../contract/params.ts";
import type { RecordingState } from "../../contract/recordings.ts";
import type { MethodKind } from "../../contract/views.ts";
import { ByteglassError } from "../../error.ts";
import type { Recording } from "../../recordings/recording.ts";
import type { SchemaPool } from "../../schema/index.ts";
import type { EncodedMessage } from "./call-messages.ts";
import { maximumToldMessages } from "./call-recorder.ts";

/** Time between two tellings of where a call is, in ms. */
const TELL_EVERY = 16;

/** What a call is made of while it runs. */
export interface LiveParts {
  readonly operationId: string;
  readonly method: DescMethod;
  readonly kind: MethodKind;
  readonly pool: SchemaPool;
  readonly validate: boolean;
  readonly recording: Recording;
  readonly call: LiveCall;
  readonly channel: ChannelKind;
  /** The first messages in the order they are handed over, for the recorder to find their texts. */
  readonly handed: HandedMessages;
  readonly tell: (state: RecordingState) => void;
}

/** The messages of a call in the order they were handed over: all are counted, the first are kept. */
export class HandedMessages {
  readonly #first: EncodedMessage[];
  count: number;

  constructor(messages: readonly EncodedMessage[]) {
    this.#first = messages.slice(0, maximumToldMessages);
    this.count = messages.length;
  }

  add(message: EncodedMessage): void {
    if (this.#first.length < maximumToldMessages) this.#first.push(message);
    this.count++;
  }

  /** One of the first messages. Throws for a number that was never handed over: that is a bug. */
  get(index: number): EncodedMessage {
    const message = this.#first[index];
    if (message === undefined) throw new RangeError(`message ${index} was sent, but never given`);
    return message;
  }
}

/** A call that is driven: messages in order, whoever sends them, then the half-close. */
export class LiveSession {
  readonly parts: LiveParts;
  #waiting = 0;
  #phase: RecordingState["phase"] = "open";
  #closing = false;
  #paused = false;
  #last: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #onClosing: () => void = () => undefined;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(parts: LiveParts) {
    this.parts = parts;
  }

  /** Where the call is. */
  get state(): RecordingState {
    const { recording, operationId } = this.parts;
    return stateOf(operationId, recording, {
      waitingCount: this.#waiting,
      phase: this.#phase,
      paused: this.#paused,
    });
  }

  /** True when nothing more may be sent. */
  get isClosing(): boolean {
    return this.#closing || this.#phase !== "open";
  }

  /** Runs after everything that was asked for before, so that two senders do not mix their messages. */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const outcome = this.#last.then(work);
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  /** Sends one message; resolves when the channel has room for more. Throws `usage` and `not-found` when nothing more can be sent. */
  async send(message: EncodedMessage): Promise<void> {
    this.requireOpen();
    this.parts.handed.add(message);
    this.#waiting++;
    this.noteEvent();
    try {
      await this.parts.call.send(message.bytes);
    } catch (cause) {
      throw ended(cause);
    } finally {
      this.#waiting--;
    }
  }

  /** Half-closes behind what is being written; who sends a file or a replay stops there. */
  halfClose(): void {
    if (this.isClosing) return;
    this.#closing = true;
    this.parts.call.halfClose();
    this.#onClosing();
  }

  pause(paused: boolean): void {
    if (this.#phase === "ended") throw ended(undefined);
    this.#paused = paused;
    if (paused) this.parts.call.pause();
    else this.parts.call.resume();
    this.#tellNow();
  }

  /** Throws `usage` when the client's side is closed, `not-found` when the call has ended. */
  requireOpen(): void {
    if (this.#phase === "ended") throw ended(undefined);
    if (!this.isClosing) return;
    throw new ByteglassError("usage", "Nothing can be sent after the half-close.", {
      hint: "Start the call again to send more.",
    });
  }

  /** Resolves after a time in ms, or as soon as nothing more can be sent. */
  async wait(time: number): Promise<void> {
    if (time <= 0 || this.isClosing) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, time);
      this.#onClosing = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  noteHalfClose(): void {
    this.#closing = true;
    if (this.#phase === "open") this.#phase = "half-closed";
    this.noteEvent();
  }

  /** Tells where the call is, soon and not too often. */
  noteEvent(): void {
    if (this.#timer !== undefined || this.#phase === "ended") return;
    const wait = TELL_EVERY - (performance.now() - this.#toldAt);
    if (wait <= 0) this.#tellNow();
    else this.#timer = setTimeout(() => this.#tellNow(), wait);
  }

  /** The call has ended: tells it, once. */
  end(): void {
    this.#phase = "ended";
    this.#paused = false;
    this.#onClosing();
    this.#tellNow();
  }

  #tellNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#toldAt = performance.now();
    this.parts.tell(this.state);
  }
}

/** Where a recording is; one without a call has ended. */
export function stateOf(
  recordingId: string,
  recording: Recording,
  live: Pick<RecordingState, "waitingCount" | "phase" | "paused"> = {
    waitingCount: 0,
    phase: "ended",
    paused: false,
  },
): RecordingState {
  return {
    recordingId,
    eventCount: recording.eventCount,
    sentCount: recording.messageCount("out"),
    receivedCount: recording.messageCount("in"),
    sentByteLength: recording.byteLength("out"),
    receivedByteLength: recording.byteLength("in"),
    duration: recording.duration,
    ...live,
  };
}

function ended(cause: unknown): ByteglassError {
  return new ByteglassError("not-found", "The call has ended: nothing more can be sent.", {
    hint: "Start it again; how it ended is in its status.",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Where a call that was announced becomes open, and ends. */
export interface LivePlace {
  readonly open: (session: LiveSession) => void;
  readonly end: () => void;
}

/** The sessions by the id of their operation; one that is still being opened is waited for. */
export interface LiveCalls {
  /** Announces a call, at once when it is asked for; a second time it answers with the same place. */
  begin(operationId: string): LivePlace;
  /** Rejects with `not-found` when no such call runs. */
  get(operationId: string): Promise<LiveSession>;
  /** The session when it is open already. */
  peek(operationId: string): LiveSession | undefined;
}

/** No calls yet. */
export function createLiveCalls(): LiveCalls {
  const places = new Map<string, LivePlace & { readonly coming: Promise<LiveSession | undefined> }>();
  const open = new Map<string, LiveSession>();

  function begin(operationId: string): LivePlace {
    const known = places.get(operationId);
    if (known !== undefined) return known;
    let arrive: (session: LiveSession | undefined) => void = () => undefined;
    const coming = new Promise<LiveSession | undefined>((resolve) => {
      arrive = resolve;
    });
    const place = {
      coming,
      open(session: LiveSession): void {
        open.set(operationId, session);
        arrive(session);
      },
      end(): void {
        arrive(undefined);
        if (places.get(operationId) !== place) return;
        places.delete(operationId);
        open.get(operationId)?.end();
        open.delete(operationId);
      },
    };
    places.set(operationId, place);
    return place;
  }

  async function get(operationId: string): Promise<LiveSession> {
    const session = await places.get(operationId)?.coming;
    if (session !== undefined && open.get(operationId) === session) return session;
    throw ended(undefined);
  }

  return { begin, get, peek: (operationId) => open.get(operationId) };
}
