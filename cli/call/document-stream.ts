/** JSON documents out of text that comes in pieces, each as soon as it is whole. */
import { type JsonDocument, splitJsonDocuments } from "../json-text.ts";
import type { BodyMessage } from "./body.ts";

/** Whole documents a piece completes; what is left over waits for more. */
export class DocumentStream {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #name: string;
  #rest = "";
  #scannedFor = 0;
  /** What came before the rest. */
  #before = { lines: 0, columns: 0 };

  /** `name` is where the text comes from, for messages. */
  constructor(name: string) {
    this.#name = name;
  }

  /** The documents that are whole now. Throws a `TypeError` for bytes that are no UTF-8. */
  read(bytes: Uint8Array): readonly BodyMessage[] {
    this.#rest += this.#decoder.decode(bytes, { stream: true });
    // A long document is looked through again only when it has doubled, so that the work stays linear.
    if (this.#rest.length < this.#scannedFor) return [];
    const documents = splitJsonDocuments(this.#rest);
    const last = documents.at(-1);
    // A number may go on in the next piece; an object or a list ends with its bracket.
    const isWhole = last?.broken === true || (last?.complete === true && /[}\]"]$/.test(last.text));
    const open = isWhole ? undefined : last;
    const whole = this.#placed(documents.filter((document) => document !== open));
    this.#skip(open?.start ?? this.#rest.length);
    this.#scannedFor = this.#rest.length > 65_536 ? this.#rest.length * 2 : 0;
    return whole;
  }

  /** What is left at the end, whole or not: the codec says what is wrong with it. */
  end(): readonly BodyMessage[] {
    this.#rest += this.#decoder.decode();
    const documents = this.#placed(splitJsonDocuments(this.#rest));
    this.#skip(this.#rest.length);
    return documents;
  }

  #placed(documents: readonly JsonDocument[]): readonly BodyMessage[] {
    const body = { name: this.#name, text: this.#rest, before: this.#before };
    return documents.map(({ text, start }) => ({ text, body, start }));
  }

  #skip(length: number): void {
    const lines = this.#rest.slice(0, length).split("\n");
    const columns = (lines.at(-1) ?? "").length;
    this.#before = {
      lines: this.#before.lines + lines.length - 1,
      columns: lines.length === 1 ? this.#before.columns + columns : columns,
    };
    this.#rest = this.#rest.slice(length);
  }
}
