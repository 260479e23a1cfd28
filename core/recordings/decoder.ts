/** Messages of a recording as JSON on one line, decoded when they are looked at. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import { renderJson } from "../codec/index.ts";
import type { Side } from "../contract/recordings.ts";
import { parseJson } from "../json-value.ts";
import { previewOf } from "./preview.ts";
import type { Recording } from "./recording.ts";

/** Larger messages are not decoded for a line of a list: the beginning stands for them. Bytes. */
const DECODED_WHOLE = 64 * 1024;

/** The type of the messages of a side. */
export function typeOf(recording: Recording, side: Side): DescMessage {
  const { input, output } = recording.subject.method;
  return side === "out" ? input : output;
}

/** The whole message on one line. */
export function messageText(recording: Recording, event: number): string {
  const side = recording.sideOf(event) ?? "in";
  return compact(typeOf(recording, side), recording.bytesOf(event), recording.subject.registry);
}

/** The message as plain JSON values; 64-bit integers are strings, as ProtoJSON has them. */
export function messageJson(recording: Recording, event: number): unknown {
  // A text that was cut because it is too long for the language is no JSON.
  return parseJson(messageText(recording, event));
}

/** The beginning of a message for a line of a list: at most `limit` characters. */
export function messagePreview(recording: Recording, event: number, limit: number): string {
  const type = typeOf(recording, recording.sideOf(event) ?? "in");
  const { registry } = recording.subject;
  const byteLength = recording.byteLengthOf(event);
  if (byteLength <= DECODED_WHOLE) {
    return previewOf(compact(type, recording.bytesOf(event), registry), type, limit);
  }
  const head = recording.bytesOf(event, DECODED_WHOLE);
  return `${previewOf(compact(type, head, registry), type, limit - 2, true)} …`;
}

function compact(type: DescMessage, bytes: Uint8Array, registry: Registry): string {
  return renderJson(type, bytes, { registry, indent: 0, links: false }).text;
}
