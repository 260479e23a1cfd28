import type { Reader } from "protobufjs/minimal.js";
import { joinName } from "../full-name.ts";
import { eachField } from "./fields.ts";
import { FIELD, FILE, MESSAGE, METHOD, NAME, SERVICE } from "./tags.ts";

/** Names a serialized file declares and names it needs. */
export interface FileSymbols {
  /** Full names of messages, enums, services and extensions, nested ones included, without a leading dot. */
  readonly declared: ReadonlySet<string>;
  /** Type names as written in fields, extensions and methods (with a leading dot where they are fully qualified). */
  readonly referenced: ReadonlySet<string>;
}

/** Messages nested deeper than this are not looked into: compilers stop at 32. */
const maxDepth = 64;

class SymbolReader {
  readonly declared = new Set<string>();
  readonly referenced = new Set<string>();

  file(file: Uint8Array, packageName: string): void {
    eachField(file, (tag, reader) => {
      switch (tag) {
        case FILE.message:
          this.message(reader.bytes(), packageName, 0);
          return true;
        case FILE.enum:
          this.named(reader.bytes(), packageName);
          return true;
        case FILE.service:
          this.service(reader.bytes(), packageName);
          return true;
        case FILE.extension:
          this.extension(reader.bytes(), packageName);
          return true;
        default:
          return false;
      }
    });
  }

  private message(message: Uint8Array, scope: string, depth: number): void {
    if (depth > maxDepth) return;
    const fullName = this.named(message, scope);
    eachField(message, (tag, reader) => this.member(tag, reader, fullName, depth));
  }

  private member(tag: number, reader: Reader, fullName: string, depth: number): boolean {
    switch (tag) {
      case MESSAGE.field:
        this.references(reader.bytes());
        return true;
      case MESSAGE.message:
        this.message(reader.bytes(), fullName, depth + 1);
        return true;
      case MESSAGE.enum:
        this.named(reader.bytes(), fullName);
        return true;
      case MESSAGE.extension:
        this.extension(reader.bytes(), fullName);
        return true;
      default:
        return false;
    }
  }

  private service(service: Uint8Array, scope: string): void {
    this.named(service, scope);
    eachField(service, (tag, reader) => {
      if (tag !== SERVICE.method) return false;
      eachField(reader.bytes(), (methodTag, methodReader) => {
        if (methodTag !== METHOD.inputType && methodTag !== METHOD.outputType) return false;
        this.referenced.add(methodReader.string());
        return true;
      });
      return true;
    });
  }

  private extension(extension: Uint8Array, scope: string): void {
    this.named(extension, scope);
    this.references(extension);
  }

  /** `extendee` and `type_name` of a field. */
  private references(field: Uint8Array): void {
    eachField(field, (tag, reader) => {
      if (tag !== FIELD.extendee && tag !== FIELD.typeName) return false;
      this.referenced.add(reader.string());
      return true;
    });
  }

  private named(declaration: Uint8Array, scope: string): string {
    let name = "";
    eachField(declaration, (tag, reader) => {
      if (tag !== NAME) return false;
      name = reader.string();
      return true;
    });
    const fullName = joinName(scope, name);
    this.declared.add(fullName);
    return fullName;
  }
}

/** Reads the declared and the referenced names out of a serialized `google.protobuf.FileDescriptorProto`; never throws. */
export function readFileSymbols(file: Uint8Array, packageName: string): FileSymbols {
  const symbols = new SymbolReader();
  symbols.file(file, packageName);
  return { declared: symbols.declared, referenced: symbols.referenced };
}
