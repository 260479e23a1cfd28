/** A numeric field of a stream over time. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { Series, SeriesPoint, Side } from "../contract/recordings.ts";
import { float64Column } from "./columns.ts";
import { messageJson } from "./decoder.ts";
import { parseFieldPath, toNumber, valuesAtPath } from "./field-path.ts";
import type { Recording } from "./recording.ts";

/** How long one request may look, in ms. */
const BUDGET = 30;
const CLOCK_EVERY = 16;
const FIELD_DEPTH = 3;
const FIELD_LIMIT = 200;

/** Values read so far of one field; looks at no message twice. */
export class SeriesReader {
  readonly #recording: Recording;
  readonly #side: Side;
  readonly #path: ReturnType<typeof parseFieldPath>;
  readonly #times = float64Column();
  readonly #values = float64Column();
  #scanned = 0;

  constructor(recording: Recording, side: Side, path: string) {
    this.#recording = recording;
    this.#side = side;
    this.#path = parseFieldPath(path);
  }

  /** Looks on, and draws what there is with at most `width` points. */
  read(width: number): Series {
    this.#scan();
    return {
      points: this.#points(width),
      valueCount: this.#values.length,
      scanned: this.#scanned,
      messageCount: this.#recording.messageCount(this.#side),
    };
  }

  #scan(): void {
    const until = performance.now() + BUDGET;
    const count = this.#recording.messageCount(this.#side);
    for (; this.#scanned < count; this.#scanned++) {
      if (this.#scanned % CLOCK_EVERY === 0 && performance.now() > until) return;
      const event = this.#recording.eventOf(this.#side, this.#scanned);
      for (const value of valuesAtPath(messageJson(this.#recording, event), this.#path ?? [])) {
        const number = toNumber(value);
        if (number === undefined) continue;
        this.#times.push(this.#recording.timeOf(event));
        this.#values.push(number);
      }
    }
  }

  #points(width: number): readonly SeriesPoint[] {
    const scale = width / Math.max(this.#recording.duration, Number.MIN_VALUE);
    const points: { at: number; low: number; high: number; last: number; column: number }[] = [];
    for (let index = 0; index < this.#values.length; index++) {
      const at = this.#times.get(index);
      const value = this.#values.get(index);
      const column = Math.min(width - 1, Math.floor(at * scale));
      const newest = points.at(-1);
      if (newest?.column !== column) points.push({ at, low: value, high: value, last: value, column });
      else {
        newest.low = Math.min(newest.low, value);
        newest.high = Math.max(newest.high, value);
        newest.last = value;
      }
    }
    return points.map(({ at, low, high, last }) => ({ at, low, high, last }));
  }
}

/** Paths of the fields of a type that hold numbers, in the order of declaration. */
export function numericFieldsOf(type: DescMessage): readonly string[] {
  const paths: string[] = [];
  walk(type, "", 0, paths);
  return paths;
}

function walk(type: DescMessage, prefix: string, depth: number, paths: string[]): void {
  for (const field of type.fields) {
    if (paths.length >= FIELD_LIMIT) return;
    const path = `${prefix}${field.jsonName}`;
    if (isNumeric(field)) paths.push(path);
    else if (field.message !== undefined && field.fieldKind !== "map" && depth < FIELD_DEPTH) {
      if (!field.message.typeName.startsWith("google.protobuf."))
        walk(field.message, `${path}.`, depth + 1, paths);
      else if (/\.(Int|UInt)(32|64)Value$|\.(Float|Double)Value$/.test(field.message.typeName))
        paths.push(path);
    }
  }
}

function isNumeric(field: DescField): boolean {
  const [BOOL, STRING, BYTES] = [8, 9, 12];
  const scalar =
    field.fieldKind === "scalar" || (field.fieldKind === "list" && field.listKind === "scalar")
      ? field.scalar
      : undefined;
  return scalar !== undefined && scalar !== BOOL && scalar !== STRING && scalar !== BYTES;
}
