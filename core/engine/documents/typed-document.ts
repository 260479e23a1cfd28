/** The JSON of a document whose messages have a type, frames included. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import type { RenderedJson } from "../../codec/index.ts";
import type { RenderedDocument } from "../../documents/document.ts";
import type { Finding } from "../../finding.ts";
import { type FrameFormat, holdsMessage } from "../../wire/frame-format.ts";
import { codecRoom } from "../rooms.ts";
import { withTypes } from "../schemas/late-types.ts";

/** UTF-16 units after which the JSON of many frames is cut. */
const LONGEST = 256 * 1024 * 1024;

/** ProtoJSON of the bytes: one message, or with frames an array of those that are whole messages, lone ones alone. */
export async function renderTyped(
  bytes: Uint8Array,
  type: DescMessage,
  registry: Registry,
  format: FrameFormat | undefined,
): Promise<RenderedDocument> {
  const { renderJson } = await codecRoom();
  if (format === undefined) {
    const rendered = await withTypes(registry, () => renderJson(type, bytes, { registry }));
    const { text, links, compactByteLength, findings } = rendered;
    return { json: { text, links, byteLength: compactByteLength }, findings };
  }
  const parts = await withTypes(registry, () =>
    [...payloadsOf(bytes, format)].map(({ start, end }) => ({
      start,
      rendered: renderJson(type, bytes.subarray(start, end), { registry }),
    })),
  );
  return joinParts(parts, frameCountOf(bytes, format) > 1);
}

interface RenderedPart {
  readonly start: number;
  readonly rendered: RenderedJson;
}

function joinParts(parts: readonly RenderedPart[], isList: boolean): RenderedDocument {
  const texts: string[] = [];
  const findings: Finding[] = [];
  const links = new Int32Array(parts.reduce((sum, { rendered }) => sum + rendered.links.length, 0));
  let length = isList ? 2 : 0;
  let byteLength = isList ? 2 : 0;
  let linkCount = 0;
  for (const { start, rendered } of parts) {
    if (length > LONGEST) break;
    if (texts.length > 0) {
      length += 2;
      byteLength += 1;
    }
    for (let at = 0; at < rendered.links.length; at++) {
      links[linkCount++] = (rendered.links[at] ?? 0) + (at % 4 < 2 ? length : start);
    }
    findings.push(...rendered.findings.map((finding) => shifted(finding, start)));
    texts.push(rendered.text);
    length += rendered.text.length;
    byteLength += rendered.compactByteLength;
  }
  const text = isList ? `[\n${texts.join(",\n")}\n]` : texts.join(",\n");
  return { json: { text, links: links.subarray(0, linkCount), byteLength }, findings };
}

/** Places in a frame's own text are left out: the joined text has other lines. */
function shifted({ text: _, ...finding }: Finding, start: number): Finding {
  const { bytes } = finding;
  return bytes === undefined
    ? finding
    : { ...finding, bytes: { start: bytes.start + start, end: bytes.end + start } };
}

/** The payloads that are messages and not compressed. */
function* payloadsOf(bytes: Uint8Array, format: FrameFormat): Generator<{ start: number; end: number }> {
  for (let at = 0; at < bytes.length; ) {
    const header = format.read(bytes, at);
    if (header === undefined) return;
    const end = Math.min(header.payloadStart + header.length, bytes.length);
    if (holdsMessage(header)) yield { start: header.payloadStart, end };
    at = end;
  }
}

function frameCountOf(bytes: Uint8Array, format: FrameFormat): number {
  let count = 0;
  for (let at = 0; at < bytes.length && count < 2; count++) {
    const header = format.read(bytes, at);
    if (header === undefined) return count + 1;
    at = Math.min(header.payloadStart + header.length, bytes.length);
  }
  return count;
}
