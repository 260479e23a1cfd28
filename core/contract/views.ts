/** What the engine answers: plain, structured-cloneable values. Large things are named by an id and read in pages. */

import type { Finding, Span } from "../finding.ts";
import type { CallEvent } from "./call-views.ts";
import type { CollectionChange } from "./collections.ts";
import type { ConnectionReport } from "./connection-report.ts";
import type { DocumentOrigin } from "./frames.ts";
import type { HealthChange } from "./health.ts";
import type { Framing, InputStep } from "./input.ts";
import type { DocumentNews, ReadingProgress } from "./large-documents.ts";
import type { LoadProgress } from "./load.ts";
import type { RecordingState } from "./recordings.ts";
import type { RunEvent } from "./runner.ts";
import type { SourcesChange } from "./schema.ts";

export type { CallEvent, CallRecord, CallStatus, HttpExchange, StatusDetail } from "./call-views.ts";

/** Which sides of a method stream. */
export type MethodKind = "unary" | "server-stream" | "client-stream" | "bidi-stream";

/** A method as lists show it. */
export interface MethodSummary {
  readonly name: string;
  /** `pkg.Service/Method`. */
  readonly fullName: string;
  readonly kind: MethodKind;
  readonly inputType: string;
  readonly outputType: string;
  /** `GET /v1/models/{id}` and so on: the `google.api.http` rule first, then its additional bindings. */
  readonly httpBindings: readonly string[];
  /** The leading comment, without comment marks. */
  readonly comment: string;
  readonly deprecated: boolean;
}

/** A service with its methods. */
export interface ServiceSummary {
  readonly fullName: string;
  readonly comment: string;
  readonly methods: readonly MethodSummary[];
}

/** What a schema has, and what is amiss with it. */
export interface SchemaSummary {
  readonly schemaId: string;
  readonly services: readonly ServiceSummary[];
  readonly messageCount: number;
  /** Full names of those messages, sorted, nested ones included; absent where they are too many to list. */
  readonly messages?: readonly string[];
  readonly fileCount: number;
  /** How it came: `reflection v1`, `reflection v1alpha`, `files`, `descriptor set`, joined by ` + `. */
  readonly origin: string;
  /** What was missing, stubbed or in conflict. */
  readonly findings: readonly Finding[];
}

/** What one name of a schema stands for. */
export interface SymbolDescription {
  readonly symbol: string;
  readonly kind:
    | "file"
    | "service"
    | "method"
    | "message"
    | "enum"
    | "extension"
    | "field"
    | "oneof"
    | "enum-value";
  /** `.proto` source with comments. */
  readonly source: string;
}

/** What a change of a schema does to what was written with the older one and is read with the newer. */
export type SchemaEffect =
  /** Every message reads the same. */
  | "compatible"
  /** Some messages lose or change a value, or are refused. */
  | "lossy"
  /** What uses it is refused, or read as something else. */
  | "breaking";

/** One difference between an older and a newer schema. */
export interface SchemaChange {
  /** `pkg.Message.field`, `pkg.Service/Method` and so on: as the older schema has it, or the newer when it was added. */
  readonly symbol: string;
  readonly subject:
    | "message"
    | "field"
    | "oneof"
    | "enum"
    | "enum-value"
    | "service"
    | "method"
    | "extension"
    | "schema";
  readonly kind:
    | "added"
    | "removed"
    | "renamed"
    | "renumbered"
    | "retyped"
    | "label"
    | "presence"
    | "packed"
    | "oneof"
    | "default"
    | "json-name"
    | "utf8-validation"
    | "enum-openness"
    | "reserved"
    | "extension-range"
    | "streaming"
    | "http-rule"
    | "option"
    /** The last change of a list that is cut: `after` counts those left out. */
    | "more";
  /** What it was, much as source writes it; empty for what was added. */
  readonly before: string;
  /** What it is; empty for what was removed. */
  readonly after: string;
  /** For bytes: gRPC, and every other way that carries them. */
  readonly wire: SchemaEffect;
  /** For ProtoJSON, and for HTTP + JSON. */
  readonly json: SchemaEffect;
  /** One sentence: why. */
  readonly why: string;
}

