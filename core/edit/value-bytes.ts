import type { ValueType } from "../contract/edit.ts";
import { encodeZigzag, writeVarint } from "../wire/varint.ts";
import { writeFixed } from "../wire/write-fixed.ts";

/** The bytes of one value, without tag and length; undefined when the text is no value of the type. */
export function valueBytes(text: string, type: ValueType): Uint8Array | undefined {
  const trimmed = text.trim();
  switch (type) {
    case "varint":
      return integer(trimmed, -(2n ** 63n), 2n ** 64n - 1n, (value) =>
        writeVarint(BigInt.asUintN(64, value)),
      );
    case "int32":
      return integer(trimmed, -(2n ** 31n), 2n ** 31n - 1n, (value) =>
        writeVarint(BigInt.asUintN(64, value)),
      );
    case "uint32":
      return integer(trimmed, 0n, 2n ** 32n - 1n, writeVarint);
    case "int64":
      return integer(trimmed, -(2n ** 63n), 2n ** 63n - 1n, (value) =>
        writeVarint(BigInt.asUintN(64, value)),
      );
    case "sint32":
      return integer(trimmed, -(2n ** 31n), 2n ** 31n - 1n, (value) => writeVarint(encodeZigzag(value)));
    case "sint":
      return integer(trimmed, -(2n ** 63n), 2n ** 63n - 1n, (value) => writeVarint(encodeZigzag(value)));
    case "bool":
      return trimmed === "true" || trimmed === "false"
        ? Uint8Array.of(trimmed === "true" ? 1 : 0)
        : undefined;
    case "fixed32":
      return integer(trimmed, 0n, 2n ** 32n - 1n, (value) => writeFixed(value, 4));
    case "sfixed32":
      return integer(trimmed, -(2n ** 31n), 2n ** 31n - 1n, (value) => writeFixed(value, 4));
    case "fixed64":
      return integer(trimmed, 0n, 2n ** 64n - 1n, (value) => writeFixed(value, 8));
    case "sfixed64":
      return integer(trimmed, -(2n ** 63n), 2n ** 63n - 1n, (value) => writeFixed(value, 8));
    case "float":
    case "double":
      return floating(trimmed, type);
    case "string":
      return !/\p{Surrogate}/u.test(text) ? new TextEncoder().encode(text) : undefined;
    case "hex":
      return hexBytes(trimmed);
    case "base64":
      return base64Bytes(trimmed);
  }
}

function integer(
  text: string,
  least: bigint,
  most: bigint,
  write: (value: bigint) => Uint8Array,
): Uint8Array | undefined {
  if (!/^(-?\d{1,20}|0x[0-9a-f]{1,16})$/i.test(text)) return undefined;
  const value = BigInt(text);
  return value < least || value > most ? undefined : write(value);
}

/** Refuses a finite number that the type can only hold as an infinity. */
function floating(text: string, type: "float" | "double"): Uint8Array | undefined {
  const named = /^(-?Infinity|NaN)$/.test(text);
  if (!named && !/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = type === "float" ? Math.fround(Number(text)) : Number(text);
  if (!named && !Number.isFinite(value)) return undefined;
  const bytes = new Uint8Array(type === "float" ? 4 : 8);
  const view = new DataView(bytes.buffer);
  if (type === "float") view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return bytes;
}

function hexBytes(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, "");
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
}

function base64Bytes(text: string): Uint8Array | undefined {
  const standard = text.replace(/\s+/g, "").replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(standard) || standard.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(standard), (character) => character.charCodeAt(0));
}
