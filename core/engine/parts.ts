/** What the engine's methods share: everything that lives between two requests. */
import type { TokenStore } from "../authorization/token-store.ts";
import type { EngineListener } from "../contract/engine.ts";
import type { LiveCalls } from "./calls/live-calls.ts";
import type { DocumentStore } from "./documents/documents.ts";
import type { KeptNames } from "./documents/kept-names.ts";
import type { HistoryPart } from "./history/history.ts";
import type { Operations } from "./operations.ts";
import type { RecordingStore } from "./recordings/recordings.ts";
import type { SchemaStore } from "./schemas/schemas.ts";
import type { Channels } from "./servers/channels.ts";
import type { SampleServer } from "./servers/sample-server.ts";
import type { StateFiles } from "./state-files.ts";

/** What lives in one engine. */
export interface Parts {
  readonly operations: Operations;
  readonly schemas: SchemaStore;
  readonly documents: DocumentStore;
  /** Names that were given to fields which no schema names. */
  readonly names: KeptNames;
  readonly channels: Channels;
  /** OAuth 2 tokens, in memory alone. */
  readonly tokens: () => Promise<TokenStore>;
  readonly live: LiveCalls;
  readonly recordings: RecordingStore;
  readonly history: HistoryPart;
  readonly state: StateFiles;
  /** Folder of what is kept; absent where nothing is. */
  readonly stateDirectory: string | undefined;
  readonly sample: SampleServer;
  readonly tell: EngineListener;
}
