/** A recording as rows: those that pass a filter, decoded as they are read. */
import type {
  ReadTimelineRequest,
  TimelineFilter,
  TimelinePage,
  TimelineRow,
} from "../contract/recordings.ts";
import { uint32Column } from "./columns.ts";
import { messageJson, messagePreview, messageText, typeOf } from "./decoder.ts";
import { parseFieldPath, valuesAtPath } from "./field-path.ts";
import type { PlainEvent, Recording } from "./recording.ts";

/** Characters of a row's detail. */
const DETAIL = 200;
/** Rows of a page, however many are asked for. */
const PAGE = 1000;
/** How long one request may look for rows, in ms, and how often it looks at the clock. */
const BUDGET = 30;
const CLOCK_EVERY = 64;
/** Events to look back for what a message answers: headers and half-closes stand between. */
const LOOK_BACK = 16;

/** The rows that pass one filter, as far as it was looked. */
class FilteredEvents {
  readonly #recording: Recording;
  readonly #passes: (event: number) => boolean;
  readonly events = uint32Column();
  scanned = 0;

  constructor(recording: Recording, filter: TimelineFilter) {
    this.#recording = recording;
    this.#passes = filterOf(recording, filter);
  }

  /** Looks on, until all events are seen or the time is up. */
  scan(): void {
    const { eventCount } = this.#recording;
    const until = performance.now() + BUDGET;
    for (; this.scanned < eventCount; this.scanned++) {
      if (this.scanned % CLOCK_EVERY === 0 && performance.now() > until) return;
      if (this.#passes(this.scanned)) this.events.push(this.scanned);
    }
  }
}

/** Which rows of a recording are wanted. */
export type TimelineRange = Omit<ReadTimelineRequest, "recordingId">;

/** Reads pages of one recording. The last filter is remembered, so that paging through it looks at no message twice. */
export class Timeline {
  readonly #recording: Recording;
  #key = "";
  #filtered: FilteredEvents | undefined;

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  /** The rows from `start` to `end`, or as many of the newest: both move on while the call runs. */
  page(range: TimelineRange): TimelinePage {
    const { filter = {}, newest = false } = range;
    const recording = this.#recording;
    const { eventCount } = recording;
    const filtered = this.#filter(filter);
    filtered?.scan();
    const count = filtered?.events.length ?? eventCount;
    const length = Math.min(PAGE, Math.max(0, range.end - range.start));
    const start = newest ? Math.max(0, count - length) : range.start;
    const rows: TimelineRow[] = [];
    for (let index = start; index < Math.min(count, start + length); index++) {
      rows.push(rowOf(recording, filtered?.events.get(index) ?? index));
    }
    return { start, rows, count, scanned: filtered?.scanned ?? eventCount, eventCount };
  }

  #filter(filter: TimelineFilter): FilteredEvents | undefined {
    const key = JSON.stringify([filter.side, filter.text, filter.path]);
    if (key === "[null,null,null]") return undefined;
    if (key !== this.#key) {
      this.#key = key;
      this.#filtered = new FilteredEvents(this.#recording, filter);
    }
    return this.#filtered;
  }
}

function filterOf(
  recording: Recording,
  { side, text = "", path = "" }: TimelineFilter,
): (event: number) => boolean {
  const wanted = text.toLowerCase();
  const steps = parseFieldPath(path.trim());
  return (event) => {
    if (side !== undefined && recording.sideOf(event) !== side) return false;
    if (wanted === "" && path.trim() === "") return true;
    if (recording.sideOf(event) === undefined) return false;
    if (path.trim() === "") return messageText(recording, event).toLowerCase().includes(wanted);
    const values = steps === undefined ? [] : valuesAtPath(messageJson(recording, event), steps);
    return values.some((value) => textOf(value).toLowerCase().includes(wanted));
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** One event as a row. */
function rowOf(recording: Recording, event: number): TimelineRow {
  const message = recording.message(event);
  if (message === undefined) return plainRow(event, recording.plainEvent(event));
  const { side, number, at, byteLength, wireByteLength } = message;
  const asked = answered(recording, event);
  const name = typeOf(recording, side).name;
  return {
    event,
    kind: side === "out" ? "message-sent" : "message-received",
    at,
    side,
    title: `${name} #${number + 1}`,
    detail: messagePreview(recording, event, DETAIL),
    message: number,
    byteLength,
    ...(wireByteLength === undefined ? {} : { wireByteLength }),
    ...(asked === undefined ? {} : { answerAfter: at - asked }),
  };
}

/** When the message was sent that this one is the first to come after, from the other side. */
function answered(recording: Recording, event: number): number | undefined {
  if (recording.sideOf(event) !== "in") return undefined;
  for (let before = event - 1; before >= Math.max(0, event - LOOK_BACK); before--) {
    const side = recording.sideOf(before);
    if (side === "out") return recording.timeOf(before);
    if (side === "in") return undefined;
  }
  return undefined;
}

function plainRow(event: number, plain: PlainEvent | undefined): TimelineRow {
  const words = plain === undefined ? { side: "none" as const, title: "", detail: "" } : wordsOf(plain);
  return { event, kind: plain?.kind ?? "status", at: plain?.at ?? 0, ...words };
}

type Words = Pick<TimelineRow, "side" | "title" | "detail">;

function wordsOf(event: PlainEvent): Words {
  switch (event.kind) {
    case "connecting":
      return { side: "none", title: "connecting", detail: event.address };
    case "resolving":
      return { side: "none", title: "name looked up", detail: lookupWords(event) };
    case "connected":
      return { side: "none", title: `${event.protocol} ready`, detail: event.address };
    case "request-headers":
      return { side: "out", title: "request headers", detail: requestWords(event) };
    case "half-close":
      return { side: "out", title: "half-close", detail: "you closed your side" };
    case "retry":
      return {
        side: "none",
        title: `attempt ${event.attempt}`,
        detail: `after ${Math.round(event.wait)} ms: ${event.status.name}`,
      };
    case "response-headers":
      return { side: "in", title: "response headers", detail: entries(event.headers.length) };
    case "trailers":
      return { side: "in", title: "trailers", detail: entries(event.trailers.length) };
    case "status": {
      const { name, message, explanation } = event.status;
      return {
        side: "in",
        title: name,
        detail: message === name || message === "" ? explanationOf(event.status.code, explanation) : message,
      };
    }
  }
}

function lookupWords({ name, addresses, duration }: Extract<PlainEvent, { kind: "resolving" }>): string {
  const found = addresses.length === 0 ? "no address" : addresses.join(", ");
  return `${name}: ${found} · ${duration.toFixed(1)} ms`;
}

function explanationOf(code: number, explanation: string): string {
  return code === 0 ? "" : explanation;
}

function requestWords({ line, headers }: Extract<PlainEvent, { kind: "request-headers" }>): string {
  const named = (name: string) => headers.find((entry) => entry.name.toLowerCase() === name)?.value;
  const type = named("content-type");
  const timeout = named("grpc-timeout");
  const parts = [line, type, timeout === undefined ? undefined : `timeout ${timeout}`];
  return parts.filter((part) => part !== undefined).join(" · ");
}

function entries(count: number): string {
  return count === 1 ? "1 entry" : `${count} entries`;
}
