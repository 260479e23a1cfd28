import type { DescMessage, Registry } from "@bufbuild/protobuf";
import type { Edit } from "../contract/edit.ts";
import type { DocumentFinding } from "../contract/fixes.ts";
import type { DocumentOrigin, Frame } from "../contract/frames.ts";
import type { Framing, InputChoice, InputStep } from "../contract/input.ts";
import type { Anchor } from "../contract/params.ts";
import type { RecordReadings } from "../contract/readings.ts";
import type { TreeView } from "../contract/tree-view.ts";
import type { DocumentSummary, HexRow, Selection, TreeRow } from "../contract/views.ts";
import type { EditRefusal } from "../edit/compile.ts";
import type { Finding, Span } from "../finding.ts";
import type { FrameFormat } from "../wire/frame-format.ts";
import type { Steps } from "../wire/steps.ts";
import type { Analysis } from "./analysis.ts";
import type { ReadingChoices } from "./choices.ts";
import type { EditedBytes } from "./edit.ts";
import type { FieldKey, FieldNames } from "./field-names.ts";
import type { FilteredView } from "./filtered-view.ts";
import type { measureFields } from "./sizes.ts";

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

/** The JSON of a document and what it could not say. */
export interface RenderedDocument {
  readonly json: DocumentJson;
  readonly findings: readonly Finding[];
}

/** What was given before the first step. */
export type InputSource =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly name: string };

/** An input and how it is taken. */
export interface DocumentInput {
  readonly source: InputSource;
  readonly choices: readonly InputChoice[];
  readonly framing: Framing | "auto";
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
  /** Makes that JSON when it is first asked for, in place of `json`. */
  readonly renderJson?: (() => RenderedDocument) | undefined;
  /** How messages are framed in the bytes; absent for one message without a frame. */
  readonly format?: FrameFormat | undefined;
  /** How the input became these bytes. */
  readonly chain?: readonly InputStep[] | undefined;
  /** What the document can be made from again, taken otherwise; absent for documents of calls. */
  readonly input?: DocumentInput | undefined;
  /** Readings that were chosen for fields. */
  readonly choices?: ReadingChoices | undefined;
  /** Names that were given to fields the schema does not name. */
  readonly names?: FieldNames | undefined;
  /** The document whose bytes these were made from. */
  readonly origin?: DocumentOrigin | undefined;
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
  /** Sizes and findings; computed at the first reading. While the document is read in steps: what is there by then. */
  readonly summary: DocumentSummary;
  /**
   * Walks a large document in steps of a few ms. Meanwhile hex and tree rows, selections, paths and bodies are those of
   * what was walked; what was shown once stays as it is, but for the ends of records that are still open.
   */
  readRecords(): Steps<void>;
  /** The JSON of a document with a type, with what it could not say: given between the two readings. */
  attach(json: DocumentJson, findings: readonly Finding[]): void;
  /** Finds what there is to find and writes the JSON, in steps. Then the summary is whole. */
  readRest(): Steps<void>;
  /** Takes what was not walked yet as a gap. */
  stop(): void;
  /** Rows `start` to `end`, 16 bytes a row. */
  readHex(start: number, end: number): readonly HexRow[];
  /** Tree rows `start` to `end`, in wire order, parents before children. */
  readTree(start: number, end: number): readonly TreeRow[];
  /** Frames `start` to `end`; none for one message without a frame. */
  readFrames(start: number, end: number): readonly Frame[];
  /** False while the JSON of a large document is not there yet: to read it would hold up everything else. */
  readonly hasJson: boolean;
  /** The JSON text from UTF-16 offset `start` to `end`. */
  readJson(start: number, end: number): string;
  /** A copy of the bytes from `start` to `end`. */
  readBytes(start: number, end: number): Uint8Array;
  /** What a byte, a record or a place in the JSON stands for; nothing outside the document. */
  locate(anchor: Anchor): Selection | undefined;
  /** The frame that a record is, if it is one. */
  framesOf(record: number): readonly Frame[];
  /** The body of a frame or of a LEN record; undefined for everything else. */
  bodyOf(record: number): Span | undefined;
  pathOf(record: number): string;
  /** All findings, each with its record and a fix where there is one. */
  findings(): readonly DocumentFinding[];
  /** The tree in another order; the last few views are kept. */
  view(view: TreeView): FilteredView;
  /** Bytes by field. */
  sizes(): ReturnType<typeof measureFields>;
  /** The JSON without white space and comments. */
  compactJson(): string;
  /** The field of a record that no schema names; undefined for those that one does. */
  fieldKey(record: number): FieldKey | undefined;
  /** What the views are made from. */
  readonly analysis: Analysis;
  /** All readings of a record; undefined for records that have no value. */
  readings(record: number): RecordReadings | undefined;
  /** The field of a record, when it can be read as `type`; undefined otherwise. */
  choosableField(record: number, type: string | undefined): FieldKey | undefined;
  /** What the document was made from. */
  readonly source: DocumentSource;
  /** The bytes after an edit, with its patches; the document stays as it is. Or why the edit has no place in it. */
  edit(edit: Edit, repair: boolean): EditedBytes | EditRefusal;
}
