import { joinName } from "../full-name.ts";
import { eachField, lenPayloads } from "./fields.ts";
import { FIELD, FILE, MESSAGE, NAME } from "./tags.ts";

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
      if (tag === MESSAGE.message) message(reader.bytes(), fullName, depth + 1);
      else if (tag === MESSAGE.extension) declared.push(extensionIn(reader.bytes()));
      else if (tag === MESSAGE.extensionRange) {
        reader.bytes();
        if (extendable.at(-1) !== fullName) extendable.push(fullName);
      } else return false;
      return true;
    });
  }

  eachField(file, (tag, reader) => {
    if (tag === FILE.message) message(reader.bytes(), packageName, 0);
    else if (tag === FILE.extension) declared.push(extensionIn(reader.bytes()));
    else return false;
    return true;
  });
  return { extendable, declared };
}

/** `extendee` is fully qualified in what a compiler made. */
function extensionIn(field: Uint8Array): string {
  let extendee = "";
  let number = 0;
  eachField(field, (tag, reader) => {
    if (tag === FIELD.extendee) extendee = reader.string().replace(/^\./, "");
    else if (tag === FIELD.number) number = reader.int32();
    else return false;
    return true;
  });
  return extensionKey(extendee, number);
}

function nameIn(declaration: Uint8Array): string {
  const [name = new Uint8Array(0)] = lenPayloads(declaration, NAME);
  return new TextDecoder().decode(name);
}
