/** The engine: what lives between the requests of a face (schemas, documents, calls, connections), behind the contract. */
import type { Engine, EngineListener } from "./contract/engine.ts";
import { StopReadingParams } from "./contract/large-documents.ts";
import {
  CallParams,
  CancelParams,
  ComposeParams,
  DecodeParams,
  DescribeParams,
  DiffSchemasParams,
  DocumentParams,
  EncodeParams,
  ExportSchemaParams,
  InspectParams,
  LocateParams,
  OpenSchemaParams,
  PageParams,
  StateNameParams,
  StateParams,
  SymbolParams,
} from "./contract/params.ts";
import type { CallEvent } from "./contract/views.ts";
import { authorizationMethods } from "./engine/calls/authorization.ts";
import { compareMethods } from "./engine/calls/compare-channels.ts";
import { createLiveCalls } from "./engine/calls/live-calls.ts";
import { streamMethods } from "./engine/calls/streams.ts";
import { lazyTokenStore } from "./engine/calls/tokens.ts";
import { transcodingMethods } from "./engine/calls/transcoding.ts";
import { assertionMethods } from "./engine/collections/assertions.ts";
import { createCollectionPart } from "./engine/collections/collections.ts";
import { newCollectionMethods } from "./engine/collections/new-collection.ts";
import { runnerMethods } from "./engine/collections/runner.ts";
import { savedSourcesMethods } from "./engine/collections/saved-sources.ts";
import { canonicalMethods } from "./engine/documents/canonical.ts";
import { composeDocument } from "./engine/documents/compose.ts";
import { decodeMessage, encodeMessage } from "./engine/documents/convert.ts";
import { documentTextMethods } from "./engine/documents/document-text.ts";
import { createDocumentStore } from "./engine/documents/documents.ts";
import { editMethods } from "./engine/documents/edit.ts";
import { inferMethods } from "./engine/documents/infer.ts";
import { inspectInput } from "./engine/documents/inspect.ts";
import { inspectorMethods } from "./engine/documents/inspector.ts";
import { createKeptNames } from "./engine/documents/kept-names.ts";
import { matchMethods } from "./engine/documents/match.ts";
import { oneofMethods } from "./engine/documents/oneof.ts";
import { patchMethods } from "./engine/documents/patch.ts";
import { door, plainDoor } from "./engine/door.ts";
import { exchangeMethods } from "./engine/exchange/exchange.ts";
import { shareMethods } from "./engine/exchange/share.ts";
import { createHistoryPart } from "./engine/history/history.ts";
import { createOperations } from "./engine/operations.ts";
import type { Parts } from "./engine/parts.ts";
import { recordingMethods } from "./engine/recordings/recording-methods.ts";
import { createRecordingStore } from "./engine/recordings/recordings.ts";
import { diffPart, exportPart, schemaRoom } from "./engine/rooms.ts";
import { readSchemaSources, type SourceContext } from "./engine/schemas/schema-sources.ts";
import { schemaViewMethods } from "./engine/schemas/schema-views.ts";
import { createSchemaStore, listNames } from "./engine/schemas/schemas.ts";
import { createSourceWatches } from "./engine/schemas/source-watches.ts";
import { createTypeFetcher } from "./engine/schemas/type-fetcher.ts";
import { createChannels } from "./engine/servers/channels.ts";
import { createSampleServer, type SampleStarter } from "./engine/servers/sample-server.ts";
import { serverMethods } from "./engine/servers/servers.ts";
import { createStateFiles } from "./engine/state-files.ts";
import { environmentMethods } from "./engine/variables/environments.ts";
import { suggestionMethods } from "./engine/variables/suggestions.ts";
import {
  createVariableParts,
  runTypedCall,
  scopedSources,
  typedLookup,
  type VariableParts,
} from "./engine/variables/variable-parts.ts";
import { variablePlaceMethods } from "./engine/variables/variable-places.ts";

export type { RunningSample, SampleStarter } from "./engine/servers/sample-server.ts";

