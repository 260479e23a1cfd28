/** The readings of a number, ordered by what all values of its field have in common. */

import { ScalarType } from "@bufbuild/protobuf";
import type { RecordReadings, ValueReading } from "../contract/readings.ts";
import { isPlausibleFloat } from "../guess/numbers.ts";
import { confidenceOf } from "../guess/reading.ts";
import { readingTypes } from "../guess/reading-types.ts";
import { noteUnixTime } from "../guess/time.ts";
import {
  fieldNumberOf,
  type RecordHeader,
  type RecordTable,
  readHeader,
  wireTypeOf,
} from "../wire/records.ts";
import { interpretFloat, readRawBits } from "../wire/scalar.ts";
import { WireType } from "../wire/tag.ts";
import type { Analysis } from "./analysis.ts";
import { numberText } from "./chosen-value.ts";
import { fieldKey } from "./field-key.ts";

/** Records that are looked at to find the other values of a field, and values that are kept. */
const LOOKED_AT = 200_000;
const KEPT_VALUES = 256;

/** Raw values of one field, that of the record in question among them. */
export interface NumberEvidence {
  readonly values: readonly bigint[];
}

/** The values of a record's field in the whole document, bounded. */
export function numberEvidence(analysis: Analysis, record: number): NumberEvidence {
  const { walk: table, resolver } = analysis;
  const own = rawOf(table, record);
  const met = valuesByField(analysis).get(keyOf(table, resolver, record));
  const others = met?.filter((each) => each.record !== record).slice(0, KEPT_VALUES - 1) ?? [];
  return { values: [own, ...others.map(({ raw }) => raw)] };
}

interface MetValue {
  readonly record: number;
  readonly raw: bigint;
}

const metValues = new WeakMap<Analysis, ReadonlyMap<string, readonly MetValue[]>>();

/** The first values of every number field; gone through once a document, for all questions. */
function valuesByField(analysis: Analysis): ReadonlyMap<string, readonly MetValue[]> {
  const known = metValues.get(analysis);
  if (known !== undefined) return known;
  const { walk: table, resolver } = analysis;
  const made = new Map<string, MetValue[]>();
  const last = Math.min(table.records.count, LOOKED_AT);
  for (let record = 0; record < last; record++) {
    const wireType = wireTypeOf(table, record);
    if (wireType !== WireType.varint && wireType !== WireType.fixed32 && wireType !== WireType.fixed64)
      continue;
    const key = keyOf(table, resolver, record);
    const values = made.get(key) ?? [];
    made.set(key, values);
    if (values.length < KEPT_VALUES) values.push({ record, raw: rawOf(table, record) });
  }
  metValues.set(analysis, made);
  return made;
}

/** A field with its wire type: all its values are of one kind. */
function keyOf(table: RecordTable, resolver: Analysis["resolver"], record: number): string {
  const { typeName = "", path = "" } = fieldKey(table, resolver, record) ?? {};
  return `${wireTypeOf(table, record)} ${fieldNumberOf(table, record)} ${typeName} ${path}`;
}

function rawOf(table: RecordTable, record: number): bigint {
  const { body, wireType } = readHeader(table, record);
  return readRawBits(table.bytes, wireType, body);
}

/** The readings of one number, the likeliest first, with costs where the values say something. */
export function numberReadings(
  { bytes }: RecordTable,
  { wireType, body }: RecordHeader,
  { values }: NumberEvidence,
): Pick<RecordReadings, "confidence" | "gap" | "runnerUp" | "pooledCount" | "readings"> {
  const [raw = 0n] = values;
  const readings = readingTypes(wireType)
    .flatMap((type): readonly ValueReading[] => {
      const value = numberText(bytes, wireType, body, type);
      const judged = judge(type, wireType, values);
      if (value === undefined || judged === undefined) return [];
      return [{ type, value, ...judged, canonical: isCanonical(type, wireType, raw) }];
    })
    .sort((left, right) => (left.cost ?? 0) - (right.cost ?? 0));
  const [best, second] = readings;
  const gap = Math.max(0, (second?.cost ?? 0) - (best?.cost ?? 0));
  return {
    confidence: confidenceOf(gap),
    gap,
    ...(second === undefined ? {} : { runnerUp: second.type }),
    pooledCount: values.length,
    readings,
  };
}

interface Judged {
  readonly cost: number;
  readonly evidence: readonly string[];
}

/** Bits that all values take as a type, and why; undefined for a type that none of them can be. */
function judge(type: string, wireType: number, values: readonly bigint[]): Judged | undefined {
  if (type.startsWith("unix time")) return judgeTime(type, values);
  if (wireType === WireType.varint) return judgeVarint(type, values);
  return judgeFixed(type, wireType === WireType.fixed32 ? 32 : 64, values);
}

const TIME_PREFIX: Readonly<Record<string, string>> = {
  "unix time, s": "",
  "unix time, ms": "ms: ",
  "unix time, µs": "µs: ",
  "unix time, ns": "ns: ",
};

