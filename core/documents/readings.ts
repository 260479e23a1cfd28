/** The readings of one record: those weighed over all occurrences of its field, then those that are offered. */
import { ScalarType } from "@bufbuild/protobuf";
import type { RecordReadings, ValueReading } from "../contract/readings.ts";
import { createGuessBinder } from "../guess/binder.ts";
import { extraReadings } from "../guess/extra-readings.ts";
import { confidenceOf, type Reading } from "../guess/reading.ts";
import { chosenName, lengthKind, readingTypes } from "../guess/reading-types.ts";
import { rankBodies } from "../guess/settle.ts";
import { CLIPPED, isContainer, isFrame, Kind } from "../wire/kinds.ts";
import { hasFlag, kindOf, type RecordHeader, type RecordTable, readHeader } from "../wire/records.ts";
import { WireType } from "../wire/tag.ts";
import { readVarint } from "../wire/varint.ts";
import { walk } from "../wire/walk.ts";
import type { Analysis } from "./analysis.ts";
import type { ReadingChoices } from "./choices.ts";
import { chosenText } from "./chosen-value.ts";
import { fieldKey } from "./field-key.ts";
import type { FieldKey } from "./field-names.ts";
import { guessedText } from "./guessed-value.ts";
import { numberEvidence, numberReadings } from "./number-readings.ts";
import { clip } from "./text.ts";

/** All readings of a record; undefined for records that have no value: gaps, frames, groups, end tags. */
export function recordReadings(
  analysis: Analysis,
  choices: ReadingChoices | undefined,
  record: number,
): RecordReadings | undefined {
  const { walk: table, resolver, paths } = analysis;
  if (record >= table.records.count) return undefined;
  const kind = kindOf(table.records, record);
  if (
    isFrame(kind) ||
    kind === Kind.gap ||
    kind === Kind.endTag ||
    kind === Kind.group ||
    kind === Kind.brokenTag
  )
    return undefined;
  const header = readHeader(table, record);
  const { field } = resolver.resolve(record);
  const key = fieldKey(table, resolver, record);
  const choice = key === undefined ? undefined : choices?.get(key);
  const base = { record, path: paths.path(record) };
  const decidedBy = choice !== undefined ? "choice" : field !== undefined ? "schema" : "guess";
  const weighed =
    header.wireType === WireType.length
      ? lengthReadings(analysis, record, header)
      : { ...numberReadings(table, header, numberEvidence(analysis, record)), refused: [] };
  const shown = choice ?? field?.typeName ?? shownType(table, kind, header, weighed.readings);
  return { ...base, ...weighed, shown, decidedBy };
}

/**
 * The field of a record, when its bodies can be read as `type` (or, for undefined, when it can be left to the guess).
 * Declared fields keep their type, but for strings and bytes, in which anything may be.
 */
export function choosableField(
  { walk: table, resolver }: Analysis,
  record: number,
  type: string | undefined,
): FieldKey | undefined {
  if (record >= table.records.count) return undefined;
  const { field } = resolver.resolve(record);
  const isOpen =
    field === undefined || field.scalar === ScalarType.STRING || field.scalar === ScalarType.BYTES;
  const { wireType } = readHeader(table, record);
  if (!isOpen || (type !== undefined && !readingTypes(wireType).includes(type))) return undefined;
  return fieldKey(table, resolver, record);
}

/** The type that is shown where nothing but the bytes decides: that of the row in the tree. */
function shownType(
  { bytes }: RecordTable,
  kind: Kind,
  { wireType, body }: RecordHeader,
  readings: readonly ValueReading[],
): string {
  if (kind === Kind.empty) return "empty";
  if (wireType !== WireType.length) return guessedText(bytes, kind, body).typeName;
  const [best] = readings;
  const own = readings.find(({ type, cost }) => cost !== undefined && lengthKind(type) === kind);
  return own?.type ?? best?.type ?? "";
}

type Weighed = Omit<RecordReadings, "record" | "path" | "shown" | "decidedBy">;

function lengthReadings(analysis: Analysis, record: number, { body }: RecordHeader): Weighed {
  const { guess, walk: table } = analysis;
  const { bytes } = table;
  if (body.start === body.end) return emptyReadings(analysis, record);
  const own = guess.rank(body.start, body.end);
  const bodies = pooledBodies(analysis, record);
  const pooled = bodies.length > 1 ? rankBodies(bodies) : [];
  const costs = new Map(pooled.map(({ kind, cost }) => [kind, cost]));
  const weighed = own.readings.map((reading) => valueReading(bytes, body, reading, costs.get(reading.kind)));
  const sorted = dropTwins(weighed).sort((left, right) => (left.cost ?? 0) - (right.cost ?? 0));
  const [best, second] = sorted;
  const gap =
    best?.cost === undefined || second?.cost === undefined
      ? undefined
      : Math.round(10 * (second.cost - best.cost)) / 10;
  const extras = extraReadings(bytes, body).map((extra): ValueReading => ({ ...extra, canonical: true }));
  const offered = new Set([...sorted, ...extras].map(({ type }) => type));
  return {
    confidence: gap === undefined ? "sure" : confidenceOf(gap),
    ...(gap === undefined ? {} : { gap }),
    ...(second === undefined ? {} : { runnerUp: second.type }),
    pooledCount: Math.max(1, bodies.length),
    readings: [
      ...sorted,
      ...withSiblings(bytes, body, sorted),
      ...extras.filter(({ type }) => !sorted.some((each) => each.type === type)),
    ],
    refused: offered.has("message") || own.refusal === "" ? [] : [`message: ${refusalWords(own.refusal)}`],
  };
}

