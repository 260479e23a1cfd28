import { gunzipSync } from "node:zlib";
import type { Finding, Result } from "../../finding.ts";
import type { PoolPart } from "../pool/pool.ts";
import { eachField } from "../raw/fields.ts";
import { readFileHeader } from "../raw/file-header.ts";
import { readJsonSet } from "./read-json.ts";

/** Bound on a set after decompression, in bytes. */
const maxByteLength = 512 * 1024 * 1024;

/** Files of one set that are taken; all of Google's public APIs have 8,000. */
const maxFiles = 50_000;

/**
 * Reads a `google.protobuf.FileDescriptorSet` or a Buf image: binary or ProtoJSON, gzip-compressed or not, told apart
 * by content; a single `FileDescriptorProto` is taken too. `name` is used in findings. A damaged set gives the files
 * before the damage. The value's findings are the result's.
 */
export function readDescriptorSet(bytes: Uint8Array, name: string): Result<PoolPart> {
  const unpacked = unpack(bytes);
  if (unpacked === undefined) return { ok: false, findings: [cannotUnpack(name)] };
  const { files, findings } = readAny(unpacked, name);
  if (files.length === 0) return { ok: false, findings: findings.length === 0 ? [notASet(name)] : findings };
  return { ok: true, value: { origin: "descriptor set", files, findings }, findings };
}

function unpack(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxByteLength });
  } catch {
    return undefined;
  }
}

/** A binary set starts with the tag 0x0a, which is white space in JSON: what looks like JSON may yet be binary. */
function readAny(bytes: Uint8Array, name: string): ReadFiles {
  const head = Buffer.from(bytes.subarray(0, 4096))
    .toString()
    .replace(/^\ufeff/, "");
  if (!/^\s*\{\s*(?:"|\}|$)/.test(head)) return readBinarySet(bytes, name);
  const json = readJsonSet(bytes, name);
  if (json.files.length > 0) return json;
  const binary = readBinarySet(bytes, name);
  return binary.files.length > 0 ? binary : json;
}

/** Serialized files, and what is wrong with the rest. */
export interface ReadFiles {
  readonly files: readonly Uint8Array[];
  readonly findings: readonly Finding[];
}

function readBinarySet(bytes: Uint8Array, name: string): ReadFiles {
  const files: Uint8Array[] = [];
  let omitted = 0;
  const damagedAt = eachField(bytes, (tag, reader) => {
    if (tag !== 10) return false;
    if (files.length < maxFiles) files.push(reader.bytes());
    else {
      reader.skipType(2);
      omitted += 1;
    }
    return true;
  });
  const proper = files.filter((file) => readFileHeader(file).name !== "");
  if (proper.length === 0) {
    const isFile = damagedAt === undefined && readFileHeader(bytes).name.endsWith(".proto");
    return { files: isFile ? [bytes] : [], findings: [] };
  }
  const findings = omitted === 0 ? [] : [tooManyFiles(name, files.length + omitted)];
  if (damagedAt === undefined) return { files: proper, findings };
  return { files: proper, findings: [...findings, damaged(name, damagedAt, bytes.length, proper.length)] };
}

function tooManyFiles(name: string, count: number): Finding {
  return {
    code: "set-bounded",
    severity: "error",
    message: `${name} holds ${count.toLocaleString("en")} files; the first ${maxFiles.toLocaleString("en")} are read.`,
    hint: "Make a descriptor set of the files that you need.",
    file: name,
  };
}

function damaged(name: string, offset: number, length: number, count: number): Finding {
  return {
    code: "set-damaged",
    severity: "error",
    message: `${name} is damaged at offset ${offset} of ${length} bytes; the ${count} files before it are loaded.`,
    hint: "Make the descriptor set again.",
    file: name,
    bytes: { start: offset, end: length },
  };
}

function cannotUnpack(name: string): Finding {
  return {
    code: "set-damaged",
    severity: "error",
    message: `${name} begins like a gzip file, but cannot be unpacked within ${maxByteLength} bytes.`,
    hint: "Make the descriptor set again.",
    file: name,
  };
}

function notASet(name: string): Finding {
  return {
    code: "not-a-set",
    severity: "error",
    message: `${name} is no descriptor set: neither a binary google.protobuf.FileDescriptorSet (or Buf image) nor its JSON.`,
    hint: "Make one with `protoc --include_imports --include_source_info -o FILE` or `buf build -o FILE`; .proto files are a source of another kind (--proto FILE).",
    file: name,
  };
}
