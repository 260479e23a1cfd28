import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffSchemas } from "../../../core/schema/diff/diff.ts";
import { schemaHash } from "../../../core/schema/diff/hash.ts";
import { buildPool, type SchemaPool } from "../../../core/schema/pool/pool.ts";
import { fileOf, partOf } from "../support/files.ts";

/** Few names and numbers, so that two schemas often share some. `__proto__` and its like must do no harm. */
const name = fc.constantFrom("a", "b", "c", "constructor", "__proto__", "toString");
const typeName = fc.constantFrom("M", "N", "hasOwnProperty");
const field = fc.record({
  name,
  number: fc.integer({ min: 1, max: 4 }),
  label: fc.constantFrom(1, 3),
  type: fc.constantFrom(1, 3, 5, 8, 9, 12, 17),
});
const message = fc.record({
  name: typeName,
  field: fc.uniqueArray(field, { maxLength: 4, selector: (one) => one.name }),
  reservedName: fc.uniqueArray(fc.constantFrom("x", "y"), { maxLength: 2 }),
});
const enumeration = fc.record({
  name: fc.constantFrom("E", "F"),
  value: fc.uniqueArray(
    fc.record({ name: fc.constantFrom("P", "Q", "R"), number: fc.integer({ min: -1, max: 2 }) }),
    {
      minLength: 1,
      maxLength: 3,
      selector: (one) => one.name,
    },
  ),
});
const schema = fc
  .record({
    messageType: fc.uniqueArray(message, { maxLength: 3, selector: (one) => one.name }),
    enumType: fc.uniqueArray(enumeration, { maxLength: 2, selector: (one) => one.name }),
  })
  .map((declarations) =>
    buildPool([partOf([fileOf({ name: "a.proto", package: "p", syntax: "proto3", ...declarations })])]),
  );

const kindsOf = (before: SchemaPool, after: SchemaPool, kind: string): readonly string[] =>
  diffSchemas(before, after)
    .filter((change) => change.kind === kind)
    .map(({ subject, symbol }) => `${subject} ${symbol}`)
    .sort();

describe("whatever two schemas are", () => {
  it("a schema does not differ from itself", () => {
    fc.assert(
      fc.property(schema, (one) => {
        expect(diffSchemas(one, one)).toEqual([]);
      }),
    );
  });

  it("hashes are the same where nothing differs, and only there", () => {
    fc.assert(
      fc.property(schema, schema, (one, other) => {
        expect(schemaHash(one) === schemaHash(other)).toBe(diffSchemas(one, other).length === 0);
      }),
      { numRuns: 300 },
    );
  });

  it("what is added one way is removed the other way", () => {
    fc.assert(
      fc.property(schema, schema, (one, other) => {
        expect(kindsOf(one, other, "added")).toEqual(kindsOf(other, one, "removed"));
      }),
      { numRuns: 300 },
    );
  });
});
