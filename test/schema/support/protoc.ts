import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { lenPayloads } from "../../../core/schema/raw/fields.ts";
import { FILE_SET, NAME } from "../../../core/schema/raw/tags.ts";

const protoc = join(import.meta.dirname, "../../../node_modules/protoc");
const include = join(import.meta.dirname, "../../../core/schema/include");

/** Writes files (name → text) into a new temporary folder and returns it; `afterwards` of the caller removes it. */
export function writeTree(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "byteglass-test-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Compiles files (name → text) with the reference compiler: serialized FileDescriptorProtos by name, imports included. */
export function compileText(files: Readonly<Record<string, string>>): ReadonlyMap<string, Uint8Array> {
  const folder = writeTree(files);
  const output = join(folder, "set.binpb");
  try {
    execFileSync(
      process.execPath,
      [
        join(protoc, "protoc.cjs"),
        `-I${folder}`,
        `-I${include}`,
        `-I${join(protoc, "include")}`,
        "--include_imports",
        "--include_source_info",
        `--descriptor_set_out=${output}`,
        ...Object.keys(files),
      ],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    return new Map(lenPayloads(readFileSync(output), FILE_SET.file).map((file) => [fileNameOf(file), file]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fileNameOf(file: Uint8Array): string {
  const [name = new Uint8Array(0)] = lenPayloads(file, NAME);
  return Buffer.from(name).toString();
}
