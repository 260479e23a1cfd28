import { create } from "@bufbuild/protobuf";
import type {
  DescriptorProto,
  EnumDescriptorProto,
  FieldDescriptorProto,
  MethodDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { EnumValueDescriptorProtoSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { joinName } from "../full-name.ts";
import { isMapEntry } from "../map-entry.ts";
import type { PoolFile } from "./decode-file.ts";
import { type FindingLog, quoteName } from "./finding-log.ts";
import type { FieldContext } from "./mend-field.ts";
import { fieldFault, mendDefault, mendMapEntry, mendOneof } from "./mend-field.ts";

const identifier = /^[A-Za-z0-9_]+$/;

/**
 * Leaves out the fields, extensions and methods that no registry could hold (impossible numbers, names, types), one
 * finding a file. Fields that are left out show by number on the wire, so nothing is hidden. Needs sorted files.
 */
export function mendMembers(file: PoolFile, context: Omit<FieldContext, "file">, log: FindingLog): void {
  const mender = new MemberMender({ ...context, file: file.name });
  const { proto } = file;
  for (const one of proto.enumType) mender.enum(one, proto.package);
  for (const one of proto.messageType) mender.mapEntries(one, proto.package);
  for (const one of proto.messageType) mender.message(one, proto.package);
  proto.extension = mender.extensions(proto.extension, proto.package);
  for (const service of proto.service) {
    service.method = mender.methods(service.method, joinName(proto.package, service.name));
  }
  if (mender.faults.length === 0) return;
  delete file.sourceInfo;
  const shown = mender.faults.slice(0, 4).join("; ");
  const more = mender.faults.length > 4 ? `; and ${mender.faults.length - 4} more` : "";
  log.add({
    code: "bad-member",
    severity: "error",
    message: `${quoteName(file.name)} has members that cannot be used and are left out or corrected: ${shown}${more}.`,
    hint: "Fields that are left out show by number. Ask whoever made this descriptor.",
    file: file.name,
  });
}

class MemberMender {
  readonly faults: string[] = [];
  private readonly context: FieldContext;

  constructor(context: FieldContext) {
    this.context = context;
  }

  /** Comes before `message`: whether a field may use an entry depends on the entry. */
  mapEntries(message: DescriptorProto, parent: string): void {
    const scope = joinName(parent, message.name);
    for (const nested of message.nestedType) this.mapEntries(nested, scope);
    if (!isMapEntry(message)) return;
    message.field = this.fields(message, scope);
    if (!mendMapEntry(message)) this.note(scope, "is no proper map entry");
  }

  message(message: DescriptorProto, parent: string): void {
    const scope = joinName(parent, message.name);
    for (const one of message.enumType) this.enum(one, scope);
    message.field = this.fields(message, scope);
    message.extension = this.extensions(message.extension, scope);
    for (const one of message.nestedType) this.message(one, scope);
  }

  private fields(message: DescriptorProto, scope: string): FieldDescriptorProto[] {
    const numbers = new Set<number>();
    const names = new Set<string>();
    return message.field.filter((field) => {
      const fault = fieldFault(field, this.context) ?? repeatedFault(field, numbers, names);
      if (fault !== undefined) return this.note(joinName(scope, field.name), fault);
      numbers.add(field.number);
      names.add(field.name);
      const corrected = mendOneof(field, message.oneofDecl.length) ?? mendDefault(field, this.context.table);
      if (corrected !== undefined) this.note(joinName(scope, field.name), corrected);
      return true;
    });
  }

  extensions(extensions: FieldDescriptorProto[], scope: string): FieldDescriptorProto[] {
    return extensions.filter((extension) => {
      const fault = this.messageFault(extension.extendee, "extends") ?? fieldFault(extension, this.context);
      if (fault !== undefined) return this.note(joinName(scope, extension.name), fault);
      const corrected = mendOneof(extension, 0) ?? mendDefault(extension, this.context.table);
      if (corrected !== undefined) this.note(joinName(scope, extension.name), corrected);
      return true;
    });
  }

  methods(methods: MethodDescriptorProto[], scope: string): MethodDescriptorProto[] {
    const names = new Set<string>();
    return methods.filter((method) => {
      const fault =
        (identifier.test(method.name) ? undefined : "has a bad name") ??
        (names.has(method.name) ? "uses a name again" : undefined) ??
        this.messageFault(method.inputType, "takes") ??
        this.messageFault(method.outputType, "returns");
      names.add(method.name);
      return fault === undefined ? true : this.note(joinName(scope, method.name), fault);
    });
  }

  enum(declaration: EnumDescriptorProto, scope: string): void {
    const fullName = joinName(scope, declaration.name);
    const names = new Set<string>();
    declaration.value = declaration.value.filter((value) => {
      const good = identifier.test(value.name) && !names.has(value.name);
      names.add(value.name);
      return good ? true : this.note(joinName(fullName, value.name), "has a bad or repeated name");
    });
    if (declaration.value.length > 0) return;
    declaration.value = [
      create(EnumValueDescriptorProtoSchema, { name: `${declaration.name}_UNKNOWN`, number: 0 }),
    ];
    this.note(fullName, "has no values");
  }

  private messageFault(typeName: string, verb: string): string | undefined {
    const { table, position, file } = this.context;
    const type = table.get(typeName.slice(1));
    if (type?.kind !== "message" || (type.message !== undefined && isMapEntry(type.message))) {
      return `${verb} ${quoteName(typeName.slice(1))}, which is no message`;
    }
    const needed = position.get(type.file) ?? Number.POSITIVE_INFINITY;
    return needed > (position.get(file) ?? 0) ? "needs an import that was cut" : undefined;
  }

  /** Notes a fault; returns false, for filters. */
  private note(name: string, fault: string): false {
    this.faults.push(`${quoteName(name)} ${fault}`);
    return false;
  }
}

function repeatedFault(
  field: FieldDescriptorProto,
  numbers: ReadonlySet<number>,
  names: ReadonlySet<string>,
): string | undefined {
  if (numbers.has(field.number)) return `uses the number ${field.number} again`;
  return names.has(field.name) ? "uses a name again" : undefined;
}
