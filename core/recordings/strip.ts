/** A whole call in one line: a mark an event, and one mark for several where they are too near to tell apart. */
import type { StripMark } from "../contract/recordings.ts";
import type { Recording } from "./recording.ts";

interface Mark {
  at: number;
  readonly side: StripMark["side"];
  readonly kind: StripMark["kind"];
  count: number;
  byteLength: number;
}

/** At most `width` marks of each kind, in the order of time. */
export function stripOf(recording: Recording, width: number): readonly StripMark[] {
  const marks: Mark[] = [];
  const scale = width / Math.max(recording.duration, Number.MIN_VALUE);
  const newest: Record<string, { readonly column: number; readonly mark: Mark }> = {};
  for (let event = 0; event < recording.eventCount; event++) {
    const at = recording.timeOf(event);
    const column = Math.min(width - 1, Math.floor(at * scale));
    const messageSide = recording.sideOf(event);
    const kind: StripMark["kind"] =
      messageSide === "out"
        ? "message-sent"
        : messageSide === "in"
          ? "message-received"
          : (recording.plainEvent(event)?.kind ?? "status");
    const before = newest[kind];
    if (before?.column === column) {
      before.mark.count++;
      before.mark.byteLength += recording.byteLengthOf(event);
      continue;
    }
    const mark = {
      at,
      side: messageSide ?? sideOf(kind),
      kind,
      count: 1,
      byteLength: recording.byteLengthOf(event),
    };
    newest[kind] = { column, mark };
    marks.push(mark);
  }
  return marks;
}

function sideOf(kind: StripMark["kind"]): StripMark["side"] {
  switch (kind) {
    case "connecting":
    case "connected":
      return "none";
    case "request-headers":
    case "message-sent":
    case "half-close":
      return "out";
    default:
      return "in";
  }
}
