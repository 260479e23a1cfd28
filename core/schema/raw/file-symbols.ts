import type { Reader } from "protobufjs/minimal.js";
import { eachField } from "./fields.ts";

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

  /** Field numbers as in descriptor.proto: `nameField` is the declaration's own name. */
  file(file: Uint8Array, packageName: string): void {
    eachField(file, (tag, reader) => {
      switch (tag) {
        case 34:
          this.message(reader.bytes(), packageName, 0);
          return true;
        case 42:
          this.named(reader.bytes(), packageName);
          return true;
        case 50:
          this.service(reader.bytes(), packageName);
          return true;
        case 58:
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
      case 18:
        this.references(reader.bytes());
        return true;
      case 26:
        this.message(reader.bytes(), fullName, depth + 1);
        return true;
      case 34:
        this.named(reader.bytes(), fullName);
        return true;
      case 50:
        this.extension(reader.bytes(), fullName);
        return true;
      default:
        return false;
    }
  }

  private service(service: Uint8Array, scope: string): void {
    this.named(service, scope);
    eachField(service, (tag, reader) => {
      if (tag !== 18) return false;
      eachField(reader.bytes(), (methodTag, methodReader) => {
        if (methodTag !== 18 && methodTag !== 26) return false;
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
      if (tag !== 18 && tag !== 50) return false;
      this.referenced.add(reader.string());
      return true;
    });
  }

  private named(declaration: Uint8Array, scope: string): string {
    let name = "";
    eachField(declaration, (tag, reader) => {
      if (tag !== 10) return false;
      name = reader.string();
      return true;
    });
    const fullName = scope === "" ? name : `${scope}.${name}`;
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
