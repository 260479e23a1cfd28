import type { Edit } from "../contract/edit.ts";
import type { DocumentFinding } from "../contract/fixes.ts";
import type { Frame } from "../contract/frames.ts";
import type { Anchor } from "../contract/params.ts";
import type { RecordReadings } from "../contract/readings.ts";
import type { TreeView } from "../contract/tree-view.ts";
import type { DocumentSummary, HexRow, Selection, TreeRow } from "../contract/views.ts";
import type { EditRefusal } from "../edit/compile.ts";
import type { Finding, Span } from "../finding.ts";
import { guessedMarks, markAmbiguities } from "../guess/marks.ts";
import { schemaAudit } from "../wire/bind/audit.ts";
import { isFrame } from "../wire/kinds.ts";
import { kindOf, type RecordTable, readHeader, recordAt } from "../wire/records.ts";
import { FRAME_RULES } from "../wire/rules/frames.ts";
import { sequenceMarks } from "../wire/sequence.ts";
import { finish, type Steps } from "../wire/steps.ts";
import { type Analysis, analyse, type BegunAnalysis, beginAnalysis } from "./analysis.ts";
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
import { compactJsonLength, compactLength } from "./json-length.ts";
import { LARGE } from "./large.ts";
import { lateSummary } from "./late-summary.ts";
import { bytesAtText } from "./links.ts";
import { numberedJson, writeNumberedJson } from "./numbered-json.ts";
import { choosableField, recordReadings } from "./readings.ts";
import { type SelectionContext, selectRecord } from "./select.ts";
import { measureFields } from "./sizes.ts";

const NO_LINKS = new Int32Array(0);

/** Views kept; each holds a few numbers a row. */
const KEPT_VIEWS = 4;

/** Makes a document. Nothing is computed before it is asked for. */
export function createDocument(source: DocumentSource): Document {
  return new LazyDocument({ ...source, bytes: plainBytes(source.bytes) });
}

/**
 * The same bytes as a plain array. A slice of any other kind, such as Node's `Buffer`, is no copy: a page of it would
 * take all the bytes along wherever it is sent.
 */
