/** "Which message is this?": every type of a schema, by how much of the bytes it explains. */
import { type DescMessage, type Registry, ScalarType } from "@bufbuild/protobuf";
import { renderJson } from "../codec/index.ts";
import type { TypeMatch } from "../contract/match.ts";
import type { Finding } from "../finding.ts";
import { createGuessBinder } from "../guess/binder.ts";
import { Resolver } from "../wire/bind/resolve.ts";
import { createSchemaBinder } from "../wire/bind/schema-binder.ts";
import { fitsWireType, Shapes } from "../wire/bind/shapes.ts";
import { OPAQUE_BINDER } from "../wire/binder.ts";
import { Kind } from "../wire/kinds.ts";
import { endOf, fieldNumberOf, kindOf, readHeader, wireTypeOf } from "../wire/records.ts";
import { walk } from "../wire/walk.ts";

/** Types that are read in full; the others are told by their outermost fields alone, and were worse. */
const READ_IN_FULL = 200;
/** Bytes over which fewer types are read in full. */
const LARGE = 1024 * 1024;
const READ_WHEN_LARGE = 10;

/** The records of the outermost message with one number and wire type. */
interface OuterField {
  readonly number: number;
  readonly wireType: number;
  byteLength: number;
}

interface Candidate {
  readonly type: DescMessage;
  /** Bytes of the outermost records that the type declares. */
  readonly known: number;
  readonly knownFields: number;
}

/**
 * The types that explain most, best first, at most `limit`. A generator that rests after each thousand of types (and
 * after each type read in full), so that its caller can stop it; the matches are what it returns.
 */
export function* rankTypes(
  bytes: Uint8Array,
  registry: Registry,
  limit: number,
): Generator<undefined, readonly TypeMatch[]> {
  const outer = outerFields(bytes);
  const shapes = new Shapes(registry);
  const candidates: Candidate[] = [];
  let seen = 0;
  for (const type of registry) {
    if (type.kind !== "message") continue;
    const shape = shapes.of(type);
    const known = outer.filter(({ number, wireType }) => {
      const field = shape.field(number);
      return field !== undefined && fitsWireType(field, wireType);
    });
    if (known.length > 0 || outer.length === 0) {
      const byteLength = known.reduce((sum, field) => sum + field.byteLength, 0);
      candidates.push({ type, known: byteLength, knownFields: known.length });
    }
    seen += 1;
    if (seen % 1000 === 0) yield undefined;
  }
  candidates.sort(byOuterFields);
  const matches: TypeMatch[] = [];
  for (const candidate of candidates.slice(0, bytes.length > LARGE ? READ_WHEN_LARGE : READ_IN_FULL)) {
    const unlikely = bytes.length > LARGE ? 0 : unlikelyTextLength(bytes, candidate.type, shapes);
    matches.push(matchOf(candidate, bytes, registry, outer.length, unlikely));
    yield undefined;
  }
  return matches.sort(byWhole).slice(0, limit);
}

function outerFields(bytes: Uint8Array): readonly OuterField[] {
  const table = walk(bytes, createGuessBinder(bytes));
  const { records } = table;
  const found = new Map<string, OuterField>();
  for (let record = 0; record < records.count; record += 1) {
    if ((records.parent[record] ?? -1) >= 0) continue;
    const wireType = wireTypeOf(table, record);
    if (wireType < 0) continue;
    const number = fieldNumberOf(table, record);
    const key = `${number}:${wireType}`;
    const field = found.get(key) ?? { number, wireType, byteLength: 0 };
    field.byteLength += endOf(records, record) - (records.start[record] ?? 0);
    found.set(key, field);
  }
  return [...found.values()];
}

function matchOf(
  { type, known, knownFields }: Candidate,
  bytes: Uint8Array,
  registry: Registry,
  outerCount: number,
  unlikelyLength: number,
): TypeMatch {
  const { findings } = renderJson(type, bytes, { registry, indent: 0, links: false });
  const doubtful = findings.filter(({ severity }) => severity === "error" || severity === "warning");
  const explained = Math.min(known, bytes.length - coveredLength(doubtful)) - unlikelyLength;
  const codes = [...doubtful.map(({ code }) => code), ...(unlikelyLength > 0 ? ["control-characters"] : [])];
  return {
    typeName: type.typeName,
    byteLength: bytes.length,
    explainedByteLength: Math.max(explained, 0),
    knownFieldCount: knownFields,
    unknownFieldCount: outerCount - knownFields,
    declaredFieldCount: type.fields.length,
    doubts: [...new Set(codes)].sort(),
  };
}

/** Control characters that texts do have: tab, line feed, carriage return. */
const ORDINARY_CONTROLS: ReadonlySet<number> = new Set([9, 10, 13]);

/** Bytes of strings of which a quarter or more are control characters: more likely a message that was taken for text. */
function unlikelyTextLength(bytes: Uint8Array, type: DescMessage, shapes: Shapes): number {
  const table = walk(bytes, createSchemaBinder(bytes, type, shapes, OPAQUE_BINDER));
  const resolver = new Resolver(table, shapes, shapes.of(type));
  let length = 0;
  for (let record = 0; record < table.records.count; record += 1) {
    if (kindOf(table.records, record) !== Kind.text) continue;
    if (resolver.resolve(record).field?.scalar !== ScalarType.STRING) continue;
    const { body } = readHeader(table, record);
    let controls = 0;
    for (let at = body.start; at < body.end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x20 && !ORDINARY_CONTROLS.has(byte)) controls += 1;
    }
    if (4 * controls >= body.end - body.start && controls > 0) length += body.end - body.start;
  }
  return length;
}

/** Bytes that the spans of findings cover together. */
function coveredLength(findings: readonly Finding[]): number {
  const spans = findings.flatMap(({ bytes }) => (bytes === undefined ? [] : [bytes]));
  let covered = 0;
  let reached = 0;
  for (const { start, end } of spans.sort((left, right) => left.start - right.start)) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}

function byOuterFields(left: Candidate, right: Candidate): number {
  return (
    right.known - left.known ||
    left.type.fields.length - right.type.fields.length ||
    byName(left.type, right.type)
  );
}

/** More bytes explained, then fewer kinds of doubt, then fewer fields that could have been there and were not. */
function byWhole(left: TypeMatch, right: TypeMatch): number {
  return (
    right.explainedByteLength - left.explainedByteLength ||
    left.doubts.length - right.doubts.length ||
    left.declaredFieldCount - right.declaredFieldCount ||
    byName(left, right)
  );
}

function byName(left: { readonly typeName: string }, right: { readonly typeName: string }): number {
  return left.typeName < right.typeName ? -1 : left.typeName > right.typeName ? 1 : 0;
}
