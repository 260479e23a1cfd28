/** Readings that are offered beside the weighed ones: what a body may hold that no wire type says. */
import type { Span } from "../finding.ts";
import { isJson } from "../json-value.ts";
import { OPAQUE_BINDER } from "../wire/binder.ts";
import { Kind } from "../wire/kinds.ts";
import { fieldNumberOf, kindOf, readHeader, wireTypeOf } from "../wire/records.ts";
import { isSound } from "../wire/soundness.ts";
import { WireType } from "../wire/tag.ts";
import { findInvalidUtf8 } from "../wire/utf8.ts";
import { readVarint } from "../wire/varint.ts";
import { walk } from "../wire/walk.ts";

/** A reading that is offered. */
export interface ExtraReading {
  readonly type: string;
  readonly value: string;
  readonly evidence: readonly string[];
  readonly opens?: "raw" | "gzip" | "zlib" | "zstd";
}

/** Bodies above this size are not looked through for JSON and descriptors. */
const LONGEST_LOOK = 1024 * 1024;
const SHOWN = 160;

/** What a LEN body may hold, beside what its bytes alone show. */
export function extraReadings(bytes: Uint8Array, body: Span): readonly ExtraReading[] {
  const part = bytes.subarray(body.start, body.end);
  if (part.length === 0) return [];
  const looks = [asCompressed, asFrame, asDelimited, asUuidBytes, asAddress, asTextForms, asShape];
  return looks.flatMap((look) => look(part));
}

function asCompressed(part: Uint8Array): readonly ExtraReading[] {
  const [first = 0, second = 0, third, fourth] = part;
  const value = `${part.length} bytes`;
  if (first === 0x1f && second === 0x8b && third === 8)
    return [{ type: "gzip", value, evidence: ["begins with 1f 8b 08"], opens: "gzip" }];
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd)
    return [{ type: "zstd", value, evidence: ["begins with 28 b5 2f fd"], opens: "zstd" }];
  if (first === 0x78 && (first * 256 + second) % 31 === 0 && (second & 0x20) === 0 && part.length >= 8)
    return [{ type: "zlib", value, evidence: ["begins with a header of zlib"], opens: "zlib" }];
  return [];
}

function asFrame(part: Uint8Array): readonly ExtraReading[] {
  if (part.length < 5 || (part[0] ?? 2) > 1) return [];
  const length = new DataView(part.buffer, part.byteOffset + 1, 4).getUint32(0);
  if (length !== part.length - 5) return [];
  const sound = part[0] === 0 && isSound(part.subarray(5));
  const evidence = [`flags ${part[0]} and a length of ${length}, which is that of the rest`];
  if (sound) evidence.push("what follows is a sound message");
  return [{ type: "embedded gRPC frame", value: `frame of ${length} bytes`, evidence, opens: "raw" }];
}

function asDelimited(part: Uint8Array): readonly ExtraReading[] {
  let at = 0;
  let count = 0;
  while (at < part.length) {
    const length = readVarint(part, at, part.length);
    if (length === undefined || length.value === 0n || length.value > BigInt(part.length)) return [];
    const start = at + length.byteLength;
    const end = start + Number(length.value);
    if (end > part.length || (count < 32 && !isSound(part.subarray(start, end)))) return [];
    at = end;
    count++;
  }
  const evidence = [
    `${count === 1 ? "a length and a sound message" : "lengths and sound messages"} to the last byte`,
  ];
  const value = count === 1 ? "1 message" : `${count} messages`;
  return [{ type: "delimited messages", value, evidence, opens: "raw" }];
}

function asUuidBytes(part: Uint8Array): readonly ExtraReading[] {
  if (part.length !== 16) return [];
  const version = (part[6] ?? 0) >> 4;
  const variant = (part[8] ?? 0) >> 6;
  const known = version >= 1 && version <= 8 && variant === 2;
  if (!known && findInvalidUtf8(part, 0, 16) === undefined) return [];
  const hex = Array.from(part, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const value = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const evidence = ["16 bytes", ...(known ? [`version ${version} and variant bits of RFC 9562`] : [])];
  return [{ type: "uuid", value, evidence }];
}

function asAddress(part: Uint8Array): readonly ExtraReading[] {
  if (part.length === 4) {
    return [{ type: "IP address", value: part.join("."), evidence: ["4 bytes: IPv4 in network order"] }];
  }
  if (part.length !== 16) return [];
  const isMapped = part.subarray(0, 10).every((byte) => byte === 0) && part[10] === 0xff && part[11] === 0xff;
  const value = isMapped ? `::ffff:${part.subarray(12).join(".")}` : ipv6Text(part);
  return [{ type: "IP address", value, evidence: ["16 bytes: IPv6"] }];
}

/** RFC 5952: groups without leading zeros, the longest run of zero groups as `::`. */
function ipv6Text(part: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((part[2 * index] ?? 0) << 8) | (part[2 * index + 1] ?? 0)).toString(16),
  );
  const runs = groups.join(":").match(/(?:^|:)0(?::0)+(?=:|$)/g) ?? [];
  const longest = runs.sort((left, right) => right.length - left.length)[0];
  if (longest === undefined) return groups.join(":");
  const joined = groups.join(":");
  const at = joined.indexOf(longest);
  return `${joined.slice(0, at)}::${joined.slice(at + longest.length + 1)}`;
}