function plainBytes(bytes: Uint8Array): Uint8Array {
  if (Object.getPrototypeOf(bytes) === Uint8Array.prototype) return bytes;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

class LazyDocument implements Document {
  readonly id: string;
  readonly bytes: Uint8Array;
  source: DocumentSource;
  private madeAnalysis: Analysis | undefined;
  /** The walk of a large document that is read in steps. */
  private begun: BegunAnalysis | undefined;
  private isRead = true;
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
    if (!this.isRead) return this.summarise([]);
    if (this.madeJson === undefined && this.source.renderJson !== undefined) return lateSummary(this);
    this.madeSummary ??= this.summarise(this.collected.map(({ finding }) => finding));
    return this.madeSummary;
  }

  *readRecords(): Steps<void> {
    this.begun = beginAnalysis(this.source);
    this.isRead = false;
    yield* this.begun.work;
    this.madeAnalysis = this.begun.analysis;
  }

  attach(json: DocumentJson, findings: readonly Finding[]): void {
    this.madeJson = json;
    const all = [...(this.source.findings ?? []), ...findings];
    this.source = { ...this.source, renderJson: undefined, json, findings: all };
  }

  *readRest(): Steps<void> {
    this.madeFindings = yield* this.collect();
    this.madeJson ??= yield* numberedJson(this.analysis.walk);
    yield;
    const { text, byteLength } = this.madeJson;
    this.madeJson = { ...this.madeJson, byteLength: byteLength ?? (yield* compactLength(text)) };
    this.isRead = true;
  }

  stop(): void {
    this.begun?.stop();
  }

  readHex(start: number, end: number): readonly HexRow[] {
    return hexRows(this.shown.walk, start, end);
  }

  readTree(start: number, end: number): readonly TreeRow[] {
    return this.shown.tree.rows(start, end);
  }

  readFrames(start: number, end: number): readonly Frame[] {
    const { walk: table } = this.shown;
    const known = this.isRead ? this.frameRows : frameRows(table, Math.max(0, end));
    const rows = known.subarray(Math.max(0, start), Math.max(0, end));
    return [...rows].flatMap((row, index) => this.frame(table, row, Math.max(0, start) + index));
  }

  framesOf(record: number): readonly Frame[] {
    const index = this.frameRows.indexOf(record);
    return index < 0 ? [] : this.readFrames(index, index + 1);
  }

  bodyOf(record: number): Span | undefined {
    const { walk: table } = this.shown;
    if (record >= table.records.count) return undefined;
    const { length, body, wireType } = readHeader(table, record);
    const kind = kindOf(table.records, record);
    return isFrame(kind) || (wireType === 2 && length !== undefined) ? body : undefined;
  }

  pathOf(record: number): string {
    return this.shown.paths.path(record);
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
    const { walk: walked } = this.shown;
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

  get hasJson(): boolean {
    return this.isRead || this.madeJson !== undefined;
  }

  /** What all views are made from; computed at the first reading, and to its end if that was begun. */
  get analysis(): Analysis {
    if (this.madeAnalysis === undefined && this.begun !== undefined) {
      finish(this.begun.work);
      this.madeAnalysis = this.begun.analysis;
    }
    this.madeAnalysis ??= analyse(this.source);
    return this.madeAnalysis;
  }

  /** The same as far as it was read. */
  private get shown(): Analysis {
    return this.madeAnalysis ?? this.begun?.analysis ?? this.analysis;
  }

  private get frameRows(): Uint32Array {
    this.madeFrameRows ??= frameRows(this.analysis.walk);
    return this.madeFrameRows;
  }

  private get json(): DocumentJson {
    this.render();
    this.madeJson ??= writeNumberedJson(this.analysis.walk);
    return this.madeJson;
  }

  /** Makes the JSON that was left for later. */
  private render(): void {
    const rendered = this.source.renderJson?.();
    if (rendered !== undefined) this.attach(rendered.json, rendered.findings);
  }

  private get selectionContext(): SelectionContext {
    const { walk: table, resolver, paths, tree } = this.shown;
    return { table, resolver, paths, tree, links: this.links };
  }

  private byteOfText(offset: number): Span | undefined {
    return bytesAtText(this.links, offset);
  }

  /** While a document is read, no JSON is written for a click. */
  private get links(): Int32Array {
    return this.isRead ? this.json.links : (this.madeJson?.links ?? NO_LINKS);
  }

  private get collected(): readonly CollectedFinding[] {
    this.render();
    this.madeFindings ??= finish(this.collect());
    return this.madeFindings;
  }

  private *collect(): Steps<readonly CollectedFinding[]> {
    const { walk: walked, guess, schema, resolver, paths } = this.analysis;
    const meaning =
      schema === undefined
        ? [yield* sequenceMarks(walked), yield* guessedMarks(walked)]
        : [yield* schemaAudit(walked, schema.shapes, schema.root, resolver)];
    const lists = [walked.marks, ...meaning, markAmbiguities(walked, guess)];
    return collectFindings(lists, paths, this.source.findings ?? []);
  }

  private summarise(findings: readonly Finding[]): DocumentSummary {
    const { walk: walked } = this.shown;
    const { chain, format, origin } = this.source;
    const frameCount = () => (this.isRead ? this.frameRows.length : 0);
    const sizes = () => this.jsonSizes();
    const summary: DocumentSummary = {
      documentId: this.id,
      byteLength: this.bytes.length,
      get jsonByteLength() {
        return sizes().byteLength;
      },
      get jsonTextLength() {
        return sizes().textLength;
      },
      treeRowCount: walked.records.count,
      typeName: this.source.type?.typeName ?? "",
      findings,
      steps: (chain ?? []).map(({ label }) => label).filter((label) => label !== ""),
      ...(chain === undefined ? {} : { chain }),
      ...(format === undefined ? {} : { framing: format.framing, frameCount: frameCount() }),
      ...(origin === undefined ? {} : { origin }),
      ...(this.isRead ? {} : { progress: { done: walked.records.byteLength, total: this.bytes.length } }),
    };
    // Who wants no JSON of a large document need not wait for it; elsewhere a summary holds no document.
    return this.madeJson === undefined && this.bytes.length >= LARGE ? summary : { ...summary };
  }

  /** The sizes of the JSON; 0 while there is none. */
  private jsonSizes(): { readonly byteLength: number; readonly textLength: number } {
    if (!this.isRead && this.madeJson === undefined) return { byteLength: 0, textLength: 0 };
    const { text, byteLength } = this.json;
    return { byteLength: byteLength ?? compactJsonLength(text), textLength: text.length };
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
