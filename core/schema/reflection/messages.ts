/** The messages of `grpc.reflection.v1` (and `v1alpha`, which has the same wire form), encoded and decoded by hand. */
import { Writer } from "protobufjs/minimal.js";
import { eachField, lenPayloads } from "../raw/fields.ts";
import { NAME } from "../raw/tags.ts";
import { ERROR, EXTENSION_NUMBERS, EXTENSION_REQUEST, FILES, REQUEST, RESPONSE, SERVICES } from "./tags.ts";

/** What can be asked of a reflection service. */
export type ReflectionRequest =
  | { readonly kind: "list-services" }
  | { readonly kind: "file-containing-symbol"; readonly symbol: string }
  | { readonly kind: "file-by-filename"; readonly fileName: string }
  | { readonly kind: "extension-numbers"; readonly typeName: string }
  | { readonly kind: "file-containing-extension"; readonly typeName: string; readonly number: number };

/** What it may answer. `files` are serialized `FileDescriptorProto` messages. */
export type ReflectionResponse =
  | { readonly kind: "services"; readonly names: readonly string[] }
  | { readonly kind: "files"; readonly files: readonly Uint8Array[] }
  | { readonly kind: "extension-numbers"; readonly numbers: readonly number[] }
  | { readonly kind: "error"; readonly code: number; readonly message: string }
  | { readonly kind: "malformed"; readonly reason: string };

/** `ServerReflectionRequest`; `host` is left empty, as servers ignore it. */
export function encodeReflectionRequest(request: ReflectionRequest): Uint8Array {
  const writer = Writer.create();
  switch (request.kind) {
    case "file-by-filename":
      return writer.uint32(REQUEST.fileByFilename).string(request.fileName).finish();
    case "file-containing-symbol":
      return writer.uint32(REQUEST.fileContainingSymbol).string(request.symbol).finish();
    case "file-containing-extension":
      writer.uint32(REQUEST.fileContainingExtension).fork();
      writer.uint32(EXTENSION_REQUEST.containingType).string(request.typeName);
      writer.uint32(EXTENSION_REQUEST.extensionNumber).int32(request.number);
      return writer.ldelim().finish();
    case "extension-numbers":
      return writer.uint32(REQUEST.allExtensionNumbersOfType).string(request.typeName).finish();
    case "list-services":
      return writer.uint32(REQUEST.listServices).string("").finish();
  }
}

/** `ServerReflectionResponse`; never throws. */
export function decodeReflectionResponse(bytes: Uint8Array): ReflectionResponse {
  let response: ReflectionResponse = { kind: "malformed", reason: "it holds none of the known answers" };
  const damagedAt = eachField(bytes, (tag, reader) => {
    if (tag === RESPONSE.files) response = { kind: "files", files: lenPayloads(reader.bytes(), FILES.file) };
    else if (tag === RESPONSE.extensionNumbers)
      response = { kind: "extension-numbers", numbers: decodeNumbers(reader.bytes()) };
    else if (tag === RESPONSE.services)
      response = { kind: "services", names: decodeServiceNames(reader.bytes()) };
    else if (tag === RESPONSE.error) response = decodeError(reader.bytes());
    else return false;
    return true;
  });
  if (damagedAt === undefined) return response;
  return { kind: "malformed", reason: `its bytes are damaged at offset ${damagedAt} of ${bytes.length}` };
}

/** Packed or not. */
function decodeNumbers(bytes: Uint8Array): readonly number[] {
  const numbers = new Set<number>();
  eachField(bytes, (tag, reader) => {
    if (tag === EXTENSION_NUMBERS.number) numbers.add(reader.int32());
    else if (tag === EXTENSION_NUMBERS.packedNumbers)
      for (const end = reader.uint32() + reader.pos; reader.pos < end; ) numbers.add(reader.int32());
    else return false;
    return true;
  });
  return [...numbers];
}

function decodeServiceNames(list: Uint8Array): readonly string[] {
  const names: string[] = [];
  for (const service of lenPayloads(list, SERVICES.service)) {
    eachField(service, (tag, reader) => {
      if (tag !== NAME) return false;
      names.push(reader.string());
      return true;
    });
  }
  return [...new Set(names)];
}

function decodeError(bytes: Uint8Array): ReflectionResponse {
  let code = 0;
  let message = "";
  eachField(bytes, (tag, reader) => {
    if (tag === ERROR.code) code = reader.int32();
    else if (tag === ERROR.message) message = reader.string();
    else return false;
    return true;
  });
  return { kind: "error", code, message };
}
