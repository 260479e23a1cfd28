import type { DescMessage, FileRegistry } from "@bufbuild/protobuf";
import { toBinary } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { Finding } from "../../finding.ts";
import { nameList } from "../pool/finding-log.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { eachField, lenPayloads } from "../raw/fields.ts";
import { MAP_ENTRY } from "../raw/tags.ts";
import { eachDeclaration } from "./each-declaration.ts";

/** Messages within options deeper than this are not looked into: describing them stops at the same depth. */
const maxDepth = 32;

/** A finding that names the options which source text cannot set, for no source defines them; absent when there are none. */
export function lostOptions(pool: SchemaPool): Finding | undefined {
  const lost = new Set<string>();
  const files = new Set<string>();
  for (const file of pool.files) {
    collect(file, pool.registry, (name) => {
      lost.add(name);
      files.add(file.name);
    });
  }
  if (lost.size === 0) return undefined;
  return {
    code: "export-lost-options",
    severity: "warning",
    message: `${nameList([...files].sort())} set options that no source defines; they are left out of the source text: ${nameList([...lost].sort())}.`,
    hint: "Add a source that defines them, or export a descriptor set (--out FILE.binpb), which keeps them.",
  };
}

function collect(file: FileDescriptorProto, registry: FileRegistry, onLost: (name: string) => void): void {
  const walk = (bytes: Uint8Array, message: DescMessage, depth: number): void => {
    const fields = new Map(message.fields.map((field) => [field.number, field]));
    eachField(bytes, (tag, reader) => {
      const number = tag >>> 3;
      const field = fields.get(number) ?? registry.getExtensionFor(message, number);
      if (field === undefined) onLost(`${message.typeName} ${number}`);
      if (field?.message === undefined || (tag & 7) !== 2 || depth >= maxDepth) return false;
      const payload = reader.bytes();
      // The message of a map field is that of its values.
      const payloads = field.fieldKind === "map" ? lenPayloads(payload, MAP_ENTRY.message) : [payload];
      for (const one of payloads) walk(one, field.message, depth + 1);
      return true;
    });
  };
  eachDeclaration(file, {
    onType: () => undefined,
    onOptions: (schema, options) => walk(toBinary(schema, options), schema, 0),
  });
}
