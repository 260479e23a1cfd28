/**
 * The guess against what a schema says, on real bytes: every LEN field of a descriptor set with its comments, and the
 * names of npm packages. Alone, five occurrences of a field together, and what tools do that try a message first.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRegistry } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema, file_google_protobuf_descriptor } from "@bufbuild/protobuf/wkt";
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

/** Bodies that are tried per field: a field with a million spans must not decide alone. */
const MOST_PER_FIELD = 2000;
const POOLED = 5;

interface Body {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** The LEN bodies of each declared field, by what they are. */
function bodiesOf(bytes: Uint8Array): Map<string, { readonly kind: Kind; readonly bodies: Body[] }> {
  const shapes = new Shapes(createRegistry(file_google_protobuf_descriptor));
  const table = walk(bytes, createSchemaBinder(bytes, FileDescriptorSetSchema, shapes, OPAQUE_BINDER));
  const resolver = new Resolver(table, shapes, shapes.of(FileDescriptorSetSchema));
  const fields = new Map<string, { readonly kind: Kind; readonly bodies: Body[] }>();
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
};

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

const [, , set = "", modules = ""] = process.argv;
console.log("| bodies | tried | message first | the guess, alone | five of a field |\n|---|---|---|---|---|");
const scores = new Map<Kind, Score>();
for (const { kind, bodies } of bodiesOf(readFileSync(set)).values()) {
  const to = scores.get(kind) ?? emptyScore();
  scores.set(kind, to);
  score(to, kind, bodies);
}
for (const [kind, each] of scores) row(`${NAMES[kind] ?? kind} of descriptors`, each);
const names = emptyScore();
score(names, Kind.text, packageNames(modules));
row("npm package names", names);
console.log("\n| gap | tried | wrong |\n|---|---|---|");
for (const [name, { right, wrong }] of byGap)
  console.log(`| ${name} | ${right + wrong} | ${percent(wrong, right + wrong)} |`);