/** Times between 2001 and 2099 of one unit are rarely anything else. */
function judgeTime(type: string, values: readonly bigint[]): Judged | undefined {
  const prefix = TIME_PREFIX[type] ?? "";
  const fits = values.every((value) => {
    const note = noteUnixTime(value);
    return note !== undefined && (prefix === "" ? /^\d/.test(note) : note.startsWith(prefix));
  });
  if (!fits) return undefined;
  const cost = values.reduce((sum, value) => sum + bitLength(value), 0) - 2 * values.length;
  return { cost, evidence: ["every value is a time from 2001 to 2099 in this unit"] };
}

const NEGATIVE = 1n << 63n;

function judgeVarint(type: string, values: readonly bigint[]): Judged | undefined {
  const negatives = values.filter((value) => value >= NEGATIVE).length;
  const wide = values.filter((value) => value > 0xffff_ffffn && value < NEGATIVE).length;
  const largest = values.reduce((most, value) => (value > most ? value : most), 0n);
  const bits = values.reduce((sum, value) => sum + (value >= NEGATIVE ? 12 : bitLength(value)), 0);
  switch (type) {
    case "int64": {
      const evidence = negatives > 0 ? ["ten bytes mark a negative number"] : ["fits every value"];
      return { cost: bits + 2, evidence };
    }
    case "uint64":
      return { cost: bits + (negatives > 0 ? 40 * negatives : 3), evidence: ["fits every value"] };
    case "int32": {
      const fits = wide === 0 && values.every((value) => fitsInt32(value));
      return {
        cost: bits + (fits ? 3 : 60),
        evidence: [fits ? "fits every value" : "a value has more than 32 bits"],
      };
    }
    case "uint32": {
      const fits = negatives === 0 && wide === 0;
      const nearTop = largest > 0x7fff_ffffn && fits;
      return {
        cost: bits + (fits ? (nearTop ? 0 : 3.5) : 60),
        evidence: [fits ? "no value has more than 32 bits" : "a value has more than 32 bits"],
      };
    }
    case "sint64":
    case "sint32":
      return judgeZigzag(type, values, bits);
    case "bool": {
      const fits = largest <= 1n;
      return {
        cost: fits ? values.length + (values.length > 3 ? 0 : 4) : bits + 80,
        evidence: [fits ? `only 0 and 1 in ${values.length} values` : `${largest} is no bool`],
      };
    }
    case "enum": {
      const distinct = new Set(values).size;
      const few = largest < 1000n && values.length > 3 * distinct;
      return {
        cost: bits + (few ? 1 : 5),
        evidence: [few ? `${distinct} different values in ${values.length}` : "a small number"],
      };
    }
    default:
      return undefined;
  }
}

/** Zigzag values alternate between odd and even for negative and positive numbers of like size. */
function judgeZigzag(type: string, values: readonly bigint[], bits: number): Judged {
  const odd = values.filter((value) => (value & 1n) === 1n).length;
  const wide = type === "sint32" && values.some((value) => value > 0xffff_ffffn);
  const mixed = values.length >= 8 && odd > values.length / 4 && odd < (3 * values.length) / 4;
  const evidence = mixed
    ? [`${odd} of ${values.length} values are odd: negative as zigzag`]
    : ["zigzag of the value"];
  return { cost: bits + (wide ? 60 : mixed ? 3.5 : 6), evidence };
}

function judgeFixed(type: string, size: 32 | 64, values: readonly bigint[]): Judged | undefined {
  const scalar = size === 32 ? ScalarType.FLOAT : ScalarType.DOUBLE;
  const floats = values.filter((raw) => raw === 0n || isLikelyFloat(raw, scalar)).length;
  const share = floats / values.length;
  const integers = values.reduce((sum, raw) => sum + bitLength(BigInt.asIntN(size, raw)), 0);
  switch (type) {
    case "float":
    case "double": {
      const evidence = [`${floats} of ${values.length} have an exponent that people write`];
      return {
        cost: share === 1 ? values.length * 8 : integers + 30 * (1 - share) * values.length,
        evidence,
      };
    }
    case "fixed32":
    case "fixed64":
      return { cost: integers + (share === 1 ? 12 : 2), evidence: ["an unsigned integer"] };
    case "sfixed32":
    case "sfixed64": {
      const negative = values.some((raw) => BigInt.asIntN(size, raw) < 0n);
      return { cost: integers + (share === 1 ? 13 : negative ? 0 : 4), evidence: ["a signed integer"] };
    }
    case "IPv4 address":
      return { cost: integers + 20, evidence: ["32 bits"] };
    case "bits":
      return { cost: integers + 30, evidence: [`all ${size} bits, the highest first`] };
    default:
      return undefined;
  }
}

/** Infinities and NaNs too: as integers they would be numbers that nobody counts to. */
function isLikelyFloat(raw: bigint, scalar: ScalarType): boolean {
  const float = interpretFloat(raw, scalar);
  return isPlausibleFloat(float, raw) || !Number.isFinite(float);
}

function isCanonical(type: string, wireType: number, raw: bigint): boolean {
  if (wireType !== WireType.varint) return true;
  if (type === "bool") return raw <= 1n;
  if (type === "uint32" || type === "sint32") return raw <= 0xffff_ffffn;
  if (type === "int32" || type === "enum") return fitsInt32(raw);
  return true;
}

function fitsInt32(raw: bigint): boolean {
  return BigInt.asIntN(32, raw) === BigInt.asIntN(64, raw);
}

function bitLength(value: bigint): number {
  return (value < 0n ? -value : value).toString(2).length;
}
