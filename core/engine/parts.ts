/** What the engine's methods share: everything that lives between two requests. */
import type { TokenStore } from "../authorization/token-store.ts";
import type { EngineListener } from "../contract/engine.ts";
import type { Channels } from "./channels.ts";
import type { DocumentStore } from "./documents.ts";
import type { HistoryPart } from "./history.ts";
import type { KeptNames } from "./kept-names.ts";
import type { LiveCalls } from "./live-calls.ts";
import type { Operations } from "./operations.ts";
import type { RecordingStore } from "./recordings.ts";
import type { SampleServer } from "./sample-server.ts";
import type { SchemaStore } from "./schemas.ts";
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
