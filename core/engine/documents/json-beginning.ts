/** The beginning of a document's JSON, of a large one without the rest. */
import type { Document } from "../../documents/index.ts";
import { LARGE } from "../../documents/large.ts";
import { codecRoom } from "../rooms.ts";

/** Bytes of a large message that its beginning is made of. */
const HEAD = 64 * 1024;

/** A function that gives the first `length` UTF-16 units, in whatever layout the JSON has. */
export async function jsonBeginnings(length: number): Promise<(document: Document) => string> {
  const { renderJson } = await codecRoom();
  return (document) => {
    const { type, registry } = document.source;
    if (document.bytes.length < LARGE || type === undefined || registry === undefined) {
      return document.readJson(0, length);
    }
    const head = document.bytes.subarray(0, HEAD);
    return renderJson(type, head, { registry, indent: 0, links: false }).text.slice(0, length);
  };
}
