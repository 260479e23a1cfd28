import type { Edit } from "../contract/edit.ts";
import type { DocumentFinding } from "../contract/fixes.ts";
import type { Frame } from "../contract/frames.ts";
import type { Anchor } from "../contract/params.ts";
import type { RecordReadings } from "../contract/readings.ts";
import type { TreeView } from "../contract/tree-view.ts";
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
import { compactJson } from "./compact-json.ts";
import type { Document, DocumentJson, DocumentSource } from "./document.ts";
import { type EditedBytes, editBytes } from "./edit.ts";
import { fieldKey } from "./field-key.ts";
import type { FieldKey } from "./field-names.ts";
import { FilteredView } from "./filtered-view.ts";
import { type CollectedFinding, collectFindings } from "./findings.ts";
import { fixOf } from "./fixes.ts";
import { describeFrame, frameRows } from "./frames.ts";
import { hexRows } from "./hex.ts";
import { inputFix } from "./input-fixes.ts";
import { compactJsonLength } from "./json-length.ts";
import { bytesAtText } from "./links.ts";
import { writeNumberedJson } from "./numbered-json.ts";
import { choosableField, recordReadings } from "./readings.ts";
import { type SelectionContext, selectRecord } from "./select.ts";
import { measureFields } from "./sizes.ts";

/** Views kept; each holds a few numbers a row. */
const KEPT_VIEWS = 4;

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
  private madeFindings: readonly CollectedFinding[] | undefined;
  private readonly views = new Map<string, FilteredView>();
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

  findings(): readonly DocumentFinding[] {
    const { walk: table } = this.analysis;
    return this.collected.map(({ finding, mark }) => {
      const fix = mark === undefined ? inputFix(finding, this.source.chain ?? []) : fixOf(table, mark);
      return { ...finding, record: mark?.record ?? -1, ...(fix === undefined ? {} : { fix }) };
    });
  }

  view(view: TreeView): FilteredView {
    const key = `${view.order} ${view.values} ${view.filter ?? ""}`;
    const known = this.views.get(key);
    if (known !== undefined) return known;
    const made = new FilteredView(this.analysis, view);
    if (this.views.size >= KEPT_VIEWS) this.views.clear();
    this.views.set(key, made);
    return made;
  }

  sizes(): ReturnType<typeof measureFields> {
    return measureFields(this.analysis);
  }

  compactJson(): string {
    return compactJson(this.json.text);
  }

  fieldKey(record: number): FieldKey | undefined {
    const { walk: table, resolver } = this.analysis;
    const isNamed = record >= table.records.count || resolver.resolve(record).field !== undefined;
    return isNamed ? undefined : fieldKey(table, resolver, record);
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

  private get collected(): readonly CollectedFinding[] {
    this.madeFindings ??= this.collect();
    return this.madeFindings;
  }

  private collect(): readonly CollectedFinding[] {
    const { walk: walked, guess, schema, resolver, paths } = this.analysis;
    const meaning =
      schema === undefined
        ? [findSequenceMarks(walked), findGuessedMarks(walked)]
        : [auditSchema(walked, schema.shapes, schema.root, resolver)];
    const lists = [walked.marks, ...meaning, markAmbiguities(walked, guess)];
    return collectFindings(lists, paths, this.source.findings ?? []);
  }

  private summarise(): DocumentSummary {
    const { walk: walked } = this.analysis;
    const { text, byteLength } = this.json;
    const { chain, format, origin } = this.source;
    return {
      documentId: this.id,
      byteLength: this.bytes.length,
      jsonByteLength: byteLength ?? compactJsonLength(text),
      jsonTextLength: text.length,
      treeRowCount: walked.records.count,
      typeName: this.source.type?.typeName ?? "",
      findings: this.collected.map(({ finding }) => finding),
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
