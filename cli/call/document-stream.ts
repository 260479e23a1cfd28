/** JSON documents out of text that comes in pieces, each as soon as it is whole. */
import { splitJsonDocuments } from "../json-text.ts";

/** Whole documents a piece completes; what is left over waits for more. */
export class DocumentStream {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #rest = "";
  #scannedFor = 0;

  /** The documents that are whole now. Throws a `TypeError` for bytes that are no UTF-8. */
  read(bytes: Uint8Array): readonly string[] {
    this.#rest += this.#decoder.decode(bytes, { stream: true });
    // A long document is looked through again only when it has doubled, so that the work stays linear.
    if (this.#rest.length < this.#scannedFor) return [];
    const documents = splitJsonDocuments(this.#rest);
    const last = documents.at(-1);
    // A number may go on in the next piece; an object or a list ends with its bracket.
    const open = last !== undefined && !(last.complete && /[}\]"]$/.test(last.text)) ? last : undefined;
    this.#rest = open === undefined ? "" : this.#rest.slice(open.start);
    this.#scannedFor = this.#rest.length > 65_536 ? this.#rest.length * 2 : 0;
    return documents.filter((document) => document !== open).map(({ text }) => text);
  }

  /** What is left at the end, whole or not: the codec says what is wrong with it. */
  end(): readonly string[] {
    this.#rest += this.#decoder.decode();
    const documents = splitJsonDocuments(this.#rest);
    this.#rest = "";
    return documents.map(({ text }) => text);
  }
}
