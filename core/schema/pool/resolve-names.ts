import type {
  DescriptorProto,
  FieldDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { FieldDescriptorProto_Type } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { pushTo } from "../raw/push-to.ts";
import type { PoolFile } from "./decode-file.ts";
import { type FindingLog, nameList, quoteName } from "./finding-log.ts";
import type { FileTable } from "./gather-files.ts";
import { addStubs, type MissingType } from "./stub-types.ts";
import type { SymbolTable } from "./symbol-table.ts";

const fullNamePattern = /^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/;

/**
 * Makes every type name fully qualified (`.pkg.Type`), and stubs the types that no file declares: an empty message or
 * enum of that name, so that all else loads and its fields show by number. `missingImports` tells why they are missing.
 */
export function resolveNames(
  files: FileTable,
  table: SymbolTable,
  missingImports: ReadonlyMap<string, readonly string[]>,
  log: FindingLog,
): void {
  const missing = new Map<string, MissingType>();
  for (const file of files.values()) new FileResolver(file, table, missing).resolve();
  const explained = reportMissingImports(missing, missingImports, log);
  for (const [name, { kind, users }] of missing) {
    if (!explained.has(name)) log.add(missingType(name, kind, [...users]));
  }
  addStubs(missing, files, table);
}

class FileResolver {
  private readonly file: PoolFile;
  private readonly table: SymbolTable;
  private readonly missing: Map<string, MissingType>;

  constructor(file: PoolFile, table: SymbolTable, missing: Map<string, MissingType>) {
    this.file = file;
    this.table = table;
    this.missing = missing;
  }

  resolve(): void {
    const { proto } = this.file;
    for (const message of proto.messageType) this.message(message, proto.package);
    for (const extension of proto.extension) this.field(extension, proto.package);
    for (const service of proto.service) {
      for (const method of service.method) {
        method.inputType = this.name(method.inputType, proto.package, "message");
        method.outputType = this.name(method.outputType, proto.package, "message");
      }
    }
  }

  private message(message: DescriptorProto, parent: string): void {
    const scope = parent === "" ? message.name : `${parent}.${message.name}`;
    for (const field of message.field) this.field(field, scope);
    for (const extension of message.extension) this.field(extension, scope);
    for (const nested of message.nestedType) this.message(nested, scope);
  }

  private field(field: FieldDescriptorProto, scope: string): void {
    const kind = field.type === FieldDescriptorProto_Type.ENUM ? "enum" : "message";
    if (field.typeName !== "") field.typeName = this.name(field.typeName, scope, kind);
    if (field.extendee !== "") field.extendee = this.name(field.extendee, scope, "message");
  }

  private name(written: string, scope: string, kind: MissingType["kind"]): string {
    const found = written.startsWith(".") ? this.absolute(written.slice(1)) : this.relative(written, scope);
    if (found !== undefined) return `.${found}`;
    const packageName = this.file.proto.package;
    const guess = written.startsWith(".")
      ? written.slice(1)
      : packageName === "" || written.includes(".")
        ? written
        : `${packageName}.${written}`;
    const missing = this.missing.get(guess) ?? { kind, users: new Set<string>() };
    if (fullNamePattern.test(guess)) this.missing.set(guess, missing);
    missing.users.add(this.file.name);
    return `.${guess}`;
  }

  private absolute(name: string): string | undefined {
    return this.table.has(name) ? name : undefined;
  }

  /** From the innermost scope outwards, as the compiler would. */
  private relative(name: string, scope: string): string | undefined {
    for (let outer = scope; outer !== ""; outer = outer.slice(0, Math.max(0, outer.lastIndexOf(".")))) {
      const candidate = `${outer}.${name}`;
      if (this.table.has(candidate)) return candidate;
    }
    return this.absolute(name);
  }
}

/** One finding an import, with the types that go missing with it; returns those types. */
function reportMissingImports(
  missing: ReadonlyMap<string, MissingType>,
  missingImports: ReadonlyMap<string, readonly string[]>,
  log: FindingLog,
): ReadonlySet<string> {
  const typesOf = new Map<string, string[]>();
  for (const [name, { users }] of missing) for (const user of users) pushTo(typesOf, user, name);
  const explained = new Set<string>();
  for (const importer of new Set([...missingImports.values()].flat())) {
    for (const name of typesOf.get(importer) ?? []) explained.add(name);
  }
  for (const [fileName, importers] of missingImports) {
    if (log.isFull) break;
    if (log.has("reflection-import-failed", fileName)) continue;
    const names = [...new Set(importers.flatMap((importer) => typesOf.get(importer) ?? []))];
    const effect = names.length === 0 ? "Nothing of it is used" : `Loaded as empty types: ${nameList(names)}`;
    log.add({
      code: "missing-import",
      severity: names.length === 0 ? "information" : "warning",
      message: `${quoteName(fileName)}, imported by ${nameList(importers)}, is in none of the sources. ${effect}.`,
      hint: "Add a source that has it: its .proto file, or the import folder it is in.",
      steps: [{ kind: "open-schema-files" }],
      file: fileName,
    });
  }
  return explained;
}

function missingType(
  name: string,
  kind: MissingType["kind"],
  users: readonly string[],
): Parameters<FindingLog["add"]>[0] {
  return {
    code: "missing-type",
    severity: "warning",
    message: `${quoteName(name)}, which ${nameList(users)} ${users.length === 1 ? "uses" : "use"}, is in none of the sources; it is loaded as an empty ${kind}.`,
    hint: "Add a source that declares it.",
    steps: [{ kind: "open-schema-files" }],
    path: name,
  };
}
