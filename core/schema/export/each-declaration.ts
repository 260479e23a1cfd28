import type { DescMessage, Message } from "@bufbuild/protobuf";
import type {
  DescriptorProto,
  EnumDescriptorProto,
  FieldDescriptorProto,
  FileDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import {
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  ExtensionRangeOptionsSchema,
  FieldOptionsSchema,
  FileOptionsSchema,
  MessageOptionsSchema,
  MethodOptionsSchema,
  OneofOptionsSchema,
  ServiceOptionsSchema,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";

/** What a visit of a file is told. */
export interface DeclarationVisitor {
  /** A type that is used, by its full name without a leading dot. */
  onType(name: string): void;
  /** Options that are set. */
  onOptions(schema: DescMessage, options: Message): void;
}

/** Tells every type that a file uses and all options it sets. Names must be resolved, as those of a pool are. */
export function eachDeclaration(file: FileDescriptorProto, visitor: DeclarationVisitor): void {
  const visit = new FileVisit(visitor);
  visit.options(FileOptionsSchema, file.options);
  for (const message of file.messageType) visit.message(message);
  for (const declaration of file.enumType) visit.enum(declaration);
  for (const extension of file.extension) visit.field(extension);
  for (const service of file.service) {
    visit.options(ServiceOptionsSchema, service.options);
    for (const method of service.method) {
      visit.type(method.inputType);
      visit.type(method.outputType);
      visit.options(MethodOptionsSchema, method.options);
    }
  }
}

class FileVisit {
  private readonly visitor: DeclarationVisitor;

  constructor(visitor: DeclarationVisitor) {
    this.visitor = visitor;
  }

  type(name: string): void {
    if (name !== "") this.visitor.onType(name.replace(/^\./, ""));
  }

  options(schema: DescMessage, options: Message | undefined): void {
    if (options !== undefined) this.visitor.onOptions(schema, options);
  }

  message(message: DescriptorProto): void {
    this.options(MessageOptionsSchema, message.options);
    for (const field of message.field) this.field(field);
    for (const extension of message.extension) this.field(extension);
    for (const oneof of message.oneofDecl) this.options(OneofOptionsSchema, oneof.options);
    for (const range of message.extensionRange) this.options(ExtensionRangeOptionsSchema, range.options);
    for (const nested of message.nestedType) this.message(nested);
    for (const nested of message.enumType) this.enum(nested);
  }

  enum(declaration: EnumDescriptorProto): void {
    this.options(EnumOptionsSchema, declaration.options);
    for (const value of declaration.value) this.options(EnumValueOptionsSchema, value.options);
  }

  field(field: FieldDescriptorProto): void {
    this.type(field.typeName);
    this.type(field.extendee);
    this.options(FieldOptionsSchema, field.options);
  }
}