/** Two schemas compared. */
export interface SchemaDifference {
  /** By type in the order of their names; bounded. */
  readonly changes: readonly SchemaChange[];
  /** Equal hashes mean that nothing differs, comments and the order of declarations aside. */
  readonly beforeHash: string;
  readonly afterHash: string;
}

/** One file of an export. */
export interface ExportedFile {
  /** The name it is imported by; for a descriptor set that of the set. */
  readonly name: string;
  /** `stub` stands for a file that no source had: it declares empty types of the missing names. */
  readonly origin: "source" | "bundled" | "stub";
  readonly state: "written" | "unchanged" | "left-out";
}

/** What an export wrote. */
export interface SchemaExport {
  /** The folder or the file, as it was named. */
  readonly out: string;
  readonly form: "folder" | "descriptor-set";
  readonly files: readonly ExportedFile[];
  /** Files of an earlier export that the schema no longer has; they were deleted. */
  readonly removed: readonly string[];
  readonly hash: string;
  /** What could not be exported as it is. */
  readonly findings: readonly Finding[];
}

/** What a field can hold. */
export interface FieldShape {
  readonly cardinality: "single" | "list" | "map";
  /** Of one value: a scalar type such as `int64`, or `enum` or `message` (groups too). */
  readonly type: string;
  /** The scalar type of a map's keys. */
  readonly key?: string;
  /** The name of the oneof it is a member of. */
  readonly oneof?: string;
}

/** A place in a schema for hover texts: one entry a field that occurs in the JSON. */
export interface FieldDescription {
  readonly path: string;
  /** `int32 max_concepts = 5`. */
  readonly declaration: string;
  readonly comment: string;
  readonly shape: FieldShape;
  /** How JSON writes its values, where that is not plain: `In JSON: seconds with an s, such as "1.5s".` */
  readonly form?: string;
  /** The full name of the message type of its values; absent for scalars and enums. */
  readonly messageType?: string;
  /** Absent means not. */
  readonly deprecated?: boolean;
  /** What `buf.validate` states, one line a rule; absent when nothing. */
  readonly rules?: readonly string[];
  /** The names of an enum with their comments, bounded; absent for other types. */
  readonly values?: readonly { readonly name: string; readonly comment: string }[];
}

/** The outcome of encoding a JSON body as it is typed. `document` is there whenever the body could be encoded. */
export interface Composition {
  readonly document?: DocumentSummary;
  readonly jsonByteLength: number;
  readonly findings: readonly Finding[];
}

/** A message as bytes. Without `bytes` it does not fit, and the findings say why, with line, column and path. */
export interface Encoding {
  readonly bytes?: Uint8Array;
  readonly findings: readonly Finding[];
}

