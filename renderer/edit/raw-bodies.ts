import type { CallBody } from "../../core/contract/params.ts";
import { engine } from "../engine/link.ts";
import { decodeBase64 } from "../format/base64.ts";
import { findMethod } from "../state/connections.ts";
import type { RawMessage, RequestDraft } from "../state/drafts.ts";
import { patchesOf } from "../state/edit-history.ts";
import { sentMessages } from "../state/messages.ts";
import { connections } from "../state/stores.ts";

/**
 * What a call sends when a message of it is sent as bytes: those as they were edited, the others as their JSON
 * encodes. Undefined where every message is its JSON. Rejects with the engine's failure for JSON that does not fit.
 */
export async function rawBodies(draft: RequestDraft, schemaId: string): Promise<CallBody[] | undefined> {
  const texts = sentMessages(draft);
  const raws = texts.map((_, index) => draft.raws?.[String(index)]);
  if (raws.every((raw) => raw === undefined)) return undefined;
  const schema = connections.get().byId[draft.connectionId]?.schema;
  const typeName = findMethod(schema, draft.method)?.inputType ?? "";
  const bodies: CallBody[] = [];
  for (const [index, raw] of raws.entries())
    bodies.push(
      raw === undefined ? await encoded(schemaId, typeName, texts[index] ?? "", index) : await bytesOf(raw),
    );
  return bodies;
}

async function bytesOf({ base64, edits }: RawMessage): Promise<CallBody> {
  const one = await engine();
  const base = await one.inspect({ input: { kind: "bytes", bytes: decodeBase64(base64) }, framing: "raw" });
  const steps = edits.steps.slice(0, edits.at).map(patchesOf);
  const { documentId, byteLength } = await one.patchDocument({ documentId: base.documentId, steps });
  return { kind: "bytes", bytes: await one.readBytes({ documentId, start: 0, end: byteLength }) };
}

async function encoded(schemaId: string, typeName: string, text: string, index: number): Promise<CallBody> {
  const { bytes, findings } = await (await engine()).encode({ schemaId, typeName, form: "json", text });
  if (bytes !== undefined) return { kind: "bytes", bytes };
  const record = {
    code: "bad-json",
    message: `Message ${index + 1} cannot be sent as ${typeName}.`,
    hint: "Correct what is listed; nothing was sent.",
    findings,
  };
  throw { name: "ByteglassError", record };
}
