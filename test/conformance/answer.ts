import type { DescMessage, Registry } from "@bufbuild/protobuf";
import {
  encodeJson,
  encodeText,
  normalizeBytes,
  transcodeToJson,
  transcodeToText,
} from "../../core/codec/index.ts";
import type { Finding, Result } from "../../core/finding.ts";

const PROTOBUF = 1;
const JSON_FORMAT = 2;
const TEXT_FORMAT = 4;
const IGNORE_UNKNOWN = 3;

/** Field numbers of `conformance.ConformanceResponse`. */
const PARSE_ERROR = 1;
const RUNTIME_ERROR = 2;
const PROTOBUF_PAYLOAD = 3;
const JSON_PAYLOAD = 4;
const SKIPPED = 5;
const SERIALIZE_ERROR = 6;
const TEXT_PAYLOAD = 8;

/** The fields of `conformance.ConformanceRequest` that count here. */
interface Request {
  bytes: Uint8Array | undefined;
  json: Uint8Array | undefined;
  text: Uint8Array | undefined;
  output: number;
  messageType: string;
  category: number;
  printsUnknown: boolean;
}

/** Answers one `conformance.ConformanceRequest` with a `conformance.ConformanceResponse`, both as bytes. */
export function answerRequest(registry: Registry, bytes: Uint8Array): Uint8Array {
  const request = readRequest(bytes);
  if (request.messageType === "conformance.FailureSet") return respond(PROTOBUF_PAYLOAD, new Uint8Array(0));
  const type = registry.getMessage(request.messageType);
  if (type === undefined) return respond(RUNTIME_ERROR, `no message type ${request.messageType}`);
  if (request.bytes === undefined && request.json === undefined && request.text === undefined)
    return respond(SKIPPED, "no such input format");
  const parsed = parse(registry, type, request);
  if (!parsed.ok) return respond(PARSE_ERROR, describe(parsed.findings));
  return serialize(registry, type, request, parsed.value);
}

function parse(registry: Registry, type: DescMessage, request: Request): Result<Uint8Array> {
  if (request.bytes !== undefined) return normalizeBytes(type, request.bytes, { registry });
  const text = decodeStrictly(request.json ?? request.text ?? new Uint8Array(0));
  if (text === undefined)
    return { ok: false, findings: [{ code: "invalid-utf8", severity: "error", message: "no UTF-8" }] };
  const encoded =
    request.json === undefined
      ? encodeText(type, text, { registry })
      : encodeJson(type, text, { registry, lenient: request.category === IGNORE_UNKNOWN });
  return encoded.ok ? { ...encoded, value: encoded.value.bytes } : encoded;
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function serialize(registry: Registry, type: DescMessage, request: Request, bytes: Uint8Array): Uint8Array {
  const { output, printsUnknown } = request;
  if (output === PROTOBUF) return respond(PROTOBUF_PAYLOAD, bytes);
  if (output !== JSON_FORMAT && output !== TEXT_FORMAT) return respond(SKIPPED, "no such output format");
  const isJson = output === JSON_FORMAT;
  const text = isJson
    ? transcodeToJson(type, bytes, { registry })
    : transcodeToText(type, bytes, { registry, unknownFields: printsUnknown });
  if (!text.ok) return respond(SERIALIZE_ERROR, describe(text.findings));
  return respond(isJson ? JSON_PAYLOAD : TEXT_PAYLOAD, text.value);
}

function describe(findings: readonly Finding[]): string {
  return findings.map((finding) => finding.message).join("\n");
}

function readRequest(bytes: Uint8Array): Request {
  const request: Request = {
    bytes: undefined,
    json: undefined,
    text: undefined,
    output: 0,
    messageType: "",
    category: 0,
    printsUnknown: false,
  };
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const value = varint();
    if ((tag & 7) === 0) {
      if (tag >>> 3 === 3) request.output = value;
      if (tag >>> 3 === 5) request.category = value;
      if (tag >>> 3 === 9) request.printsUnknown = value !== 0;
      continue;
    }
    const payload = bytes.subarray(at, at + value);
    at += value;
    if (tag >>> 3 === 1) request.bytes = payload;
    if (tag >>> 3 === 2) request.json = payload;
    if (tag >>> 3 === 8) request.text = payload;
    if (tag >>> 3 === 4) request.messageType = new TextDecoder().decode(payload);
  }
  return request;
}

function respond(field: number, payload: Uint8Array | string): Uint8Array {
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const head = [(field << 3) | 2];
  let rest = bytes.length;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) head.push((rest & 0x7f) | 0x80);
  head.push(rest);
  const response = new Uint8Array(head.length + bytes.length);
  response.set(head);
  response.set(bytes, head.length);
  return response;
}