/** A message as text. What the text leaves out or shows in another form is in the findings, with byte offsets. */
export interface Decoding {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** A document, without its bytes: how large its pages are and what is known of it. */
export interface DocumentSummary {
  readonly documentId: string;
  readonly byteLength: number;
  /** Length of the compact UTF-8 JSON of the message, in bytes: what HTTP + JSON would carry. */
  readonly jsonByteLength: number;
  /** Length of the JSON text that `readJson` pages through, in UTF-16 units. */
  readonly jsonTextLength: number;
  /** Rows `readTree` pages through. */
  readonly treeRowCount: number;
  /** Empty when no schema is bound. */
  readonly typeName: string;
  readonly findings: readonly Finding[];
  /** How the input became these bytes: `pasted hex, 9 characters`, `gunzip 61 B`. Empty for calls. */
  readonly steps: readonly string[];
  /** The same steps with what else they could be; absent for calls. */
  readonly chain?: readonly InputStep[];
  /** How the messages in it are framed, and how many frames there are; absent for one message without a frame. */
  readonly framing?: Framing;
  readonly frameCount?: number;
  /** The document whose bytes this one was made from. */
  readonly origin?: DocumentOrigin;
  /**
   * While a large document is read: rows and findings are those of the part that was, the JSON is not there yet (its
   * lengths are 0), and `document` events tell of more. Absent for a whole one.
   */
  readonly progress?: ReadingProgress;
}

/** What a byte is part of. */
export type AtomKind =
  | "tag"
  | "length"
  | "varint"
  | "fixed32"
  | "fixed64"
  | "text"
  | "bytes"
  | "packed-item"
  | "end-tag"
  | "frame-flags"
  | "frame-length"
  | "delimiter"
  | "trailer"
  | "gap";

/** The field's standard names; `SGROUP` covers a whole group. */
export type WireTypeName = "VARINT" | "I64" | "LEN" | "SGROUP" | "EGROUP" | "I32";

/** One atom on a hex row; offsets are absolute and may reach past the row. */
export interface HexAtom extends Span {
  readonly kind: AtomKind;
  /** Absent on a gap that belongs to no record. */
  readonly wireType?: WireTypeName;
  readonly record: number;
}

/** One row of the bytes. */
export interface HexRow {
  /** Offset of the first byte; rows hold 16 bytes but for the last. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly atoms: readonly HexAtom[];
}

export type ValueKind = "message" | "string" | "number" | "bool" | "enum" | "bytes" | "list" | "gap" | "none";

/** One record as a row of the tree. */
export interface TreeRow {
  readonly record: number;
  readonly depth: number;
  readonly hasChildren: boolean;
  /** Index of the row after this row's last descendant, so that a face can fold. */
  readonly next: number;
  /** `concepts[0]`, or `unknown field 9`, or `3` without a schema. */
  readonly label: string;
  /** Whole path: names with a bound schema, numbers without. */
  readonly path: string;
  readonly number: number;
  readonly wireType: WireTypeName;
  /** Declared type (`float`, `samples.vision.v1.Concept`) or the guessed reading. */
  readonly typeName: string;
  /** One line, bounded to 200 characters; strings are quoted. */
  readonly value: string;
  readonly valueKind: ValueKind;
  /** A quiet remark after the value, such as `2024-11-22 13:20Z?`. */
  readonly note: string;
  readonly status: "known" | "unknown" | "damaged";
  readonly span: Span;
}

/** One selection for hex, tree and JSON. */
export interface Selection {
  readonly record: number;
  readonly treeRow: number;
  readonly path: string;
  readonly bytes: Span;
  readonly tag: Span;
  readonly length?: Span;
  readonly value: Span;
  /** Where the value stands in the JSON text (UTF-16), key included; absent where JSON cannot show it. */
  readonly json?: Span;
  /** `float · field 2 · I32 · 001c +5`. */
  readonly description: string;
  /** `15 | 5f 07 7e 3f`. */
  readonly excerpt: string;
}

/** Addresses of the running sample server. */
export interface SampleAddresses {
  readonly grpc: string;
  readonly grpcTls: string;
  readonly grpcMtls: string;
  readonly web: string;
  readonly http: string;
  readonly ca: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

/** What the engine tells a face without being asked. */
export type EngineEvent =
  | DocumentNews
  | HealthChange
  /** How far the recording of a call is; told at most every few ms, and once at the end. */
  | { readonly kind: "recording"; readonly operationId: string; readonly state: RecordingState }
  /** Of a stream the first messages of each side alone: the rest is in its recording. */
  | CollectionChange
  | { readonly kind: "run"; readonly operationId: string; readonly event: RunEvent }
  | SourcesChange
  | LoadProgress
  | { readonly kind: "call"; readonly operationId: string; readonly event: CallEvent }
  | {
      readonly kind: "progress";
      readonly operationId: string;
      /** `looking up the name`, `TLS handshake`, `reflecting 12 of 40`. */
      readonly stage: string;
      /** The connection that comes about meanwhile, as far as it is. */
      readonly connection?: ConnectionReport;
    };
