import { isJsonObject, parseJson } from "../../json-value.ts";
import type { DecodedForm } from "../input.ts";
import { decodeBase64 } from "./base64.ts";
import { decodeHex } from "./hex.ts";

/** Members that hold a payload as base64. */
const PAYLOAD_NAMES = /^(?:data|payload|body|message|value|bytes|content|raw|base64|binary|proto|protobuf)$/i;
/** Levels of objects that are looked through. */
const DEEPEST = 4;
/** Texts above this size are not parsed. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Bytes inside JSON: `{"type":"Buffer","data":[…]}`, `{"0":8,"1":150}` as a typed array is written, the body of a HAR
 * entry, or the one member that is named like a payload and holds base64.
 */
export function decodeJsonBytes(text: string): DecodedForm | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{") || trimmed.length > LONGEST) return undefined;
  const value = parseJson(trimmed);
  if (!isJsonObject(value)) return undefined;
  return harBody(value) ?? bytesOf(value) ?? payloadOf(value, DEEPEST);
}

function bytesOf(value: unknown): DecodedForm | undefined {
  return isJsonObject(value) ? (bufferOf(value) ?? indexedOf(value)) : undefined;
}

function bufferOf(value: Readonly<Record<string, unknown>>): DecodedForm | undefined {
  const bytes = value["type"] === "Buffer" ? byteList(value["data"]) : undefined;
  return bytes === undefined ? undefined : { form: "Node Buffer", bytes };
}

function indexedOf(value: Readonly<Record<string, unknown>>): DecodedForm | undefined {
  const keys = Object.keys(value);
  if (keys.length === 0 || keys.some((key, index) => key !== String(index))) return undefined;
  const bytes = byteList(Object.values(value));
  return bytes === undefined ? undefined : { form: "typed array as JSON", bytes };
}

/** The answer's body, or else the request's. */
function harBody(value: Readonly<Record<string, unknown>>): DecodedForm | undefined {
  const log = value["log"];
  const entries = isJsonObject(log) && Array.isArray(log["entries"]) ? log["entries"] : [value];
  const [entry] = entries;
  if (!isJsonObject(entry)) return undefined;
  const { request, response } = entry;
  const answer = isJsonObject(response) ? response["content"] : undefined;
  const question = isJsonObject(request) ? request["postData"] : undefined;
  for (const [body, form] of [
    [answer, "HAR answer"],
    [question, "HAR request"],
  ] as const) {
    if (!isJsonObject(body) || typeof body["text"] !== "string" || body["text"] === "") continue;
    const isText = /grpc-web-text/i.test(String(body["mimeType"] ?? ""));
    const decoded = body["encoding"] === "base64" || isText ? decodeBase64(body["text"]) : undefined;
    return { form, bytes: decoded?.bytes ?? latin1(body["text"]) };
  }
  return undefined;
}

/** The one member, at any of the outer levels, that is named like a payload and holds bytes. */
function payloadOf(value: Readonly<Record<string, unknown>>, levels: number): DecodedForm | undefined {
  const found = Object.entries(value).flatMap(([name, member]) => {
    const decoded = PAYLOAD_NAMES.test(name) ? memberBytes(name, member) : undefined;
    if (decoded !== undefined) return [decoded];
    const inside = isJsonObject(member) && levels > 1 ? payloadOf(member, levels - 1) : undefined;
    return inside === undefined ? [] : [inside];
  });
  const [only] = found;
  return found.length === 1 ? only : undefined;
}

function memberBytes(name: string, member: unknown): DecodedForm | undefined {
  if (typeof member !== "string") {
    const list = byteList(member);
    const bytes = list === undefined || list.length === 0 ? bytesOf(member)?.bytes : list;
    return bytes === undefined ? undefined : { form: `bytes in the member ${name}`, bytes };
  }
  if (/^(?:0x|\\x)(?:[0-9a-fA-F]{2})+$/.test(member)) {
    const decoded = decodeHex(member.slice(2));
    return decoded === undefined ? undefined : { ...decoded, form: `hex in the member ${name}` };
  }
  const decoded = member.length % 4 === 0 ? decodeBase64(member) : undefined;
  return decoded === undefined ? undefined : { ...decoded, form: `base64 in the member ${name}` };
}

function byteList(list: unknown): Uint8Array | undefined {
  if (!Array.isArray(list)) return undefined;
  const isBytes = list.every((each) => Number.isInteger(each) && each >= -128 && each <= 255);
  return isBytes ? Uint8Array.from(list, (each: number) => each & 0xff) : undefined;
}

/** HAR bodies without an encoding hold a character a byte, where browsers could not read them as text. */
function latin1(text: string): Uint8Array {
  const isBinary = /^[\0-\xff]*$/.test(text);
  return isBinary
    ? Uint8Array.from(text, (character) => character.charCodeAt(0))
    : new TextEncoder().encode(text);
}
