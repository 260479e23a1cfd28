import { join } from "node:path";
import { toBinary } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { FileOptionsSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import { diffModels } from "../diff/diff.ts";
import { readWholeModel } from "../diff/read-model.ts";
import { nameList } from "../pool/finding-log.ts";
import { buildPool, type SchemaPool } from "../pool/pool.ts";
import { parseDiagnostics } from "../proto-files/diagnostics.ts";
import { importName } from "../proto-files/entries.ts";
import { protocBinary } from "../proto-files/protoc-binary.ts";
import { runProtoc } from "../proto-files/run-protoc.ts";
import { lenPayloads } from "../raw/fields.ts";
import { FILE_SET } from "../raw/tags.ts";

/** Bound on the check, in ms. */
const timeout = 120_000;

/**
 * Compiles a tree with the bundled `protoc`, from nothing but itself, and compares the outcome with the pool it was
 * printed from: what does not compile, or comes out otherwise, is told. Rejects with `cancelled` only.
 */
export async function checkTree(
  pool: SchemaPool,
  folder: string,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Finding[]> {
  try {
    const files = names.map((name) => join(folder, name));
    const { set, diagnostics } = await runProtoc({
      binary: protocBinary(undefined),
      roots: [folder],
      files,
      timeout,
      signal,
    });
    return set === undefined
      ? [doesNotCompile(diagnostics, folder)]
      : compareWith(pool, lenPayloads(set, FILE_SET.file));
  } catch (thrown) {
    if (thrown instanceof ByteglassError && thrown.code !== "cancelled") return [notChecked(thrown)];
    throw thrown;
  }
}

function compareWith(pool: SchemaPool, compiled: readonly Uint8Array[]): readonly Finding[] {
  const again = buildPool([{ origin: "export", files: compiled }]);
  const changes = diffModels(readWholeModel(pool), readWholeModel(again));
  const byName = new Map(again.files.map((file) => [file.name, file]));
  const heads = pool.files.filter((file) => !sameHead(file, byName.get(file.name))).map(({ name }) => name);
  return [
    ...(changes.length === 0
      ? []
      : [comesOutOtherwise(nameList(changes.map(({ symbol, kind }) => `${symbol} ${kind}`)))]),
    ...(heads.length === 0 ? [] : [comesOutOtherwise(`package, syntax or options of ${nameList(heads)}`)]),
  ];
}

/** Package, syntax and options of a file; that of no syntax is proto2. */
function sameHead(file: FileDescriptorProto, other: FileDescriptorProto | undefined): boolean {
  if (other === undefined) return false;
  const syntax = (one: FileDescriptorProto): string => one.syntax || "proto2";
  return (
    file.package === other.package &&
    syntax(file) === syntax(other) &&
    Buffer.compare(optionBytes(file), optionBytes(other)) === 0
  );
}

function optionBytes({ options }: FileDescriptorProto): Uint8Array {
  return options === undefined ? new Uint8Array(0) : toBinary(FileOptionsSchema, options);
}

function doesNotCompile(diagnostics: string, folder: string): Finding {
  const errors = parseDiagnostics(diagnostics).filter(({ isWarning }) => !isWarning);
  const [first] = errors;
  const file = first?.file === undefined ? undefined : importName(first.file, [folder]);
  const place = first === undefined ? "" : `: ${file}: ${first.text.replace(/\.$/, "")}`;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return {
    code: "export-does-not-compile",
    severity: "warning",
    message: `What was written does not compile as it is${place}${more}.`,
    hint: "What the source lacks is told above; a descriptor set (--out FILE.binpb) keeps what it gave, byte for byte.",
    ...(file === undefined ? {} : { file }),
  };
}

function comesOutOtherwise(where: string): Finding {
  return {
    code: "export-differs",
    severity: "warning",
    message: `Compiled again, the files differ from their source in ${where}.`,
    hint: "Source text cannot say it all, such as options that no source defines; a descriptor set (--out FILE.binpb) keeps it.",
  };
}

function notChecked(error: ByteglassError): Finding {
  return {
    code: "export-not-checked",
    severity: "information",
    message: `Whether the files compile was not checked: ${error.message}`,
    ...(error.hint === "" ? {} : { hint: error.hint }),
  };
}
