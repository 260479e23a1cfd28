import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { createFileRegistry, type DescMessage, type FileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

const protoc = createRequire(import.meta.url).resolve("protoc/package.json");

/** Compiles `.proto` texts, by file name, with protoc. */
export function compileProto(files: Readonly<Record<string, string>>): FileRegistry {
  return createFileRegistry(fromBinary(FileDescriptorSetSchema, compileToBytes(files)));
}

/** The FileDescriptorSet of `.proto` texts, imports included. */
export function compileToBytes(files: Readonly<Record<string, string>>): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), "byteglass-codec-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const home = path.dirname(protoc);
    const output = path.join(folder, "set.binpb");
    const options = [`-I${folder}`, `-I${path.join(home, "include")}`, "--include_imports", "-o", output];
    execFileSync(process.execPath, [path.join(home, "protoc.cjs"), ...options, ...Object.keys(files)]);
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A message type that must be in a registry. */
export function messageType(registry: FileRegistry, name: string): DescMessage {
  const type = registry.getMessage(name);
  if (type === undefined) throw new Error(`no message type ${name}`);
  return type;
}

/** Bytes as hex without spaces. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes of hex digits; spaces are ignored. */
export function fromHex(hex: string): Uint8Array {
  const digits = hex.replace(/\s+/g, "");
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}