function asTextForms(part: Uint8Array): readonly ExtraReading[] {
  if (part.length > LONGEST_LOOK || findInvalidUtf8(part, 0, part.length) !== undefined) return [];
  const text = new TextDecoder().decode(part);
  const found: ExtraReading[] = [];
  if (/^\s*[[{]/.test(text) && isJson(text))
    found.push({ type: "json", value: text.slice(0, SHOWN), evidence: ["parses as JSON"] });
  if (/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text))
    found.push({ type: "uuid", value: text, evidence: ["36 characters in the form of a UUID"] });
  if (/^([0-9a-f]{2}){8,}$/i.test(text))
    found.push({
      type: "hex text",
      value: `${text.length / 2} bytes`,
      evidence: ["hex digits, an even number"],
    });
  if (
    text.length >= 16 &&
    text.length % 4 === 0 &&
    /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) &&
    /[0-9+/=]/.test(text)
  )
    found.push({
      type: "base64 text",
      value: `${Math.floor((text.replace(/=+$/, "").length * 3) / 4)} bytes`,
      evidence: ["characters of base64, a multiple of four"],
    });
  return found;
}

/** Messages that have the shape of a well-known type. */
function asShape(part: Uint8Array): readonly ExtraReading[] {
  if (part.length > LONGEST_LOOK || !isSound(part)) return [];
  const table = walk(part, OPAQUE_BINDER, { maximumRecords: 64 });
  const fields: { number: number; wireType: number; body: Span }[] = [];
  for (let record = 0; record < table.records.count; record = table.records.next[record] ?? 64) {
    if (kindOf(table.records, record) === Kind.gap) return [];
    const { body } = readHeader(table, record);
    fields.push({ number: fieldNumberOf(table, record), wireType: wireTypeOf(table, record), body });
  }
  return [...anyShape(part, fields), ...timeShape(part, fields), ...descriptorShape(part, fields)];
}

interface ShapeField {
  readonly number: number;
  readonly wireType: number;
  readonly body: Span;
}

function anyShape(part: Uint8Array, fields: readonly ShapeField[]): readonly ExtraReading[] {
  const [url, value] = fields;
  if (url?.number !== 1 || url.wireType !== WireType.length || fields.length > 2) return [];
  if (value !== undefined && (value.number !== 2 || value.wireType !== WireType.length)) return [];
  if (typeNameOfUrl(part, url.body) === undefined) return [];
  const text = new TextDecoder().decode(part.subarray(url.body.start, url.body.end));
  return [{ type: "Any", value: text, evidence: ["field 1 is a type URL, field 2 its message"] }];
}

/** The type that a text names if it is a type URL, such as `type.googleapis.com/pkg.Type`; undefined for all others. */
export function typeNameOfUrl(bytes: Uint8Array, { start, end }: Span): string | undefined {
  if (end - start > LONGEST_URL) return undefined;
  const text = new TextDecoder().decode(bytes.subarray(start, end));
  return /^[\w.:/-]*\/([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)$/.exec(text)?.[1];
}

const LONGEST_URL = 512;

const EARLIEST_SECONDS = BigInt(Date.UTC(1990, 0, 1) / 1000);
const LATEST_SECONDS = BigInt(Date.UTC(2100, 0, 1) / 1000);

function timeShape(part: Uint8Array, fields: readonly ShapeField[]): readonly ExtraReading[] {
  if (fields.length === 0 || fields.length > 2) return [];
  if (!fields.every(({ number, wireType }) => number <= 2 && wireType === WireType.varint)) return [];
  const read = (wanted: number): bigint => {
    const field = fields.find(({ number }) => number === wanted);
    const raw = field === undefined ? 0n : (readVarint(part, field.body.start, field.body.end)?.value ?? 0n);
    return BigInt.asIntN(64, raw);
  };
  const [seconds, nanos] = [read(1), read(2)];
  const size = nanos < 0n ? -nanos : nanos;
  if (size > 999_999_999n) return [];
  const found: ExtraReading[] = [];
  if (seconds >= EARLIEST_SECONDS && seconds <= LATEST_SECONDS && nanos >= 0n) {
    const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
    found.push({
      type: "Timestamp",
      value: `${text}${fraction(nanos)}Z`,
      evidence: ["seconds of a year from 1990 to 2100, nanos below 10^9"],
    });
  }
  const sign = seconds < 0n || nanos < 0n ? "-" : "";
  const whole = seconds < 0n ? -seconds : seconds;
  if (!(seconds > 0n && nanos < 0n) && !(seconds < 0n && nanos > 0n) && whole <= 315_576_000_000n) {
    found.push({
      type: "Duration",
      value: `${sign}${whole}${fraction(size)}s`,
      evidence: ["seconds and nanos"],
    });
  }
  return found;
}

function fraction(nanos: bigint): string {
  return nanos === 0n ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
}

function descriptorShape(part: Uint8Array, fields: readonly ShapeField[]): readonly ExtraReading[] {
  const [name] = fields;
  if (name?.number !== 1 || name.wireType !== WireType.length) return [];
  const text = new TextDecoder().decode(part.subarray(name.body.start, Math.min(name.body.end, 512)));
  const numbers = new Set(fields.map(({ number }) => number));
  if (!text.endsWith(".proto") || !(numbers.has(4) || numbers.has(5) || numbers.has(6))) return [];
  return [
    { type: "FileDescriptorProto", value: text, evidence: ["field 1 is a file name that ends in .proto"] },
  ];
}
