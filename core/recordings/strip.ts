/** A whole call in one line: a mark an event, and one mark for several where they are too near to tell apart. */
import type { StripMark } from "../contract/recordings.ts";
import type { Recording } from "./recording.ts";

interface Mark {
  readonly at: number;
  readonly side: StripMark["side"];
  readonly kind: StripMark["kind"];
  count: number;
  byteLength: number;
  readonly failed?: boolean;
}

/** Marks of a kind that are kept; when there are more, neighbours become one. */
const KEPT = 8192;
/** The time that tells two marks apart at first, in ms; it doubles as the call goes on. */
const FINEST = 0.05;

/** Marks of the events so far; looks at no event twice, so that a long call costs no more than a short one. */
export class StripReader {
  readonly #recording: Recording;
  readonly #kept = new Map<StripMark["kind"], { marks: Mark[]; apart: number }>();
  #scanned = 0;

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  /** At most `width` marks of each kind, in the order of time. */
  read(width: number): readonly StripMark[] {
    for (; this.#scanned < this.#recording.eventCount; this.#scanned++) this.#add(this.#scanned);
    const apart = Math.max(this.#recording.duration, Number.MIN_VALUE) / width;
    const marks = [...this.#kept.values()].flatMap((kept) => merge(kept.marks, apart, width - 1));
    return marks.sort((a, b) => a.at - b.at);
  }

  #add(event: number): void {
    const recording = this.#recording;
    const side = recording.sideOf(event);
    const plain = side === undefined ? recording.plainEvent(event) : undefined;
    const kind = side === undefined ? (plain?.kind ?? "status") : KINDS[side];
    let kept = this.#kept.get(kind);
    if (kept === undefined) {
      kept = { marks: [], apart: FINEST };
      this.#kept.set(kind, kept);
    }
    const at = recording.timeOf(event);
    const byteLength = recording.byteLengthOf(event);
    const last = kept.marks.at(-1);
    if (last !== undefined && Math.floor(last.at / kept.apart) === Math.floor(at / kept.apart)) {
      last.count++;
      last.byteLength += byteLength;
      return;
    }
    const failed = plain?.kind === "status" && plain.status.code !== 0 ? { failed: true } : {};
    kept.marks.push({ at, side: side ?? sideOf(kind), kind, count: 1, byteLength, ...failed });
    while (kept.marks.length > KEPT) {
      kept.apart *= 2;
      kept.marks = merge(kept.marks, kept.apart);
    }
  }
}

const KINDS = { out: "message-sent", in: "message-received" } as const;

/** Marks in the same stretch of time become one, at the time of the first. */
function merge(marks: readonly Mark[], apart: number, lastColumn = Number.POSITIVE_INFINITY): Mark[] {
  const merged: Mark[] = [];
  let column = -1;
  for (const mark of marks) {
    const next = Math.min(lastColumn, Math.floor(mark.at / apart));
    const last = merged.at(-1);
    if (last !== undefined && next === column) {
      last.count += mark.count;
      last.byteLength += mark.byteLength;
    } else merged.push({ ...mark });
    column = next;
  }
  return merged;
}

function sideOf(kind: StripMark["kind"]): StripMark["side"] {
  switch (kind) {
    case "connecting":
    case "resolving":
    case "connected":
    case "retry":
      return "none";
    case "request-headers":
    case "message-sent":
    case "half-close":
      return "out";
    case "response-headers":
    case "message-received":
    case "trailers":
    case "status":
      return "in";
  }
}
