import type { Edit } from "../contract/edit.ts";
import type { Frame } from "../contract/frames.ts";
import type { Anchor } from "../contract/params.ts";
import type { RecordReadings } from "../contract/readings.ts";
import type { DocumentSummary, HexRow, Selection, TreeRow } from "../contract/views.ts";
import type { EditRefusal } from "../edit/compile.ts";
import type { Span } from "../finding.ts";
import { findGuessedMarks, markAmbiguities } from "../guess/marks.ts";
import { auditSchema } from "../wire/bind/audit.ts";
import { isFrame } from "../wire/kinds.ts";
import { kindOf, type RecordTable, readHeader, recordAt } from "../wire/records.ts";
import { FRAME_RULES } from "../wire/rules/frames.ts";
import { findSequenceMarks } from "../wire/sequence.ts";
import { type Analysis, analyse } from "./analysis.ts";
import type { Document, DocumentJson, DocumentSource } from "./document.ts";
import { type EditedBytes, editBytes } from "./edit.ts";
import type { FieldKey } from "./field-names.ts";
import { collectFindings } from "./findings.ts";
import { describeFrame, frameRows } from "./frames.ts";
import { hexRows } from "./hex.ts";
import { compactJsonLength } from "./json-length.ts";
import { bytesAtText } from "./links.ts";
import { writeNumberedJson } from "./numbered-json.ts";
import { choosableField, recordReadings } from "./readings.ts";
import { type SelectionContext, selectRecord } from "./select.ts";

/** Makes a document. Nothing is computed before it is asked for. */
export function createDocument(source: DocumentSource): Document {
  return new LazyDocument(source);
}

class LazyDocument implements Document {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly source: DocumentSource;
  private madeAnalysis: Analysis | undefined;
  private madeFrameRows: Uint32Array | undefined;
  private madeJson: DocumentJson | undefined;
  private madeSummary: DocumentSummary | undefined;

  constructor(source: DocumentSource) {
    this.id = source.id;
    this.bytes = source.bytes;
    this.source = source;
    this.madeJson = source.json;
  }

  get summary(): DocumentSummary {
    this.madeSummary ??= this.summarise();
    return this.madeSummary;
  }

  readHex(start: number, end: number): readonly HexRow[] {
    return hexRows(this.analysis.walk, start, end);
  }

  readTree(start: number, end: number): readonly TreeRow[] {
    return this.analysis.tree.rows(start, end);
  }

  readFrames(start: number, end: number): readonly Frame[] {
    const { walk: table } = this.analysis;
    const rows = this.frameRows.subarray(Math.max(0, start), Math.max(0, end));
    return [...rows].flatMap((row, index) => this.frame(table, row, Math.max(0, start) + index));
  }

  framesOf(record: number): readonly Frame[] {
    const index = this.frameRows.indexOf(record);
    return index < 0 ? [] : this.readFrames(index, index + 1);
  }

  bodyOf(record: number): Span | undefined {
    const { walk: table } = this.analysis;
    if (record >= table.records.count) return undefined;
    const { length, body, wireType } = readHeader(table, record);
    const kind = kindOf(table.records, record);
    return isFrame(kind) || (wireType === 2 && length !== undefined) ? body : undefined;
  }

  pathOf(record: number): string {
    return this.analysis.paths.path(record);
  }

  readings(record: number): RecordReadings | undefined {
    return recordReadings(this.analysis, this.source.choices, record);
  }

  choosableField(record: number, type: string | undefined): FieldKey | undefined {
    return choosableField(this.analysis, record, type);
  }

  readJson(start: number, end: number): string {
    return this.json.text.slice(Math.max(0, start), Math.max(0, end));
  }

  readBytes(start: number, end: number): Uint8Array {
    return this.bytes.slice(Math.max(0, start), Math.max(0, end));
  }

  locate(anchor: Anchor): Selection | undefined {
    const { walk: walked } = this.analysis;
    if (anchor.kind === "record") {
      if (anchor.record >= walked.records.count) return undefined;
      return selectRecord(this.selectionContext, anchor.record, -1);
    }
    const offset = anchor.kind === "byte" ? anchor.offset : this.byteOfText(anchor.offset)?.start;
    if (offset === undefined || offset >= this.bytes.length) return undefined;
    const record = recordAt(walked.records, offset);
    return record < 0 ? undefined : selectRecord(this.selectionContext, record, offset);
  }

  edit(edit: Edit, repair: boolean): EditedBytes | EditRefusal {
    const { walk: table, resolver } = this.analysis;
    return editBytes(table, resolver, edit, repair);
  }

  /** What all views are made from; computed at the first reading. */
  get analysis(): Analysis {
    this.madeAnalysis ??= analyse(this.source);
    return this.madeAnalysis;
  }

  private get frameRows(): Uint32Array {
    this.madeFrameRows ??= frameRows(this.analysis.walk);
    return this.madeFrameRows;
  }

  private get json(): DocumentJson {
    this.madeJson ??= writeNumberedJson(this.analysis.walk);
    return this.madeJson;
  }

  private get selectionContext(): SelectionContext {
    const { walk: table, resolver, paths, tree } = this.analysis;
    return { table, resolver, paths, tree, links: this.json.links };
  }

  private byteOfText(offset: number): Span | undefined {
    return bytesAtText(this.json.links, offset);
  }

  private summarise(): DocumentSummary {
    const { walk: walked, guess, schema, resolver, paths } = this.analysis;
    const { text, byteLength } = this.json;
    const { chain, format, origin } = this.source;
    const meaning =
      schema === undefined
        ? [findSequenceMarks(walked), findGuessedMarks(walked)]
        : [auditSchema(walked, schema.shapes, schema.root, resolver)];
    const lists = [walked.marks, ...meaning, markAmbiguities(walked, guess)];
    return {
      documentId: this.id,
      byteLength: this.bytes.length,
      jsonByteLength: byteLength ?? compactJsonLength(text),
      jsonTextLength: text.length,
      treeRowCount: walked.records.count,
      typeName: this.source.type?.typeName ?? "",
      findings: collectFindings(lists, paths, this.source.findings ?? []),
      steps: (chain ?? []).map(({ label }) => label).filter((label) => label !== ""),
      ...(chain === undefined ? {} : { chain }),
      ...(format === undefined ? {} : { framing: format.framing, frameCount: this.frameRows.length }),
      ...(origin === undefined ? {} : { origin }),
    };
  }

  private frame(table: RecordTable, row: number, index: number): readonly Frame[] {
    const frame = describeFrame(table, row, index);
    if (frame === undefined) return [];
    const { start, end } = frame.span;
    const findings = this.summary.findings.filter(
      ({ code, bytes }) =>
        bytes !== undefined && bytes.start >= start && bytes.end <= end && Object.hasOwn(FRAME_RULES, code),
    );
    return [{ ...frame, findings }];
  }
}
