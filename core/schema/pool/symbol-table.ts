import type {
  DescriptorProto,
  EnumDescriptorProto,
  FieldDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { joinName } from "../full-name.ts";
import { pushTo } from "../raw/push-to.ts";
import { isBundledFile } from "./bundled.ts";
import type { PoolFile } from "./decode-file.ts";
import { type FindingLog, nameList, quoteName } from "./finding-log.ts";
import type { FileTable } from "./gather-files.ts";

/** One declared name. */
export interface Declared {
  readonly kind: "message" | "enum" | "service" | "extension";
  /** Name of the file that declares it. */
  readonly file: string;
  /** The declaration, when it is a message or an enum. */
  readonly message?: DescriptorProto;
  readonly enum?: EnumDescriptorProto;
}

/** Every declared name, without a leading dot. */
export type SymbolTable = Map<string, Declared>;

/** What protoc (and protobuf-es) takes for a name of a declaration. */
const identifier = /^[A-Za-z0-9_]+$/;

/**
 * Enters the declarations of all files into one table. What has an impossible name, or a name that is taken, leaves
 * its file, with a finding. Bundled files come first: their types have rules of their own in JSON.
 */
export function declareSymbols(files: FileTable, log: FindingLog): SymbolTable {
  const table: SymbolTable = new Map();
  const ordered = [...files.values()].sort(
    (a, b) => Number(isBundledFile(b.name)) - Number(isBundledFile(a.name)),
  );
  for (const file of ordered) new FileDeclarer(file, table, log).declare();
  return table;
}

class FileDeclarer {
  private readonly file: PoolFile;
  private readonly table: SymbolTable;
  private readonly log: FindingLog;
  private readonly taken = new Map<string, string[]>();
  private readonly badNames: string[] = [];

  constructor(file: PoolFile, table: SymbolTable, log: FindingLog) {
    this.file = file;
    this.table = table;
    this.log = log;
  }

  declare(): void {
    const { proto } = this.file;
    const scope = proto.package;
    proto.enumType = proto.enumType.filter((one) => this.enum(one, scope));
    proto.messageType = proto.messageType.filter((one) => this.message(one, scope));
    proto.extension = proto.extension.filter((one) => this.extension(one, scope));
    proto.service = proto.service.filter((one) => this.enter(one.name, scope, "service"));
    this.report();
  }

  private message(message: DescriptorProto, scope: string): boolean {
    if (!this.enter(message.name, scope, "message", { message })) return false;
    const fullName = joinName(scope, message.name);
    message.enumType = message.enumType.filter((one) => this.enum(one, fullName));
    message.nestedType = message.nestedType.filter((one) => this.message(one, fullName));
    message.extension = message.extension.filter((one) => this.extension(one, fullName));
    return true;
  }

  private enum(declaration: EnumDescriptorProto, scope: string): boolean {
    return this.enter(declaration.name, scope, "enum", { enum: declaration });
  }

  private extension(declaration: FieldDescriptorProto, scope: string): boolean {
    return this.enter(declaration.name, scope, "extension");
  }

  private enter(
    name: string,
    scope: string,
    kind: Declared["kind"],
    declaration: Pick<Declared, "message" | "enum"> = {},
  ): boolean {
    const fullName = joinName(scope, name);
    if (!identifier.test(name)) {
      this.badNames.push(fullName);
      return false;
    }
    const owner = this.table.get(fullName);
    if (owner !== undefined) {
      pushTo(this.taken, owner.file, fullName);
      return false;
    }
    this.table.set(fullName, { kind, file: this.file.name, ...declaration });
    return true;
  }

  private report(): void {
    const file = this.file.name;
    if (this.badNames.length > 0 || this.taken.size > 0) delete this.file.sourceInfo;
    if (this.badNames.length > 0) {
      this.log.add({
        code: "bad-name",
        severity: "error",
        message: `${quoteName(file)} declares names that are not identifiers; they are left out: ${nameList(this.badNames)}.`,
        hint: "Letters, digits and _ are what a name may have: ask whoever made this descriptor.",
        file,
      });
    }
    for (const [owner, names] of this.taken) {
      const where = owner === file ? "twice" : `again, which ${quoteName(owner)} declares too`;
      this.log.add({
        code: "duplicate-symbol",
        severity: "warning",
        message: `${quoteName(file)} declares ${nameList(names)} ${where}; ${owner === file ? "the first" : quoteName(owner)} wins.`,
        hint: "Load only one of the two, or put the source you trust first.",
        file,
      });
    }
  }
}
