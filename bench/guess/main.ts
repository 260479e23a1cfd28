/**
 * The guess against what a schema says: every LEN field of a descriptor set with its comments, of messages of the APIs
 * of others with plausible values in them, and the names of npm packages. Alone, five occurrences of a field together,
 * and what tools do that try a message first.
 */
import { readdirSync, readFileSync } from "node:fs";
import {
  createFileRegistry,
  createRegistry,
  type DescMessage,
  fromBinary,
  type Registry,
} from "@bufbuild/protobuf";
import { FileDescriptorSetSchema, file_google_protobuf_descriptor } from "@bufbuild/protobuf/wkt";
import { encodeJson } from "../../core/codec/index.ts";
import { Guesser } from "../../core/guess/guesser.ts";
import { rankBodies } from "../../core/guess/settle.ts";
import { Resolver } from "../../core/wire/bind/resolve.ts";
import { createSchemaBinder } from "../../core/wire/bind/schema-binder.ts";
import { Shapes } from "../../core/wire/bind/shapes.ts";
import { OPAQUE_BINDER } from "../../core/wire/binder.ts";
import { Kind } from "../../core/wire/kinds.ts";
import { kindOf, readHeader, wireTypeOf } from "../../core/wire/records.ts";
import { isSound } from "../../core/wire/soundness.ts";
import { walk } from "../../core/wire/walk.ts";
import { Plausible, type Words, wordsOf } from "./plausible.ts";

/** Bodies that are tried per field: a field with a million spans must not decide alone. */
const MOST_PER_FIELD = 2000;
const POOLED = 5;

interface Body {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

type Fields = Map<string, { readonly kind: Kind; readonly bodies: Body[] }>;

/** Adds the LEN bodies of each declared field of a message, by what they are. */
function addBodies(fields: Fields, bytes: Uint8Array, type: DescMessage, registry: Registry): void {
  const shapes = new Shapes(registry);
  const table = walk(bytes, createSchemaBinder(bytes, type, shapes, OPAQUE_BINDER));
  const resolver = new Resolver(table, shapes, shapes.of(type));
  for (let record = 0; record < table.records.count; record++) {
    if (wireTypeOf(table, record) !== 2) continue;
    const { parent, field } = resolver.resolve(record);
    const { body } = readHeader(table, record);
    if (field === undefined || body.start === body.end) continue;
    const key = `${parent?.typeName}.${field.label}`;
    const known = fields.get(key) ?? { kind: kindOf(table.records, record), bodies: [] };
    fields.set(key, known);
    if (known.bodies.length < MOST_PER_FIELD) known.bodies.push({ bytes, ...body });
  }
}

function descriptorFields(file: string): Fields {
  const fields: Fields = new Map();
  const registry = createRegistry(file_google_protobuf_descriptor);
  addBodies(fields, readFileSync(file), FileDescriptorSetSchema, registry);
  return fields;
}

/** Messages of every type that a request or an answer of the API is: ten, or more of a small API. */
const FEWEST_PER_TYPE = 10;
const FEWEST_MESSAGES = 3000;
const DEEPEST = 4;

function messageFields(file: string, words: Words): Fields {
  const fields: Fields = new Map();
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(file)));
  const types = new Set<DescMessage>();
  for (const each of registry) {
    if (each.kind !== "service" || each.typeName.startsWith("grpc.")) continue;
    for (const { input, output } of each.methods) types.add(input).add(output);
  }
  const plausible = new Plausible(words, 1);
  const count = Math.max(FEWEST_PER_TYPE, Math.ceil(FEWEST_MESSAGES / types.size));
  for (const type of types) {
    for (let index = 0; index < count; index++) {
      const encoded = encodeJson(type, JSON.stringify(plausible.message(type, DEEPEST)), { registry });
      if (encoded.ok) addBodies(fields, encoded.value.bytes, type, registry);
    }
  }
  return fields;
}

interface Score {
  tried: number;
  alone: number;
  pooledTried: number;
  pooled: number;
  messageFirst: number;
}

/** Right and wrong guesses by confidence. */
const byGap = new Map<string, { right: number; wrong: number }>();

function score(to: Score, kind: Kind, bodies: readonly Body[]): void {
  for (const { bytes, start, end } of bodies) {
    const guesser = new Guesser(bytes);
    const isRight = guesser.kindOf(start, end) === kind;
    to.tried++;
    if (isRight) to.alone++;
    noteGap(guesser.gap, isRight);
    if ((isSound(bytes.subarray(start, end)) ? Kind.message : Kind.text) === kind) to.messageFirst++;
  }
  for (let at = 0; at + POOLED <= bodies.length; at += POOLED) {
    to.pooledTried++;
    if (rankBodies(bodies.slice(at, at + POOLED))[0]?.kind === kind) to.pooled++;
  }
}

function noteGap(gap: number, isRight: boolean): void {
  const name = gap >= 20 ? "over 20 bits" : gap >= 8 ? "8 to 20" : gap >= 3 ? "3 to 8" : "below 3";
  const counts = byGap.get(name) ?? { right: 0, wrong: 0 };
  byGap.set(name, counts);
  if (isRight) counts.right++;
  else counts.wrong++;
}

const NAMES: Partial<Readonly<Record<Kind, string>>> = {
  [Kind.text]: "string",
  [Kind.message]: "message",
  [Kind.bytes]: "bytes",
  [Kind.packedVarint]: "packed varint",
  [Kind.packedFixed32]: "packed 32",
  [Kind.packedFixed64]: "packed 64",
};
const GAPS = ["over 20 bits", "8 to 20", "3 to 8", "below 3"] as const;

function emptyScore(): Score {
  return { tried: 0, alone: 0, pooledTried: 0, pooled: 0, messageFirst: 0 };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}

function row(name: string, { tried, alone, pooledTried, pooled, messageFirst }: Score): void {
  const cells = [
    name,
    tried,
    percent(messageFirst, tried),
    percent(alone, tried),
    percent(pooled, pooledTried),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

/** Package names, scopes left out. */
function packageNames(folder: string): readonly Body[] {
  const names = readdirSync(folder).flatMap((name) =>
    name.startsWith("@") ? readdirSync(`${folder}/${name}`) : name.startsWith(".") ? [] : [name],
  );
  return names.map((name) => {
    const bytes = new TextEncoder().encode(name);
    return { bytes, start: 0, end: bytes.length };
  });
}

function tell(fields: Fields, where: string): void {
  const scores = new Map<Kind, Score>();
  for (const { kind, bodies } of fields.values()) {
    const to = scores.get(kind) ?? emptyScore();
    scores.set(kind, to);
    score(to, kind, bodies);
  }
  for (const [kind, each] of [...scores].sort(([left], [right]) => left - right))
    row(`${where}: ${NAMES[kind] ?? kind}`, each);
}

const [, , set = "", modules = "", ...apis] = process.argv;
console.log("| bodies | tried | message first | the guess, alone | five of a field |\n|---|---|---|---|---|");
tell(descriptorFields(set), "descriptors");
const words = wordsOf(modules);
for (const api of apis) {
  const [name = "", file = ""] = api.split("=");
  tell(messageFields(file, words), name);
}
const names = emptyScore();
score(names, Kind.text, packageNames(modules));
row("npm package names", names);
console.log("\n| gap | tried | wrong |\n|---|---|---|");
for (const name of GAPS) {
  const { right = 0, wrong = 0 } = byGap.get(name) ?? {};
  console.log(`| ${name} | ${right + wrong} | ${percent(wrong, right + wrong)} |`);
}
