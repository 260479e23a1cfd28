import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../core/frames/index.ts";
import { createGuessBinder } from "../../core/guess/binder.ts";
import { FieldPool } from "../../core/guess/field-pool.ts";
import { walkSettled } from "../../core/guess/settle.ts";
import { SteppedWalk } from "../../core/guess/stepped-walk.ts";
import { createSchemaBinder } from "../../core/wire/bind/schema-binder.ts";
import { Shapes } from "../../core/wire/bind/shapes.ts";
import type { Binder } from "../../core/wire/binder.ts";
import { formatMark } from "../../core/wire/explain.ts";
import { Kind } from "../../core/wire/kinds.ts";
import { endOf, kindOf, type RecordTable } from "../../core/wire/records.ts";
import type { WalkOptions } from "../../core/wire/walk.ts";
import { concat, damagedMessage, inputs, lengthDelimited, message } from "../wire/arbitraries.ts";
import { registry, typeNamed } from "../wire/schema.ts";

const shapes = new Shapes(registry);
const type = typeNamed("t.T");

/** Several messages one after another, so that the same fields are met in several parts. */
const longer = fc
  .array(fc.oneof(inputs, message, damagedMessage), { maxLength: 5 })
  .map((parts) => concat(...parts));
const steps = fc.record({
  first: fc.integer({ min: 1, max: 40 }),
  later: fc.integer({ min: 1, max: 40 }),
  pause: fc.integer({ min: 1, max: 9 }),
});

const guessing = (bytes: Uint8Array, pool: FieldPool): Binder => createGuessBinder(bytes, pool);
const bound = (bytes: Uint8Array, pool: FieldPool): Binder =>
  createSchemaBinder(bytes, type, shapes, createGuessBinder(bytes, pool));

const WALKS: readonly (readonly [string, typeof guessing, WalkOptions])[] = [
  ["without a schema", guessing, {}],
  ["with a schema", bound, {}],
  ["as delimited messages", guessing, { format: FORMATS.delimited }],
];

const RUNS = { numRuns: process.env["BYTEGLASS_LONG"] === "1" ? 60_000 : 1500 };

/** What is shown of each record; of those that are open, only what is known already. */
function rowsOf(table: RecordTable): readonly string[] {
  const { records } = table;
  return Array.from({ length: records.count }, (_, record) => {
    const kind = kindOf(records, record);
    const isOpen = records.openEnds?.has(record) === true;
    const place = `${records.start[record]} ${records.parent[record]} ${kind}`;
    // The end of a group is where its end tag is, and only then is it known to be whole.
    if (isOpen && kind === Kind.group) return place;
    return `${place} ${endOf(records, record)}${isOpen ? "" : ` ${records.kind[record]} ${records.next[record]}`}`;
  });
}

describe("a walk in steps", () => {
  it.each(WALKS)("shows nothing that the whole walk does not show, %s", (_name, binder, options) => {
    fc.assert(
      fc.property(longer, steps, (bytes, steps) => {
        const pool = new FieldPool();
        const stepped = new SteppedWalk(bytes, pool, binder(bytes, pool), { ...options, steps });
        const seen: (readonly string[])[] = [];
        for (const _ of stepped.run()) seen.push(rowsOf(stepped.walk));
        const whole = rowsOf(stepped.walk);
        expect(stepped.walk.records.openEnds).toBeUndefined();
        for (const early of seen) {
          for (const [record, row] of early.entries()) {
            if (whole[record]?.startsWith(row) !== true) expect(row).toBe(whole[record]);
          }
        }
      }),
      RUNS,
    );
  });

  it.each(WALKS)("that is short enough for one part is the plain walk, %s", (_name, binder, options) => {
    fc.assert(
      fc.property(longer, (bytes) => {
        const [pool, other] = [new FieldPool(), new FieldPool()];
        const stepped = new SteppedWalk(bytes, pool, binder(bytes, pool), options);
        for (const _ of stepped.run());
        const { walk } = walkSettled(bytes, other, () => binder(bytes, other), options);
        expect(rowsOf(stepped.walk)).toEqual(rowsOf(walk));
        expect(stepped.walk.marks.sorted().map(formatMark)).toEqual(walk.marks.sorted().map(formatMark));
      }),
      { numRuns: RUNS.numRuns / 3 },
    );
  });

  it("keeps what a field was read as in the part it was first met in", () => {
    const [text, other] = [new TextEncoder().encode("a plain text"), Uint8Array.of(0x08, 0x01)];
    const bytes = concat(
      lengthDelimited(1, text),
      ...Array.from({ length: 40 }, () => lengthDelimited(1, other)),
    );
    const pool = new FieldPool();
    const steps = { first: 14, later: 1000, pause: 5 };
    const stepped = new SteppedWalk(bytes, pool, guessing(bytes, pool), { steps });
    const kinds = new Set<Kind>();
    for (const _ of stepped.run())
      if (stepped.walk.records.count > 0) kinds.add(kindOf(stepped.walk.records, 0));
    expect([...kinds]).toEqual([Kind.text]);
  });

  it("takes the rest as a gap when it is stopped", () => {
    const bytes = concat(...Array.from({ length: 10 }, () => lengthDelimited(1, Uint8Array.of(8, 1))));
    const pool = new FieldPool();
    const steps = { first: 8, later: 8, pause: 8 };
    const stepped = new SteppedWalk(bytes, pool, guessing(bytes, pool), { steps });
    const work = stepped.run();
    work.next();
    stepped.stop();
    for (const _ of { [Symbol.iterator]: () => work });
    expect(stepped.walk.marks.sorted().map(formatMark)).toEqual(["reading-stopped@8:40"]);
    expect(endOf(stepped.walk.records, stepped.walk.records.count - 1)).toBe(40);
  });
});