/** `field number at 21` is where it stops; the words say what is wrong with it there. */
function refusalWords(refusal: string): string {
  const [what = "", place = ""] = refusal.split(/ (?=at \d)/);
  return `${REFUSALS[what] ?? what} ${place}`;
}

const REFUSALS: Readonly<Record<string, string>> = {
  tag: "no tag can be read",
  "field number": "a field number out of bounds",
  "wire type": "a wire type that does not exist",
  value: "a value that is not whole",
  length: "a length beyond the end",
  group: "a group that does not close",
};

/** A complete and a broken message are one choice: the likelier of them is kept. */
function dropTwins(readings: readonly ValueReading[]): ValueReading[] {
  return readings.filter(
    ({ type, cost = 0 }, index) =>
      !readings.some((other, at) => at !== index && other.type === type && (other.cost ?? 0) < cost),
  );
}

function valueReading(
  bytes: Uint8Array,
  body: { readonly start: number; readonly end: number },
  { name, cost }: Reading,
  pooledCost: number | undefined,
): ValueReading {
  const type = chosenName(name);
  const value = chosenText(bytes, WireType.length, body, type)?.value ?? messageText(bytes, body);
  const bits = pooledCost ?? cost;
  const evidence = [
    `${name}, ${bits.toFixed(0)} bits${pooledCost === undefined ? "" : " over all occurrences"}`,
  ];
  return { type, value, cost: Math.round(10 * bits) / 10, evidence, canonical: name !== "broken message" };
}

/** Bodies above this size are not walked for a preview. */
const LONGEST_PREVIEWED = 4096;

/** `{9: 105, 2: "Ok"}`: the outermost fields, as far as they fit on a line. */
function messageText(bytes: Uint8Array, body: { readonly start: number; readonly end: number }): string {
  if (body.end - body.start > LONGEST_PREVIEWED) return `${body.end - body.start} bytes`;
  const part = bytes.subarray(body.start, body.end);
  const table = walk(part, createGuessBinder(part));
  const fields: string[] = [];
  const { records } = table;
  for (
    let record = 0;
    record < records.count && fields.length < 8;
    record = records.next[record] ?? records.count
  ) {
    const kind = kindOf(records, record);
    if (kind === Kind.endTag) continue;
    fields.push(previewText(table, record, kind));
  }
  return clip(`{${fields.join(", ")}}`);
}

function previewText(table: RecordTable, record: number, kind: Kind): string {
  const { number, body, length } = readHeader(table, record);
  const here = body.end - body.start;
  if (kind === Kind.gap) return `… ${here} bytes`;
  const value = isContainer(kind) ? "{…}" : guessedText(table.bytes, kind, body).value;
  if (length === undefined || !hasFlag(table.records, record, CLIPPED)) return `${number}: ${value}`;
  const said = readVarint(table.bytes, length.start, length.end)?.value ?? 0n;
  return `${number}: ${value} and ${said - BigInt(here)} missing`;
}

/** The other element types of a packed list that is among the readings. */
function withSiblings(
  bytes: Uint8Array,
  body: { readonly start: number; readonly end: number },
  readings: readonly ValueReading[],
): readonly ValueReading[] {
  const known = new Set(readings.map(({ type }) => type));
  const kinds = new Set(
    readings.flatMap(({ type }) => (type.startsWith("packed ") ? [lengthKind(type)] : [])),
  );
  return readingTypes(WireType.length)
    .filter((type) => type.startsWith("packed ") && !known.has(type) && kinds.has(lengthKind(type)))
    .map((type) => ({
      type,
      value: chosenText(bytes, WireType.length, body, type)?.value ?? "",
      evidence: ["the same items as another type"],
      canonical: true,
    }));
}

const EMPTY_VALUES = { string: '""', bytes: "no bytes", message: "{}", "packed int64": "[]" } as const;

/** No bytes are an empty text, no bytes, an empty message and an empty list alike. */
function emptyReadings({ walk: table }: Analysis, record: number): Weighed {
  const readings = Object.entries(EMPTY_VALUES).map(
    ([type, value]): ValueReading => ({
      type,
      value,
      evidence: ["no bytes"],
      canonical: type !== "packed int64",
    }),
  );
  const pooledCount = record < table.records.count ? 1 : 0;
  return { confidence: "ambiguous", gap: 0, runnerUp: "bytes", pooledCount, readings, refused: [] };
}

function pooledBodies({ walk: table, resolver, guess }: Analysis, record: number) {
  const key = fieldKey(table, resolver, record);
  if (key === undefined) return [];
  let node = guess.pool.root(key.typeName);
  for (const number of key.path.split(".")) node = guess.pool.child(node, Number(number));
  return guess.pool.bodies(node);
}
