import type { DescMessage, Registry } from "@bufbuild/protobuf";
import type { Edit } from "../contract/edit.ts";
import type { Anchor } from "../contract/params.ts";
import type { DocumentSummary, HexRow, Selection, TreeRow } from "../contract/views.ts";
import type { EditRefusal } from "../edit/compile.ts";
import type { Span } from "../finding.ts";
import { createGuessBinder, type GuessBinder } from "../guess/binder.ts";
import { findGuessedMarks, markAmbiguities } from "../guess/marks.ts";
import { readingNote } from "../guess/note.ts";
import { auditSchema } from "../wire/bind/audit.ts";
import { Resolver } from "../wire/bind/resolve.ts";
import { createSchemaBinder } from "../wire/bind/schema-binder.ts";
import { type MessageShape, Shapes } from "../wire/bind/shapes.ts";
import { recordAt } from "../wire/records.ts";
import { findSequenceMarks } from "../wire/sequence.ts";
import { type Walk, walk } from "../wire/walk.ts";
import type { Document, DocumentJson, DocumentSource } from "./document.ts";
import { type EditedBytes, editBytes } from "./edit.ts";
import { collectFindings } from "./findings.ts";
import { hexRows } from "./hex.ts";
import { compactJsonLength } from "./json-length.ts";
import { bytesAtText } from "./links.ts";
import { writeNumberedJson } from "./numbered-json.ts";
import { Occurrences } from "./occurrences.ts";
import { Paths } from "./paths.ts";
import { type SelectionContext, selectRecord } from "./select.ts";
import { Tree } from "./tree.ts";

/** Makes a document. Nothing is computed before it is asked for. */
export function createDocument(source: DocumentSource): Document {
  return new LazyDocument(source);
}

/** The type of the document, ready for the walk. */
interface BoundSchema {
  readonly type: DescMessage;
  readonly shapes: Shapes;
  readonly root: MessageShape;
}

/** What is computed at the first reading. */
interface Views {
  readonly walk: Walk;
  readonly guess: GuessBinder;
  readonly schema: BoundSchema | undefined;
  readonly resolver: Resolver;
  readonly paths: Paths;
  readonly tree: Tree;
}

class LazyDocument implements Document {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly source: DocumentSource;
  private madeViews: Views | undefined;
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
    return hexRows(this.views.walk, start, end);
  }

  readTree(start: number, end: number): readonly TreeRow[] {
    return this.views.tree.rows(start, end);
  }

  readJson(start: number, end: number): string {
    return this.json.text.slice(Math.max(0, start), Math.max(0, end));
  }

  readBytes(start: number, end: number): Uint8Array {
    return this.bytes.slice(Math.max(0, start), Math.max(0, end));
  }

  locate(anchor: Anchor): Selection | undefined {
    const { walk: walked } = this.views;
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
    const { walk: table, resolver } = this.views;
    return editBytes(table, resolver, edit, repair);
  }

  private get views(): Views {
    this.madeViews ??= this.makeViews();
    return this.madeViews;
  }

  private get json(): DocumentJson {
    this.madeJson ??= writeNumberedJson(this.views.walk);
    return this.madeJson;
  }

  private get selectionContext(): SelectionContext {
    const { walk: table, resolver, paths, tree } = this.views;
    return { table, resolver, paths, tree, links: this.json.links };
  }

  private byteOfText(offset: number): Span | undefined {
    return bytesAtText(this.json.links, offset);
  }

  private makeViews(): Views {
    const { type, registry } = this.source;
    const guess = createGuessBinder(this.bytes);
    const shapes = type === undefined ? undefined : shapesOf(registry, type);
    const schema =
      type === undefined || shapes === undefined ? undefined : { type, shapes, root: shapes.of(type) };
    const binder =
      schema === undefined ? guess : createSchemaBinder(this.bytes, schema.type, schema.shapes, guess);
    const walked = walk(this.bytes, binder);
    const resolver = new Resolver(walked, shapes, schema?.root);
    const paths = new Paths(walked, resolver, new Occurrences(walked, resolver));
    const tree = new Tree(walked, resolver, paths, (kind, body) => readingNote(guess, kind, body));
    return { walk: walked, guess, schema, resolver, paths, tree };
  }

  private summarise(): DocumentSummary {
    const { walk: walked, guess, schema, resolver, paths } = this.views;
    const { text, byteLength } = this.json;
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
      steps: this.source.steps ?? [],
    };
  }
}

const shapesByRegistry = new WeakMap<Registry, Shapes>();
const shapesByType = new WeakMap<DescMessage, Shapes>();

/** Shapes are made once per registry, or per type where there is no registry. */
function shapesOf(registry: Registry | undefined, type: DescMessage): Shapes {
  const known = registry === undefined ? shapesByType.get(type) : shapesByRegistry.get(registry);
  if (known !== undefined) return known;
  const shapes = new Shapes(registry);
  if (registry === undefined) shapesByType.set(type, shapes);
  else shapesByRegistry.set(registry, shapes);
  return shapes;
}
