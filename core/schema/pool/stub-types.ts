import { create } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { parentName } from "../parent-name.ts";
import { pushTo } from "../raw/push-to.ts";
import type { FileTable } from "./gather-files.ts";
import type { SymbolTable } from "./symbol-table.ts";

/** A type that no file declares, as one of its users sees it. */
export interface MissingType {
  readonly kind: "message" | "enum";
  readonly users: Set<string>;
}

/** One made-up file a package, as a file has one package; a pool that is linked again adds to it. */
export function addStubs(
  missing: ReadonlyMap<string, MissingType>,
  files: FileTable,
  table: SymbolTable,
): void {
  const byPackage = new Map<string, [string, MissingType][]>();
  for (const [fullName, type] of missing) pushTo(byPackage, parentName(fullName), [fullName, type]);
  for (const [packageName, types] of byPackage) {
    const name = stubFileName(packageName);
    for (const [fullName, { kind }] of types) table.set(fullName, { kind, file: name });
    const proto = stubProto(name, packageName, types);
    const present = files.get(name)?.proto;
    proto.messageType = proto.messageType.concat(present?.messageType ?? []);
    proto.enumType = proto.enumType.concat(present?.enumType ?? []);
    files.set(name, { name, origin: "", proto });
  }
}

function stubProto(
  name: string,
  packageName: string,
  types: readonly [string, MissingType][],
): FileDescriptorProto {
  const named = (kind: MissingType["kind"]): string[] =>
    types
      .filter(([, type]) => type.kind === kind)
      .map(([fullName]) => fullName.slice(fullName.lastIndexOf(".") + 1));
  return create(FileDescriptorProtoSchema, {
    name,
    package: packageName,
    syntax: "proto3",
    messageType: named("message").map((message) => ({ name: message })),
    enumType: named("enum").map((one) => ({ name: one, value: [{ name: `${one}_UNKNOWN`, number: 0 }] })),
  });
}

/** The made-up file that stubs missing types of one package. */
function stubFileName(packageName: string): string {
  return `${stubPrefix}${packageName === "" ? "default" : packageName}.proto`;
}

const stubPrefix = "byteglass/missing/";
