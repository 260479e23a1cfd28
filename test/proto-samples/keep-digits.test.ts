import { expect, test } from "vitest";
import { keepDigits } from "../../proto-samples/server/gateway/keep-digits.ts";

test.each([
  ["9007199254740993", '"9007199254740993"'],
  ["9007199254740992", "9007199254740992"],
  ['{"a":[-9223372036854775807,1]}', '{"a":["-9223372036854775807",1]}'],
  ['"9007199254740993 and \\"9007199254740993\\""', '"9007199254740993 and \\"9007199254740993\\""'],
  ["1.00000000000000001", "1.00000000000000001"],
  ["12345678901234567890e1", "12345678901234567890e1"],
  ['{"broken": 9007199254740993', '{"broken": "9007199254740993"'],
])("%s becomes %s", (json, kept) => {
  expect(keepDigits(json)).toBe(kept);
});

test("strings of any length are left alone", () => {
  const json = JSON.stringify({ text: '\\\\"'.repeat(2_000_000), bytes: "A".repeat(14_000_000) });
  expect(keepDigits(json) === json).toBe(true);
});
