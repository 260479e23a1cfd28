import { eachField, lenPayloads } from "./fields.ts";

/** What a serialized file says of extensions. */
export interface FileExtensions {
  /** Full names of messages that set field numbers aside for extensions. */
  readonly extendable: readonly string[];
  /** Extensions it declares, as `pkg.Message 1000`: `extensionKey`. */
  readonly declared: readonly string[];
}

/** Messages nested deeper than this are not looked into: compilers stop at 32. */
const maxDepth = 64;

/** How an extension is told apart from all others. */
export function extensionKey(extendee: string, number: number): string {
  return `${extendee} ${number}`;
}

/** Reads extension ranges and extensions out of a serialized `google.protobuf.FileDescriptorProto`; never throws. */
export function readFileExtensions(file: Uint8Array, packageName: string): FileExtensions {
  const extendable: string[] = [];
  const declared: string[] = [];

  function message(bytes: Uint8Array, scope: string, depth: number): void {
    if (depth > maxDepth) return;
    const fullName = joinName(scope, nameIn(bytes));
    eachField(bytes, (tag, reader) => {
      if (tag === 26) message(reader.bytes(), fullName, depth + 1);
      else if (tag === 50) declared.push(extensionIn(reader.bytes()));
      else if (tag === 42) {
        reader.bytes();
        if (extendable.at(-1) !== fullName) extendable.push(fullName);
      } else return false;
      return true;
    });
  }

  eachField(file, (tag, reader) => {
    if (tag === 34) message(reader.bytes(), packageName, 0);
    else if (tag === 58) declared.push(extensionIn(reader.bytes()));
    else return false;
    return true;
  });
  return { extendable, declared };
}

/** `extendee = 2` is fully qualified in what a compiler made; `number = 3`. */
function extensionIn(field: Uint8Array): string {
  let extendee = "";
  let number = 0;
  eachField(field, (tag, reader) => {
    if (tag === 18) extendee = reader.string().replace(/^\./, "");
    else if (tag === 24) number = reader.int32();
    else return false;
    return true;
  });
  return extensionKey(extendee, number);
}

function nameIn(declaration: Uint8Array): string {
  const [name = new Uint8Array(0)] = lenPayloads(declaration, 1);
  return new TextDecoder().decode(name);
}

function joinName(scope: string, name: string): string {
  return scope === "" ? name : `${scope}.${name}`;
}
