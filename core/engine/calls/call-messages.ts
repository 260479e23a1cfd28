/** The messages of a call: JSON texts in, bytes to send; bytes received, documents out. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import type { EncodedJson } from "../../codec/index.ts";
import type { DocumentSummary } from "../../contract/views.ts";
import type { RenderedDocument } from "../../documents/document.ts";
import { LARGE } from "../../documents/large.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import type { AddDocument, DocumentStore } from "../documents/documents.ts";
import { renderTyped } from "../documents/typed-document.ts";
import { codecRoom } from "../rooms.ts";
import { mayLackTypes, tryTypes, withTypes } from "../schemas/late-types.ts";
import { findBrokenRules } from "../schemas/rules.ts";

/** A JSON text and the bytes it stands for. */
export interface EncodedMessage extends EncodedJson {
  readonly text: string;
  /** What was accepted and is doubtful all the same. */
  readonly findings: readonly Finding[];
}

/** Encodes all texts before anything is sent. Rejects with `bad-json` for the first that does not fit, or breaks a rule. */
export async function encodeMessages(
  type: DescMessage,
  registry: Registry,
  texts: readonly string[],
  validate = false,
): Promise<readonly EncodedMessage[]> {
  const { encodeJson } = await codecRoom();
  const messages: EncodedMessage[] = [];
  for (const [index, text] of texts.entries()) {
    const which = texts.length === 1 ? "The message" : `Message ${index + 1} of ${texts.length}`;
    const encoded = await withTypes(registry, () => encodeJson(type, text, { registry }));
    if (!encoded.ok) throw refusal(`${which} cannot be sent as ${type.typeName}.`, encoded.findings);
    const message = { ...encoded.value, text, findings: encoded.findings };
    const broken = validate
      ? await findBrokenRules({ type, registry, ...message, json: message }, "error")
      : [];
    if (broken.some(({ severity }) => severity === "error")) {
      throw refusal(`${which} breaks rules of ${type.typeName}.`, broken);
    }
    messages.push({ ...message, findings: [...encoded.findings, ...broken] });
  }
  return messages;
}

function refusal(message: string, findings: readonly Finding[]): ByteglassError {
  return new ByteglassError("bad-json", message, {
    hint: "Correct what is listed; nothing was sent.",
    findings,
  });
}

/** The document of a message that was sent: its JSON is the text as it was typed. */
export function sentDocument(
  add: AddDocument,
  type: DescMessage,
  registry: Registry,
  message: EncodedMessage,
): DocumentSummary {
  const json = { text: message.text, links: message.links, byteLength: message.compactByteLength };
  return add({ bytes: message.bytes, type, registry, json, findings: message.findings });
}

/** A document, and one of the same bytes that is made when types that it lacked have come. */
export interface ReceivedDocument {
  readonly document: DocumentSummary;
  /** Resolves with nothing when none came. */
  readonly better?: Promise<DocumentSummary | undefined>;
}

/**
 * Makes documents of bytes that were received, at once: a type that has to be fetched holds nothing up. Large ones are read
 * ahead, where that is done, or have their JSON made when somebody asks for it, as all have with `isLate`.
 */
export async function receivedDocuments(
  documents: DocumentStore,
  type: DescMessage,
  registry: Registry,
  isLate = false,
): Promise<(bytes: Uint8Array) => ReceivedDocument> {
  const [{ renderJson }, add] = await Promise.all([codecRoom(), documents.ready()]);
  return (bytes) => {
    if (documents.isReadAhead(bytes)) {
      const document = add({ bytes, type, registry }, () => renderTyped(bytes, type, registry, undefined));
      return { document };
    }
    const render = (): RenderedDocument => {
      const { text, links, compactByteLength, findings } = renderJson(type, bytes, { registry });
      return { json: { text, links, byteLength: compactByteLength }, findings };
    };
    if ((isLate || bytes.length >= LARGE) && !mayLackTypes(registry, type)) {
      return { document: add({ bytes, type, registry, renderJson: render }) };
    }
    const make = (): DocumentSummary => add({ bytes, type, registry, ...render() });
    const { value: document, came } = tryTypes(registry, make);
    if (came === undefined) return { document };
    return { document, better: came.then((isThere) => (isThere ? withTypes(registry, make) : undefined)) };
  };
}
