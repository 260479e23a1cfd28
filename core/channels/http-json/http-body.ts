/** `google.api.HttpBody`: a message that travels as a raw body with its own content type. Pure. */
import type { DescMessage } from "@bufbuild/protobuf";
import { Writer } from "protobufjs/minimal.js";
import { eachField } from "../../schema/raw/fields.ts";
import { fieldsAlong } from "./field-values.ts";

/** A raw body. */
export interface HttpBody {
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** Where in a message the raw body is: the message itself, or one of its fields. */
export type HttpBodyPlace = { readonly fieldNumber: number | undefined };

/** What a raw body is that does not say it. */
export const RAW_CONTENT_TYPE = "application/octet-stream";

const TYPE_NAME = "google.api.HttpBody";
const CONTENT_TYPE = 10;
const CONTENT = 18;

/** The place of the raw body when `selector` (`*` or empty for the whole, or a field) names an HttpBody. */
export function httpBodyPlace(type: DescMessage, selector: string): HttpBodyPlace | undefined {
  if (selector === "" || selector === "*") {
    return type.typeName === TYPE_NAME ? { fieldNumber: undefined } : undefined;
  }
  const field = fieldsAlong(type, [selector])?.[0];
  const isBody = field?.fieldKind === "message" && field.message.typeName === TYPE_NAME;
  return isBody ? { fieldNumber: field.number } : undefined;
}

/** The raw body in a message; empty where the message does not set it. */
export function readHttpBody(message: Uint8Array, { fieldNumber }: HttpBodyPlace): HttpBody {
  let body = message;
  if (fieldNumber !== undefined) {
    body = new Uint8Array();
    eachField(message, (tag, reader) => {
      if (tag !== fieldNumber * 8 + 2) return false;
      body = reader.bytes();
      return true;
    });
  }
  const result: { contentType: string; content: Uint8Array } = { contentType: "", content: new Uint8Array() };
  eachField(body, (tag, reader) => {
    if (tag === CONTENT_TYPE) result.contentType = reader.string();
    else if (tag === CONTENT) result.content = reader.bytes();
    else return false;
    return true;
  });
  return result;
}

/** The message that carries a raw body. */
export function writeHttpBody(body: HttpBody, { fieldNumber }: HttpBodyPlace): Uint8Array {
  const writer = Writer.create();
  if (fieldNumber !== undefined) writer.uint32(fieldNumber * 8 + 2).fork();
  if (body.contentType !== "") writer.uint32(CONTENT_TYPE).string(body.contentType);
  if (body.content.length > 0) writer.uint32(CONTENT).bytes(body.content);
  if (fieldNumber !== undefined) writer.ldelim();
  return new Uint8Array(writer.finish());
}