/** What an engine is given by its face. */
export interface EngineOptions {
  /** Folder for `saveState`; made on the first write. Without it nothing is kept. */
  readonly stateDirectory?: string;
  /** Hears what happens meanwhile. */
  readonly onEvent?: EngineListener;
  /**
   * Answers with the first rows of a large document while the rest of it is read, and tells of more by `document` events.
   * Without it answers wait for the whole.
   */
  readonly readsAhead?: boolean;
  /** Starts the bundled sample server. Without it `startSample` rejects with `unsupported`. */
  readonly startSample?: SampleStarter;
}

/** An engine and its end. */
export interface RunningEngine extends Engine {
  /** Cancels what runs, stops the sample server, closes all connections, and waits for state to reach the disk. */
  close(): Promise<void>;
}

/** An engine. Nothing is read, loaded or connected before the first request. */
export function createEngine(options: EngineOptions = {}): RunningEngine {
  const tokens = lazyTokenStore();
  const state = createStateFiles(options.stateDirectory);
  const names = createKeptNames(state, options.stateDirectory !== undefined);
  const parts: Parts = {
    operations: createOperations(),
    schemas: createSchemaStore(),
    names,
    documents: createDocumentStore(
      names,
      options.readsAhead === true ? (summary) => parts.tell({ kind: "document", summary }) : undefined,
    ),
    channels: createChannels(tokens),
    tokens,
    live: createLiveCalls(),
    recordings: createRecordingStore(options.stateDirectory),
    history: createHistoryPart(() => parts, options.stateDirectory),
    state,
    stateDirectory: options.stateDirectory,
    sample: createSampleServer(options.startSample),
    tell: options.onEvent ?? (() => undefined),
  };

  const watches = createSourceWatches(parts.tell);
  const variables = createVariableParts(parts);
  const collections = createCollectionPart(parts.tell, options.stateDirectory);

  async function close(): Promise<void> {
    await parts.operations.close();
    await collections.close();
    parts.channels.close();
    parts.documents.clear();
    parts.recordings.clear();
    await Promise.allSettled([
      parts.sample.stop(),
      parts.history.settle(),
      parts.state.settle(),
      watches.close(),
    ]);
  }

  return {
    ...schemaMethods(parts, variables),
    ...schemaViewMethods(parts, watches, options.stateDirectory),
    ...messageMethods(parts, variables),
    ...pageMethods(parts),
    ...faceMethods(parts),
    ...authorizationMethods(parts, variables),
    ...serverMethods(parts, variables),
    ...collections.methods,
    ...environmentMethods(variables),
    ...shareMethods(parts, variables),
    ...suggestionMethods(variables),
    ...variablePlaceMethods(options.stateDirectory),
    ...parts.history.methods,
    ...assertionMethods(parts),
    ...runnerMethods(parts, variables),
    ...editMethods(parts),
    ...patchMethods(parts),
    ...canonicalMethods(parts),
    ...documentTextMethods(parts),
    ...oneofMethods(parts),
    ...matchMethods(parts),
    ...inferMethods(parts),
    ...transcodingMethods(parts, variables),
    ...inspectorMethods(parts),
    ...recordingMethods(parts),
    ...streamMethods(parts),
    ...compareMethods(parts, variables),
    ...exchangeMethods(parts, variables),
    ...newCollectionMethods(parts),
    ...savedSourcesMethods(),
    close,
  };
}

type SchemaMethods = Pick<
  Engine,
  "openSchema" | "describe" | "template" | "fields" | "exportSchema" | "diffSchemas"
>;

