import { expect, it } from "vitest";
import { Occurrences } from "../../core/documents/occurrences.ts";
import { Resolver } from "../../core/wire/bind/resolve.ts";
import { OPAQUE_BINDER } from "../../core/wire/binder.ts";
import { Kind } from "../../core/wire/kinds.ts";
import { walk } from "../../core/wire/walk.ts";

const MESSAGES = 20_000;

/** Messages of two values and ten different fields, one after another: `1: {1, 1, 2, 3, …}`. */
function messages(count = MESSAGES): Uint8Array {
  const fields = [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((number) => [number * 8, 0]);
  return Uint8Array.from(Array.from({ length: count }, () => [0x0a, fields.length, ...fields]).flat());
}

it("numbers the records of many small messages by going through each message once", () => {
  const bytes = messages();
  const { records, marks, format } = walk(bytes, { ...OPAQUE_BINDER, bodyKind: () => Kind.message });
  let asked = 0;
  const next = new Proxy(records.next, {
    get(target, key) {
      asked++;
      return Reflect.get(target, key, target);
    },
  });
  const { start, parent, kind, count, byteLength } = records;
  const table = { bytes, marks, format, records: { start, parent, kind, count, byteLength, next } };
  const occurrences = new Occurrences(table, new Resolver(table, undefined, undefined));

  const numbers = Array.from({ length: count }, (_, record) => occurrences.of(record));
  expect(numbers.slice(0, 5)).toEqual([0, 0, 1, 0, 0]);
  expect(numbers.at(-12)).toBe(MESSAGES - 1);
  expect(asked).toBeLessThan(6 * count);
});

it("numbers records alike in whatever order they are asked for", () => {
  const bytes = messages(3 * MESSAGES);
  const table = walk(bytes, { ...OPAQUE_BINDER, bodyKind: () => Kind.message });
  const { count } = table.records;
  const inOrder = new Occurrences(table, new Resolver(table, undefined, undefined));
  const expected = Array.from({ length: count }, (_, record) => inOrder.of(record));
  const fromBehind = new Occurrences(table, new Resolver(table, undefined, undefined));
  for (const step of [40_009, 7919, 997]) {
    const asked = Array.from({ length: Math.floor(count / step) }, (_, index) => count - 1 - index * step);
    expect(asked.map((record) => fromBehind.of(record))).toEqual(asked.map((record) => expected[record]));
  }
});
