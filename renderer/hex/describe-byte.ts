/** One byte in one line: what it is, where, and what its bits say. Pure. */
import type { HexAtom } from "../../core/contract/views.ts";
import { hexDigits } from "./cells.ts";

/** A byte with what is known about it. `bytes` are those of its atom, from `atom.start` on. */
export interface ByteInPlace {
  readonly offset: number;
  readonly byte: number;
  readonly atom: HexAtom | undefined;
  readonly bytes: readonly number[];
}

/** `0x12 at 17 · tag · field 2, LEN · (2<<3)|2`. */
export function describeByte({ offset, byte, atom, bytes }: ByteInPlace): string {
  const place = `0x${hexDigits(byte)} at ${offset}`;
  if (atom === undefined) return `${place} · part of no record`;
  return [place, ...describeAtom(atom, byte, offset, bytes)].join(" · ");
}

function describeAtom(atom: HexAtom, byte: number, offset: number, bytes: readonly number[]): string[] {
  switch (atom.kind) {
    case "tag":
    case "end-tag":
      return [atom.kind === "tag" ? "tag" : "end tag", ...tagWords(bytes), ...groupWords(atom, byte, offset)];
    case "length":
      return ["length", ...numberWords(bytes, "bytes"), ...groupWords(atom, byte, offset)];
    case "delimiter":
      return ["length of the message", ...numberWords(bytes, "bytes"), ...groupWords(atom, byte, offset)];
    case "varint":
      return ["varint", ...numberWords(bytes, ""), ...groupWords(atom, byte, offset)];
    case "packed-item":
      return ["item of a packed list", ...placeWords(atom, offset)];
    case "fixed32":
    case "fixed64":
      return [`${atom.kind}, little-endian`, ...placeWords(atom, offset)];
    case "text":
      return ["text", utf8Words(byte)];
    case "bytes":
      return ["bytes", String(byte)];
    case "frame-flags":
      return ["flags of a frame", flagWords(byte)];
    case "frame-length":
      return ["length of a frame, big-endian", ...placeWords(atom, offset)];
    case "trailer":
      return ["trailers as text"];
    case "gap":
      return ["belongs to no readable record"];
  }
}

function tagWords(bytes: readonly number[]): string[] {
  const value = readVarint(bytes);
  if (value === undefined) return ["cut short"];
  const number = value >> 3n;
  const wireType = Number(value & 7n);
  return [`field ${number}, ${WIRE_TYPES[wireType]}`, `(${number}<<3)|${wireType}`];
}

const WIRE_TYPES = ["VARINT", "I64", "LEN", "SGROUP", "EGROUP", "I32", "reserved 6", "reserved 7"];

function numberWords(bytes: readonly number[], unit: string): string[] {
  const value = readVarint(bytes);
  return [value === undefined ? "cut short" : `${value}${unit === "" ? "" : ` ${unit}`}`];
}

/** The seven bits a byte adds to a varint of several bytes, and whether they are needed. */
function groupWords(atom: HexAtom, byte: number, offset: number): string[] {
  if (atom.end - atom.start === 1) return [];
  const bits = (byte & 0x7f).toString(2).padStart(7, "0");
  const more = byte >= 0x80 ? "more follow" : "last";
  const idle = (byte & 0x7f) === 0 && offset > atom.start && byte < 0x80 ? ", adds nothing" : "";
  return [`bits ${bits}, ${more}${idle}`];
}

function placeWords({ start, end }: HexAtom, offset: number): string[] {
  return end - start === 1 ? [] : [`byte ${offset - start + 1} of ${end - start}`];
}

function utf8Words(byte: number): string {
  if (byte < 0x20 || byte === 0x7f) return "control character";
  if (byte < 0x7f) return `"${String.fromCharCode(byte)}"`;
  if (byte < 0xc0) return "goes on with a character";
  if (byte < 0xe0) return "begins a character of two bytes";
  return byte < 0xf0 ? "begins a character of three bytes" : "begins a character of four bytes";
}

function flagWords(byte: number): string {
  if (byte === 0) return "not compressed";
  if (byte === 1) return "compressed";
  if ((byte & 0x80) !== 0) return "trailers";
  return byte === 2 ? "end of the stream" : `flags ${byte}`;
}

/** The value of a whole varint; undefined for one that does not end. Bits above 64 are kept. */
function readVarint(bytes: readonly number[]): bigint | undefined {
  let value = 0n;
  for (const [index, byte] of bytes.entries()) {
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return value;
  }
  return undefined;
}
