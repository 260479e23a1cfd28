/** The body of a successful answer → the bytes of the message it stands for. Pure. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import { encodeJson } from "../../codec/index.ts";
import type { Finding } from "../../finding.ts";
import { fieldsAlong } from "./field-values.ts";
import { memberOf, membersOf } from "./json-text.ts";

/** What an answer is read as. */
export interface AnswerType {
  readonly type: DescMessage;
  readonly registry: Registry;
  /** The field that the body is, or empty for the whole message. */
  readonly responseBody: string;
}

/** A message, or why the text is none; findings say what of it the schema does not know. */
export type AnswerMessage =
  | { readonly bytes: Uint8Array; readonly findings: readonly Finding[] }
  | { readonly fault: string; readonly findings: readonly Finding[] };

/** Reads one JSON value as the message; keys the schema does not know are passed over, with findings. */
export function readAnswerMessage(json: string, { type, registry, responseBody }: AnswerType): AnswerMessage {
  const text = json.trim() === "" ? "{}" : json;
  const field = responseBody === "" ? undefined : fieldsAlong(type, [responseBody])?.[0];
  if (responseBody !== "" && field === undefined) {
    return {
      fault: `the rule's response_body ${responseBody} is no field of ${type.typeName}`,
      findings: [],
    };
  }
  const whole = field === undefined ? text : `{${JSON.stringify(field.jsonName)}:${text}}`;
  const encoded = encodeJson(type, whole, { registry, lenient: true, links: false });
  if (encoded.ok) return { bytes: encoded.value.bytes, findings: encoded.findings };
  const [first] = encoded.findings;
  return { fault: first?.message ?? `it is not ${type.typeName} as JSON`, findings: encoded.findings };
}

/** One value of a stream: a message's text, or the status that ended the stream. */
export type StreamValue = { readonly message: string } | { readonly error: string };

/** Takes a value out of grpc-gateway's `{"result": …}` and `{"error": …}`; other values are messages themselves. */
export function openEnvelope(value: string, type: DescMessage, isArray: boolean): StreamValue {
  const members = membersOf(value);
  const [only] = members ?? [];
  if (members?.length !== 1 || only === undefined) return { message: value };
  const hasField = (name: string): boolean => type.fields.some((field) => field.jsonName === name);
  if (only.key === "error" && memberOf(only.value, "message") !== undefined && !hasField("error")) {
    return { error: value };
  }
  // A message that has a `result` of its own is told from the envelope by what is inside it.
  const isEnvelope = only.key === "result" && !isArray && (!hasField("result") || only.value.startsWith("{"));
  return { message: isEnvelope ? only.value : value };
}