function schemaMethods(
  { operations, schemas, channels, tell }: Parts,
  variables: VariableParts,
): SchemaMethods {
  return {
    openSchema: door("openSchema", OpenSchemaParams, (request) =>
      operations.run(request.operationId, async (signal) => {
        const { operationId } = request;
        const onStage: SourceContext["onStage"] = (stage, connection) =>
          tell({ kind: "progress", operationId, stage, ...(connection && { connection }) });
        const sources = await scopedSources(variables, request, signal);
        const parts = await readSchemaSources(
          { ...request, sources },
          { grpc: channels.grpc, signal, onStage },
        );
        if (request.detail === "names") return await listNames(parts);
        const fetchTypes = createTypeFetcher(sources, channels, parts);
        return await schemas.add(parts, { symbols: request.symbols, fetchTypes });
      }),
    ),
    describe: door("describe", DescribeParams, async ({ schemaId, symbol }) =>
      (await schemaRoom()).describe(schemas.get(schemaId), symbol),
    ),
    template: door("template", SymbolParams, async ({ schemaId, symbol }) => ({
      json: (await schemaRoom()).template(schemas.get(schemaId), symbol),
    })),
    fields: door("fields", SymbolParams, async ({ schemaId, symbol }) =>
      (await schemaRoom()).fieldDescriptions(schemas.get(schemaId), symbol),
    ),
    exportSchema: door("exportSchema", ExportSchemaParams, (request) =>
      operations.run(request.operationId, async (signal) => {
        const { schemaId, out, form, overwrite = false } = request;
        const { exportSchema } = await exportPart();
        return await exportSchema(schemas.get(schemaId), { out, form, overwrite, signal });
      }),
    ),
    diffSchemas: door("diffSchemas", DiffSchemasParams, async (request) => {
      const { diffSchemas, schemaHash } = await diffPart();
      const [before, after] = [schemas.get(request.before), schemas.get(request.after)];
      return {
        changes: diffSchemas(before, after),
        beforeHash: schemaHash(before),
        afterHash: schemaHash(after),
      };
    }),
  };
}

type MessageMethods = Pick<Engine, "compose" | "encode" | "decode" | "call" | "inspect" | "cancel">;

function messageMethods(parts: Parts, variables: VariableParts): MessageMethods {
  const { operations, schemas, documents, live, tell } = parts;
  return {
    compose: door("compose", ComposeParams, async (request) => {
      const lookup = await typedLookup(variables, request.scope);
      return await composeDocument(request, schemas.get(request.schemaId), documents, lookup);
    }),
    encode: door("encode", EncodeParams, async (request) => {
      const lookup = await typedLookup(variables, request.scope);
      return await encodeMessage(request, schemas.get(request.schemaId), lookup);
    }),
    decode: door("decode", DecodeParams, (request) => decodeMessage(request, schemas.get(request.schemaId))),
    call: door("call", CallParams, (request) =>
      operations.run(request.operationId, (signal) => {
        const { operationId } = request;
        const onEvent = (event: CallEvent) => tell({ kind: "call", operationId, event });
        // Messages may be sent on the call as soon as it was asked for, whatever has to be looked up first.
        const place = live.begin(operationId);
        return runTypedCall(parts, variables, { request, signal, onEvent }).finally(place.end);
      }),
    ),
    inspect: door("inspect", InspectParams, (request) => {
      const pool = request.schemaId === undefined ? undefined : schemas.get(request.schemaId);
      return inspectInput(request, pool, documents);
    }),
    cancel: door("cancel", CancelParams, ({ operationId }) => operations.cancel(operationId)),
  };
}

type PageMethods = Pick<
  Engine,
  "readHex" | "readTree" | "readJson" | "readBytes" | "locate" | "release" | "stopReading"
>;

function pageMethods({ documents }: Parts): PageMethods {
  const { get } = documents;
  return {
    readHex: door("readHex", PageParams, ({ documentId, start, end }) => get(documentId).readHex(start, end)),
    readTree: door("readTree", PageParams, ({ documentId, start, end }) =>
      get(documentId).readTree(start, end),
    ),
    readJson: door("readJson", PageParams, async ({ documentId, start, end }) => {
      const document = get(documentId);
      return (document.hasJson ? document : await documents.whole(documentId)).readJson(start, end);
    }),
    readBytes: door("readBytes", PageParams, ({ documentId, start, end }) =>
      get(documentId).readBytes(start, end),
    ),
    locate: door("locate", LocateParams, ({ documentId, anchor }) => get(documentId).locate(anchor)),
    release: door("release", DocumentParams, ({ documentId }) => documents.release(documentId)),
    stopReading: door("stopReading", StopReadingParams, ({ documentId }) => get(documentId).stop()),
  };
}

type FaceMethods = Pick<Engine, "startSample" | "stopSample" | "saveState" | "loadState">;

function faceMethods({ sample, state }: Parts): FaceMethods {
  return {
    startSample: plainDoor(sample.start),
    stopSample: plainDoor(sample.stop),
    saveState: door("saveState", StateParams, ({ texts }) => state.save(texts)),
    loadState: door("loadState", StateNameParams, async ({ name }) => ({ text: await state.load(name) })),
  };
}
