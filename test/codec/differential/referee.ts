/** `buf convert` over a whole schema at once: a message that holds one of each type, so that one run judges them all. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  create,
  createFileRegistry,
  type DescMessage,
  type FileRegistry,
  toBinary,
} from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { messageType } from "../compile.ts";

const buf = path.join(
  path.dirname(createRequire(import.meta.url).resolve("@bufbuild/buf/package.json")),
  "bin/buf",
);
const NAME = "one_of_each.All";

/** A schema with the type that holds one of each of its message types. */
export interface Assembly {
  readonly registry: FileRegistry;
  readonly all: DescMessage;
  /** The message types held, map entries aside; the member of the `i`th is `m<i>`. */
  readonly types: readonly DescMessage[];
  readonly set: Uint8Array;
}

/** Adds the type that holds one of each. */
export function assemble(files: readonly FileDescriptorProto[]): Assembly {
  const plain = createFileRegistry(create(FileDescriptorSetSchema, { file: [...files] }));
  const types = [...plain].filter(
    (type): type is DescMessage => type.kind === "message" && !type.proto.options?.mapEntry && isHeld(type),
  );
  const holder = create(FileDescriptorProtoSchema, {
    name: "one_of_each.proto",
    package: "one_of_each",
    syntax: "proto3",
    dependency: [...new Set(types.map((type) => `${type.file.name}.proto`))],
    messageType: [
      {
        name: "All",
        field: types.map((type, index) => ({
          name: `m${index}`,
          jsonName: `m${index}`,
          number: numberOf(index),
          label: FieldDescriptorProto_Label.OPTIONAL,
          type: FieldDescriptorProto_Type.MESSAGE,
          typeName: `.${type.typeName}`,
        })),
      },
    ],
  });
  const set = create(FileDescriptorSetSchema, { file: [...files, holder] });
  const registry = createFileRegistry(set);
  return { registry, all: messageType(registry, NAME), types, set: toBinary(FileDescriptorSetSchema, set) };
}

/** A message set has no JSON form for the referees, and descriptors of groups are held by their field alone. */
function isHeld(type: DescMessage): boolean {
  return !type.proto.options?.messageSetWireFormat;
}

/** Leaves out the numbers that the implementation keeps for itself. */
function numberOf(index: number): number {
  return index + 1 < 19_000 ? index + 1 : index + 1_001;
}

/** What `buf convert` makes of a message of the assembly: bytes of JSON, or JSON of bytes. */
export function convert(assembly: Assembly, message: Uint8Array, to: "json" | "binpb"): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), "byteglass-buf-"));
  const from = to === "json" ? "binpb" : "json";
  try {
    writeFileSync(path.join(folder, "set.binpb"), assembly.set);
    writeFileSync(path.join(folder, `in.${from}`), message);
    const words = ["convert", "set.binpb", `--type=${NAME}`, `--from=in.${from}`, `--to=out.${to}`];
    execFileSync(process.execPath, [buf, ...words], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    return readFileSync(path.join(folder, `out.${to}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
