/** Inputs for the laws: random bytes, and messages that were well formed until something happened to them. */
import fc from "fast-check";
import { writeVarint } from "../../core/wire/varint.ts";

/** Any bytes, short ones most. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 64 });

const varint = fc
  .tuple(
    fc.oneof(fc.bigInt({ min: 0n, max: 300n }), fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })),
    fc.integer({ min: 0, max: 10 }),
  )
  .map(([value, width]) => writeVarint(value, width > 5 ? 0 : width));

/** One record, mostly well formed, with nested messages and groups. */
const record: fc.Memo<Uint8Array> = fc.memo((depth) => {
  const number = fc.oneof(
    { arbitrary: fc.integer({ min: 1, max: 16 }), weight: 6 },
    fc.integer({ min: 0, max: 2 ** 29 }),
  );
  const leaf = fc.oneof(
    fc.tuple(number, varint).map(([field, value]) => concat(tag(field, 0), value)),
    fc
      .tuple(number, fc.uint8Array({ minLength: 4, maxLength: 4 }))
      .map(([field, value]) => concat(tag(field, 5), value)),
    fc
      .tuple(number, fc.uint8Array({ minLength: 8, maxLength: 8 }))
      .map(([field, value]) => concat(tag(field, 1), value)),
    fc.tuple(number, fc.uint8Array({ maxLength: 8 })).map(([field, value]) => lengthDelimited(field, value)),
    fc
      .tuple(number, fc.string({ maxLength: 8 }))
      .map(([field, text]) => lengthDelimited(field, new TextEncoder().encode(text))),
  );
  if (depth <= 1) return leaf;
  const inner = fc.array(record(depth - 1), { maxLength: 4 }).map((parts) => concat(...parts));
  return fc.oneof(
    { arbitrary: leaf, weight: 3 },
    fc.tuple(number, inner).map(([field, body]) => lengthDelimited(field, body)),
    fc.tuple(number, inner).map(([field, body]) => concat(tag(field, 3), body, tag(field, 4))),
  );
});

/** A message of a few records. */
export const message: fc.Arbitrary<Uint8Array> = fc
  .array(record(3), { maxLength: 6 })
  .map((parts) => concat(...parts));

/** A message of which one byte changed, some were lost at the end, or some were put in. */
export const damagedMessage: fc.Arbitrary<Uint8Array> = fc
  .tuple(message, fc.nat(), fc.nat(255), fc.constantFrom("change", "cut", "insert"))
  .map(([bytes, place, byte, damage]) => {
    const at = bytes.length === 0 ? 0 : place % bytes.length;
    if (damage === "cut") return bytes.slice(0, at);
    if (damage === "insert") return concat(bytes.slice(0, at), Uint8Array.of(byte), bytes.slice(at));
    const changed = bytes.slice();
    if (changed.length > 0) changed[at] = byte;
    return changed;
  });

/** All of them. */
export const inputs: fc.Arbitrary<Uint8Array> = fc.oneof(anyBytes, message, damagedMessage);

/** A tag in its shortest form. */
export function tag(number: number, wireType: number): Uint8Array {
  return writeVarint((BigInt(number) << 3n) | BigInt(wireType));
}

/** A whole LEN record. */
export function lengthDelimited(number: number, body: Uint8Array): Uint8Array {
  return concat(tag(number, 2), writeVarint(BigInt(body.length)), body);
}

/** Parts one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
