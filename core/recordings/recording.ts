/** What happened in one call: every event with its time, every message with its bytes. */
import type { DescMethod, Registry } from "@bufbuild/protobuf";
import type { ChannelKind } from "../contract/params.ts";
import type { Side } from "../contract/recordings.ts";
import type { CallEvent } from "../contract/views.ts";
import { float64Column, uint8Column, uint32Column } from "./columns.ts";
import { Spool, type SpoolOptions } from "./spool.ts";

/** What a recording is of. */
export interface RecordingSubject {
  readonly method: DescMethod;
  readonly registry: Registry;
  /** The descriptor set of the method, for a file that is read without its server. */
  readonly descriptors: () => Promise<Uint8Array>;
  readonly channel: ChannelKind;
  readonly target: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** An event that carries no message. */
export type PlainEvent = Exclude<CallEvent, { kind: "message-sent" | "message-received" }>;

/** A message of a recording, without its bytes. */
export interface MessageEntry {
  readonly side: Side;
  /** Its number on its side, from 0. */
  readonly number: number;
  readonly at: number;
  readonly byteLength: number;
  readonly wireByteLength?: number;
}

/** Bounds of one recording: beyond them messages are counted, and not kept. */
export interface RecordingBounds {
  readonly eventCount: number;
  readonly byteLength: number;
}

const BOUNDS: RecordingBounds = { eventCount: 16_000_000, byteLength: 16 * 1024 ** 3 };
const PLAIN = 0;
const OUT = 1;
const IN = 2;
/** A length on the wire is kept plus one, so that 0 means that it does not differ. */
const SAME = 0;

/** Events in the order they came. About 33 bytes of memory an event; message bytes go through a spool. */
export class Recording {
  readonly subject: RecordingSubject;
  readonly #bounds: RecordingBounds;
  readonly #spool: Spool;
  readonly #at = float64Column();
  readonly #code = uint8Column();
  readonly #start = float64Column();
  readonly #length = uint32Column();
  readonly #wireLength = uint32Column();
  readonly #number = uint32Column();
  readonly #events: Readonly<Record<Side, ReturnType<typeof uint32Column>>> = {
    out: uint32Column(),
    in: uint32Column(),
  };
  readonly #plain = new Map<number, PlainEvent>();
  readonly #byteLength = { out: 0, in: 0 };
  #duration = 0;
  #dropped = 0;
  #droppedByteLength = 0;
  #failure: unknown;

  constructor(subject: RecordingSubject, spool: SpoolOptions = {}, bounds: RecordingBounds = BOUNDS) {
    this.subject = subject;
    this.#spool = new Spool(spool);
    this.#bounds = bounds;
  }

  get eventCount(): number {
    return this.#at.length;
  }

  /** ms from the start to the last event. */
  get duration(): number {
    return this.#duration;
  }

  /** Messages that came after a bound was reached, and their bytes. */
  get dropped(): { readonly count: number; readonly byteLength: number } {
    return { count: this.#dropped, byteLength: this.#droppedByteLength };
  }

  /** Why messages could not be written any more, when that was not a bound. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Bytes of memory that the messages take, and of the disk. */
  get weight(): { readonly memory: number; readonly total: number } {
    return { memory: this.#spool.memoryByteLength, total: this.#spool.byteLength };
  }

  /** Kept messages of a side. */
  messageCount(side: Side): number {
    return this.#events[side].length;
  }

  /** Bytes of the kept messages of a side. */
  byteLength(side: Side): number {
    return this.#byteLength[side];
  }

  addEvent(event: PlainEvent): void {
    this.#plain.set(this.eventCount, event);
    this.#push(PLAIN, event.at, 0, 0, SAME, 0);
  }

  /** Keeps a message; false when a bound has been reached: from then on none is kept, for a hole would not be seen. */
  addMessage(side: Side, at: number, bytes: Uint8Array, wireByteLength?: number): boolean {
    this.#duration = Math.max(this.#duration, at);
    const { eventCount, byteLength } = this.#bounds;
    if (
      this.#dropped > 0 ||
      this.eventCount >= eventCount ||
      this.#spool.byteLength + bytes.length > byteLength
    ) {
      return this.#drop(bytes);
    }
    const start = this.#append(bytes);
    if (start === undefined) return this.#drop(bytes);
    const events = this.#events[side];
    const wire = wireByteLength === undefined ? SAME : wireByteLength + 1;
    this.#byteLength[side] += bytes.length;
    this.#push(side === "out" ? OUT : IN, at, start, bytes.length, wire, events.length);
    events.push(this.eventCount - 1);
    return true;
  }

  /** ms from the start. */
  timeOf(event: number): number {
    return this.#at.get(event);
  }

  /** Whose message an event is; undefined for events without one. */
  sideOf(event: number): Side | undefined {
    const code = this.#code.get(event);
    return code === OUT ? "out" : code === IN ? "in" : undefined;
  }

  /** The event that is message `number` of a side. */
  eventOf(side: Side, number: number): number {
    return this.#events[side].get(number);
  }

  plainEvent(event: number): PlainEvent | undefined {
    return this.#plain.get(event);
  }

  /** The events without messages, in order. */
  plainEvents(): readonly PlainEvent[] {
    return [...this.#plain.values()];
  }

  message(event: number): MessageEntry | undefined {
    const side = this.sideOf(event);
    if (side === undefined) return undefined;
    const wire = this.#wireLength.get(event);
    return {
      side,
      number: this.#number.get(event),
      at: this.#at.get(event),
      byteLength: this.#length.get(event),
      ...(wire === SAME ? {} : { wireByteLength: wire - 1 }),
    };
  }

  byteLengthOf(event: number): number {
    return this.#length.get(event);
  }

  /** The bytes of a message, or the first `limit` of them. */
  bytesOf(event: number, limit = Number.POSITIVE_INFINITY): Uint8Array {
    const start = this.#start.get(event);
    return this.#spool.read(start, start + Math.min(limit, this.#length.get(event)));
  }

  close(): void {
    this.#spool.close();
  }

  #append(bytes: Uint8Array): number | undefined {
    try {
      return this.#spool.append(bytes);
    } catch (thrown) {
      // A full disk ends the recording, and not the call.
      this.#failure = thrown;
      return undefined;
    }
  }

  #drop(bytes: Uint8Array): false {
    this.#dropped++;
    this.#droppedByteLength += bytes.length;
    return false;
  }

  #push(code: number, at: number, start: number, length: number, wire: number, number: number): void {
    this.#duration = Math.max(this.#duration, at);
    this.#at.push(at);
    this.#code.push(code);
    this.#start.push(start);
    this.#length.push(length);
    this.#wireLength.push(wire);
    this.#number.push(number);
  }
}
