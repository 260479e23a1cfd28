import fc from "fast-check";
import { expect, test } from "vitest";
import { applyMask, getPath, setPath } from "../../proto-samples/server/services/field-mask.ts";

const JSON_VALUE = { a: { b: 1, c: [2] }, d: null };

test.each([
  ["", JSON_VALUE],
  ["a", { a: { b: 1, c: [2] } }],
  ["a.b", { a: { b: 1 } }],
  ["a.b,d", { a: { b: 1 }, d: null }],
  ["a.none,none.b,d.e", {}],
  ["toString,__proto__.polluted", {}],
])("the mask %j keeps %j", (mask, kept) => {
  expect(applyMask(JSON_VALUE, mask)).toEqual(kept);
});

test("what is set at a path is found there, and nothing else changes", () => {
  const path = fc.array(fc.constantFrom("a", "b", "x", "__proto__"), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(path, fc.integer(), (names, value) => {
      const changed = setPath(JSON_VALUE, names, value);
      expect(getPath(changed, names)).toBe(value);
      expect(getPath(setPath(changed, names, undefined), names)).toBeUndefined();
      expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
      expect(JSON_VALUE).toEqual({ a: { b: 1, c: [2] }, d: null });
    }),
  );
});
