import fc from "fast-check";
import { describe, it } from "vitest";
import { FORMATS } from "../../core/frames/index.ts";
import { createGuessBinder } from "../../core/guess/binder.ts";
import { atomsBetween } from "../../core/wire/atoms.ts";
import { auditSchema } from "../../core/wire/bind/audit.ts";
import { Resolver } from "../../core/wire/bind/resolve.ts";
import { createSchemaBinder } from "../../core/wire/bind/schema-binder.ts";
import { Shapes } from "../../core/wire/bind/shapes.ts";
import { type Binder, OPAQUE_BINDER } from "../../core/wire/binder.ts";
import { Kind } from "../../core/wire/kinds.ts";
import type { RecordTable } from "../../core/wire/records.ts";
import { endOf } from "../../core/wire/records.ts";
import { findSequenceMarks } from "../../core/wire/sequence.ts";
import { type Walk, walk } from "../../core/wire/walk.ts";
import { concat, inputs, lengthDelimited, message } from "./arbitraries.ts";
import { formatAtoms } from "./notation.ts";
import { registry, typeNamed } from "./schema.ts";
import { writeAtom } from "./write-atom.ts";

const shapes = new Shapes(registry);
const type = typeNamed("t.T");

/** Enters every LEN body: the way to the most damage. */
const EAGER_BINDER: Binder = { root: 0, bodyKind: () => Kind.message, enter: () => 0 };

const WALKS: readonly (readonly [string, (bytes: Uint8Array) => Walk])[] = [
  ["without looking into LEN bodies", (bytes) => walk(bytes, OPAQUE_BINDER)],
  ["taking every LEN body as a message", (bytes) => walk(bytes, EAGER_BINDER)],
  ["guessing", (bytes) => walk(bytes, createGuessBinder(bytes))],
  [
    "with a schema",
    (bytes) => walk(bytes, createSchemaBinder(bytes, type, shapes, createGuessBinder(bytes))),
  ],
  ["as gRPC frames", (bytes) => walk(bytes, createGuessBinder(bytes), { format: FORMATS.grpc })],
  ["as delimited messages", (bytes) => walk(bytes, EAGER_BINDER, { format: FORMATS.delimited })],
  ["after a Confluent header", (bytes) => walk(bytes, EAGER_BINDER, { format: FORMATS.confluent })],
  ["with few records allowed", (bytes) => walk(bytes, EAGER_BINDER, { maximumRecords: 5 })],
];

/** Inputs per walk: 100,000 together, and a million in a long run. */
const RUNS = { numRuns: process.env["BYTEGLASS_LONG"] === "1" ? 125_000 : 12_500 };

function expectTiling(table: RecordTable): void {
  let at = 0;
  const parts: Uint8Array[] = [];
  for (const atom of atomsBetween(table, 0, table.bytes.length)) {
    if (atom.start !== at || atom.end <= atom.start)
      throw new Error(`gap in the tiling: ${formatAtoms(table)}`);
    parts.push(writeAtom(table, atom));
    at = atom.end;
  }
  if (at !== table.bytes.length) throw new Error(`the tiling ends at ${at}: ${formatAtoms(table)}`);
  const written = concat(...parts);
  if (written.some((byte, index) => byte !== table.bytes[index]))
    throw new Error("written otherwise than read");
}

function expectOrder({ records, bytes }: RecordTable): void {
  for (let record = 0; record < records.count; record++) {
    const start = records.start[record] ?? 0;
    const end = endOf(records, record);
    const parent = records.parent[record] ?? -1;
    const outer = parent < 0 ? bytes.length : endOf(records, parent);
    const next = records.next[record] ?? 0;
    const ordered = record === 0 || start > (records.start[record - 1] ?? 0);
    if (
      !ordered ||
      end <= start ||
      end > outer ||
      parent >= record ||
      next <= record ||
      next > records.count
    ) {
      throw new Error(`record ${record} is out of place: ${start}:${end} in ${parent}, next ${next}`);
    }
  }
}

describe("the laws of the walk", () => {
  it.each(WALKS)(
    "tiles, writes back and keeps order %s",
    (_name, walkBytes) => {
      fc.assert(
        fc.property(inputs, (bytes) => {
          const walked = walkBytes(bytes);
          expectTiling(walked);
          expectOrder(walked);
        }),
        RUNS,
      );
    },
    3_600_000,
  );

  it("reports findings with places inside the buffer, whatever the bytes", () => {
    fc.assert(
      fc.property(inputs, (bytes) => {
        const walked = walk(bytes, createSchemaBinder(bytes, type, shapes, createGuessBinder(bytes)));
        const resolver = new Resolver(walked, shapes, shapes.of(type));
        const lists = [
          walked.marks,
          findSequenceMarks(walked),
          auditSchema(walked, shapes, shapes.of(type), resolver),
        ];
        for (const mark of lists.flatMap((list) => list.sorted())) {
          if (mark.start > mark.end || mark.end > bytes.length || mark.record >= walked.records.count) {
            throw new Error(`${mark.code} at ${mark.start}:${mark.end} of record ${mark.record}`);
          }
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it("keeps damage inside the LEN body it is in", () => {
    fc.assert(
      fc.property(inputs, message, (damaged, after) => {
        const before = lengthDelimited(1, damaged);
        const walked = walk(concat(before, after), EAGER_BINDER);
        const alone = walk(after, EAGER_BINDER);
        const shapeOf = (table: RecordTable, from: number): string =>
          atomsBetween(table, from, from + after.length)
            .map((atom) => `${atom.start - from} ${atom.kind}`)
            .join(" · ");
        if (shapeOf(walked, before.length) !== shapeOf(alone, 0)) throw new Error(formatAtoms(walked));
      }),
      { numRuns: 10_000 },
    );
  });
});
