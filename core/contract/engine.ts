/** The one door: everything a face can ask for. The CLI calls it in process, the window over a port. */

import type { AssertionMethods } from "./assertions.ts";
import type { AuthorizationMethods } from "./authorization.ts";
import type { CanonicalMethods } from "./canonical.ts";
import type { CollectionItemMethods, CollectionMethods } from "./collections.ts";
import type { CompareMethods } from "./compare.ts";
import type { DocumentDiffMethods } from "./document-diff.ts";
import type { DocumentTextMethods } from "./document-text.ts";
import type { EditMethods } from "./edit.ts";
import type { EnvironmentMethods } from "./environments.ts";
import type { ExchangeMethods } from "./exchange.ts";
import type { FindingMethods } from "./fixes.ts";
import type { FrameMethods } from "./frames.ts";
import type { ServerMethods } from "./health.ts";
import type { HistoryMethods } from "./history.ts";
import type { InferMethods } from "./infer.ts";
import type { InputMethods } from "./input.ts";
import type { LargeDocumentMethods } from "./large-documents.ts";
import type { LoadMethods } from "./load.ts";
import type { MatchMethods } from "./match.ts";
import type { NamingMethods } from "./naming.ts";
import type { NewCollectionMethods } from "./new-collection.ts";
import type { OneofMethods } from "./oneof.ts";
import type {
  CallRequest,
  CancelRequest,
  ComposeRequest,
  DecodeRequest,
  DescribeRequest,
  DiffSchemasRequest,
  DocumentRequest,
  EncodeRequest,
  ExportSchemaRequest,
  InspectRequest,
  LocateRequest,
  OpenSchemaRequest,
  PageRequest,
  StateNameRequest,
  StateRequest,
  SymbolRequest,
} from "./params.ts";
import type { PatchMethods } from "./patch.ts";
import type { ReadingMethods } from "./readings.ts";
import type { RecordingMethods } from "./recordings.ts";
import type { RunnerMethods } from "./runner.ts";
import type { SavedSourcesMethods } from "./saved-sources.ts";
import type { SchemaMethods } from "./schema.ts";
import type { ShareMethods } from "./share.ts";
import type { SizeMethods } from "./sizes.ts";
import type { StreamMethods } from "./streams.ts";
import type { SuggestionMethods } from "./suggestions.ts";
import type { TranscodingMethods } from "./transcoding.ts";
import type { TreeViewMethods } from "./tree-view.ts";
import type { VariablePlaceMethods } from "./variable-places.ts";
import type {
  CallRecord,
  Composition,
  Decoding,
  DocumentSummary,
  Encoding,
  EngineEvent,
  FieldDescription,
  HexRow,
  SampleAddresses,
  SchemaDifference,
  SchemaExport,
  SchemaSummary,
  Selection,
  SymbolDescription,
  TreeRow,
} from "./views.ts";

/**
 * Every method rejects with a `ByteglassError` and with nothing else. Documents and schemas live until they are
 * released or pushed out by the engine's bounds; a page of a document that is gone rejects with `not-found`.
 */
export interface Engine
  extends AuthorizationMethods,
    CollectionItemMethods,
    CollectionMethods,
    CompareMethods,
    DocumentDiffMethods,
    DocumentTextMethods,
    CanonicalMethods,
    EditMethods,
    EnvironmentMethods,
    AssertionMethods,
    RunnerMethods,
    HistoryMethods,
    ExchangeMethods,
    FindingMethods,
    FrameMethods,
    InferMethods,
    InputMethods,
    LargeDocumentMethods,
    LoadMethods,
    MatchMethods,
    NamingMethods,
    OneofMethods,
    PatchMethods,
    NewCollectionMethods,
    ReadingMethods,
    SavedSourcesMethods,
    SchemaMethods,
    RecordingMethods,
    ServerMethods,
    ShareMethods,
    SizeMethods,
    StreamMethods,
    SuggestionMethods,
    TranscodingMethods,
    TreeViewMethods,
    VariablePlaceMethods {
  /** Reads all sources into one pool. Partial success is success: what is missing is in the summary's findings. */
  openSchema(request: OpenSchemaRequest): Promise<SchemaSummary>;
  /** `.proto` source of a symbol, or of everything when no symbol is given. */
  describe(request: DescribeRequest): Promise<readonly SymbolDescription[]>;
  /** An example JSON body with every field of a message type. */
  template(request: SymbolRequest): Promise<{ readonly json: string }>;
  /** Declarations and comments of a message type's fields, nested ones included to a bounded depth, for hovers. */
  fields(request: SymbolRequest): Promise<readonly FieldDescription[]>;
  /** Writes a schema to disk, as `.proto` files that compile again or as a descriptor set; overwrites nothing unasked. */
  exportSchema(request: ExportSchemaRequest): Promise<SchemaExport>;
  /** What differs between two open schemas, and what that means for bytes and for JSON. */
  diffSchemas(request: DiffSchemasRequest): Promise<SchemaDifference>;
  /** Encodes a JSON body; refuses nothing silently: what does not fit is in the findings with line and column. */
  compose(request: ComposeRequest): Promise<Composition>;
  /** The bytes of a message given as JSON or in the text format; no document is kept. */
  encode(request: EncodeRequest): Promise<Encoding>;
  /** The bytes of a message as JSON or in the text format, whatever the bytes are; no document is kept. */
  decode(request: DecodeRequest): Promise<Decoding>;
  /** Runs one call to its end; events arrive meanwhile. A failed RPC is a record with a status, not a rejection. */
  call(request: CallRequest): Promise<CallRecord>;
  /** Bytes, pasted text or a file into a document. Never fails on malformed bytes. */
  inspect(request: InspectRequest): Promise<DocumentSummary>;
  /** Rows `start` to `end` (16 bytes each). */
  readHex(request: PageRequest): Promise<readonly HexRow[]>;
  /** Tree rows `start` to `end`, in wire order, parents before children. */
  readTree(request: PageRequest): Promise<readonly TreeRow[]>;
  /** The JSON text from UTF-16 offset `start` to `end`. */
  readJson(request: PageRequest): Promise<string>;
  /** The bytes from `start` to `end`. */
  readBytes(request: PageRequest): Promise<Uint8Array>;
  /** The one selection that a byte, a record or a place in the JSON stands for. */
  locate(request: LocateRequest): Promise<Selection | undefined>;
  release(request: DocumentRequest): Promise<void>;
  /** Ends a running `openSchema` or `call`; unknown ids are ignored, the operation may just have ended. */
  cancel(request: CancelRequest): Promise<void>;
  /** Starts the bundled sample server, or answers with the one that runs. */
  startSample(): Promise<SampleAddresses>;
  stopSample(): Promise<void>;
  /** Keeps a face's own state (drafts, open tabs) on disk: each text atomically, all in the order they were asked for. */
  saveState(request: StateRequest): Promise<void>;
  loadState(request: StateNameRequest): Promise<{ readonly text: string | undefined }>;
}

/** Where the engine tells what happens meanwhile. */
export type EngineListener = (event: EngineEvent) => void;
