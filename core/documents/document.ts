import type { DescMessage, Registry } from "@bufbuild/protobuf";
import type { Edit } from "../contract/edit.ts";
import type { Anchor } from "../contract/params.ts";
import type { DocumentSummary, HexRow, Selection, TreeRow } from "../contract/views.ts";
import type { EditRefusal } from "../edit/compile.ts";
import type { Finding } from "../finding.ts";
import type { EditedBytes } from "./edit.ts";

/**
 * The JSON text of a message and where each part of it came from. `links` holds quadruples
 * `textStart, textEnd, byteStart, byteEnd`: the UTF-16 span of a key with its value, and the byte span of the
 * whole record (of the item, for packed fields).
 */
export interface DocumentJson {
  readonly text: string;
  readonly links: Int32Array;
  /** UTF-8 length of the compact form in bytes; counted from `text` when it is absent. */
  readonly byteLength?: number;
}

/** What a document is made from. */
export interface DocumentSource {
  readonly id: string;
  /** Kept, not copied: nobody may write to it afterwards. */
  readonly bytes: Uint8Array;
  /** The message type; without it the fields are numbered and their readings guessed. */
  readonly type?: DescMessage | undefined;
  /** Resolves extensions and the types inside `google.protobuf.Any`. */
  readonly registry?: Registry | undefined;
  /** ProtoJSON of the message; without it the document writes a JSON text with field numbers as keys. */
  readonly json?: DocumentJson | undefined;
  /** How the input became these bytes, one sentence fragment a step. */
  readonly steps?: readonly string[] | undefined;
  /** Findings of earlier stages (input, frames, JSON), listed with those of the bytes. */
  readonly findings?: readonly Finding[] | undefined;
}

/**
 * Bytes with an optional schema, read in pages. Pages are clipped to what there is and never throw on malformed
 * bytes; the views are computed when they are first asked for and hold no object per record.
 */
export interface Document {
  readonly id: string;
  readonly bytes: Uint8Array;
  /** Sizes and findings; computed at the first reading. */
  readonly summary: DocumentSummary;
  /** Rows `start` to `end`, 16 bytes a row. */
  readHex(start: number, end: number): readonly HexRow[];
  /** Tree rows `start` to `end`, in wire order, parents before children. */
  readTree(start: number, end: number): readonly TreeRow[];
  /** The JSON text from UTF-16 offset `start` to `end`. */
  readJson(start: number, end: number): string;
  /** A copy of the bytes from `start` to `end`. */
  readBytes(start: number, end: number): Uint8Array;
  /** What a byte, a record or a place in the JSON stands for; nothing outside the document. */
  locate(anchor: Anchor): Selection | undefined;
  /** What the document was made from. */
  readonly source: DocumentSource;
  /** The bytes after an edit, with its patches; the document stays as it is. Or why the edit has no place in it. */
  edit(edit: Edit, repair: boolean): EditedBytes | EditRefusal;
}
