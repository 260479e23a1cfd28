/** What becomes of a scalar value that is read as another scalar type, by the tables of the wire and of ProtoJSON. */
import { breaking, compatible, lossy, type SideEffect } from "./effect.ts";

/** How a scalar travels: types of one encoding can read each other's bytes. */
const encodings: Readonly<Record<string, string>> = {
  bool: "varint",
  int32: "varint",
  uint32: "varint",
  int64: "varint",
  uint64: "varint",
  sint32: "zigzag",
  sint64: "zigzag",
  fixed32: "fixed32",
  sfixed32: "fixed32",
  float: "float",
  fixed64: "fixed64",
  sfixed64: "fixed64",
  double: "double",
  string: "LEN",
  bytes: "LEN",
};

/** Least value, and bits above zero. */
const ranges: Readonly<Record<string, readonly [least: bigint, bits: number]>> = {
  bool: [0n, 1],
  int32: [-(2n ** 31n), 31],
  sint32: [-(2n ** 31n), 31],
  sfixed32: [-(2n ** 31n), 31],
  uint32: [0n, 32],
  fixed32: [0n, 32],
  int64: [-(2n ** 63n), 63],
  sint64: [-(2n ** 63n), 63],
  sfixed64: [-(2n ** 63n), 63],
  uint64: [0n, 64],
  fixed64: [0n, 64],
};

/** True when every value of one integer type is a value of the other. */
export function fits(from: string, to: string): boolean {
  const [a, b] = [ranges[from], ranges[to]];
  return a !== undefined && b !== undefined && a[0] >= b[0] && a[1] <= b[1];
}

/** Bytes of one scalar type, read as another. */
export function scalarWireEffect(from: string, to: string): SideEffect {
  if (encodings[from] !== encodings[to]) return breaking(`${from} and ${to} are encoded differently`);
  if (from === "string") return compatible("the bytes stay the same");
  if (from === "bytes") return lossy("bytes that are not UTF-8 are refused as a string");
  if (fits(from, to)) return compatible(`every ${from} has the same bytes as ${to}`);
  return lossy(`a value that is no ${to} is cut or read as another`);
}

const is64Bit = (name: string): boolean => /64$/.test(name);
const isInteger = (name: string): boolean => name !== "bool" && ranges[name] !== undefined;
const isFloat = (name: string): boolean => name === "float" || name === "double";

/** ProtoJSON of one scalar type, read as another: 64-bit integers are written as strings, and read from either. */
export function scalarJsonEffect(from: string, to: string): SideEffect {
  if (isInteger(from) && isInteger(to)) {
    return fits(from, to)
      ? compatible("the numbers stay the same")
      : lossy(`numbers that are no ${to} are refused`);
  }
  if (isInteger(from) && isFloat(to)) {
    const isExact = to === "double" && !is64Bit(from);
    return isExact ? compatible("the numbers stay the same") : lossy(`great numbers are rounded to ${to}`);
  }
  if (isFloat(from) && isInteger(to)) return lossy(`numbers that are no ${to} are refused`);
  if (from === "float" && to === "double") return compatible("the numbers stay the same");
  if (from === "double" && to === "float") return lossy("numbers are rounded to float");
  if (to === "string" && is64Bit(from)) return compatible(`${from} is written as a string already`);
  if (from === "string" && (isInteger(to) || isFloat(to)))
    return lossy("strings that are no number are refused");
  if (from === "string" && to === "bytes") return breaking("the text is taken for base64");
  if (from === "bytes" && to === "string") return breaking("the base64 is taken for the text");
  return breaking(`the form of ${from} is refused as ${to}`);
}
