/** The canonical form of a document's messages, as one edit. */
import { CanonicalDocumentParams, type CanonicalMethods } from "../../contract/canonical.ts";
import type { Document } from "../../documents/index.ts";
import { shortestForms } from "../../edit/canonical.ts";
import { applyPatches } from "../../edit/patch.ts";
import { type PlacedPatch, repairLengths } from "../../edit/repair.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding, Span } from "../../finding.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { codecRoom } from "../rooms.ts";
import { addEdited } from "./edited-document.ts";

/** The engine's method about canonical forms. */
export function canonicalMethods({ documents }: Pick<Parts, "documents">): CanonicalMethods {
  return {
    canonicalDocument: door("canonicalDocument", CanonicalDocumentParams, async ({ documentId }) => {
      const document = documents.get(documentId);
      const placed: PlacedPatch[] = [];
      for (const message of messagesOf(document)) {
        const patch = await canonicalPatch(document, message);
        if (patch !== undefined) placed.push(patch);
      }
      const patches = repairLengths(document.analysis.walk, placed);
      const bytes = applyPatches(document.bytes, patches);
      return { document: await addEdited(documents, document.source, bytes), patches };
    }),
  };
}

interface Message extends Span {
  /** The frame around it, or -1. */
  readonly record: number;
}

function messagesOf(document: Document): readonly Message[] {
  const frames = document.readFrames(0, Number.POSITIVE_INFINITY);
  if (frames.length === 0) return [{ start: 0, end: document.bytes.length, record: -1 }];
  return frames
    .filter(({ role, compression }) => role === "message" && compression === "")
    .map(({ payload, record }) => ({ ...payload, record }));
}

/** Undefined where the message is in that form already. What stays the same at either end is no part of it. */
async function canonicalPatch(
  document: Document,
  { start, end, record }: Message,
): Promise<PlacedPatch | undefined> {
  const bytes = document.bytes.subarray(start, end);
  const fresh = await canonicalBytes(document, bytes);
  let head = 0;
  const least = Math.min(bytes.length, fresh.length);
  while (head < least && bytes[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < least - head && bytes[bytes.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
  if (head === bytes.length && head === fresh.length) return undefined;
  const changed = fresh.slice(head, fresh.length - tail);
  return { start: start + head, end: end - tail, bytes: changed, parent: record };
}

async function canonicalBytes({ source }: Document, bytes: Uint8Array): Promise<Uint8Array> {
  const { type, registry } = source;
  if (type === undefined || registry === undefined) {
    const fresh = shortestForms(bytes);
    if (fresh === undefined) throw damaged([]);
    return fresh;
  }
  const { normalizeBytes } = await codecRoom();
  const result = normalizeBytes(type, bytes, { registry });
  if (!result.ok) throw damaged(result.findings);
  return result.value;
}

function damaged(findings: readonly Finding[]): ByteglassError {
  return new ByteglassError("bad-bytes", "Damaged bytes have no canonical form.", {
    hint: "Mend what the findings list first.",
    findings,
  });
}
