/** What survives a restart: drafts, connections, layout. */
import * as v from "valibot";
import { AssertionSchema } from "../../core/contract/assertions.ts";
import { CallOptionsSchema, ConnectionSettingsSchema } from "../../core/contract/call-options.ts";
import { CHANNEL_KINDS } from "../../core/contract/channels.ts";
import { SavedRequestSchema } from "../../core/contract/collections.ts";
import { VariableSchema } from "../../core/contract/environments.ts";
import { FramingSchema, InputChoiceSchema } from "../../core/contract/input.ts";
import { JWT_ALGORITHMS } from "../../core/contract/jwt-algorithms.ts";
import { MetadataEntrySchema } from "../../core/contract/params.ts";
import type { SampleAddresses } from "../../core/contract/views.ts";
import { parseJson } from "../../core/json-value.ts";
import { addCollection, type CollectionsState, NO_COLLECTIONS } from "../collections/state.ts";
import { addConnection, type ConnectionsState, NO_CONNECTIONS, setOwnMetadata } from "./connections.ts";
import type { Draft, DraftsState } from "./drafts.ts";
import { DEFAULT_LAYOUT, type Layout } from "./layout.ts";
import { DEFAULT_LENS, type Lens, readLens } from "./lens.ts";
import { putSecrets, type Secrets } from "./secrets.ts";
import { DEFAULT_SETTINGS, readSettings, type Settings } from "./settings.ts";

/** Everything a window brings back when it is opened again. */
export interface Session {
  readonly drafts: DraftsState;
  readonly connections: ConnectionsState;
  readonly layout: Layout;
  readonly collections: CollectionsState;
  readonly lens: Lens;
  readonly settings: Settings;
  /** Where the sample server was, so that its new addresses can take the place of the old ones. */
  readonly sampleAddresses?: SampleAddresses | undefined;
}

const VERSION = 1;
const Security = v.object({
  mode: v.picklist(["auto", "plaintext", "tls"]),
  certificateAuthorityFile: v.exactOptional(v.string()),
  clientCertificateFile: v.exactOptional(v.string()),
  clientKeyFile: v.exactOptional(v.string()),
  clientBundleFile: v.exactOptional(v.string()),
  clientKeyPassphrase: v.exactOptional(v.string()),
  serverName: v.exactOptional(v.string()),
  insecureSkipVerify: v.exactOptional(v.boolean()),
});
const Server = v.object({
  target: v.string(),
  security: Security,
  connection: v.exactOptional(v.fallback(ConnectionSettingsSchema, {})),
});
const NewServer = v.optional(Server, { target: "", security: { mode: "auto" as const } });
const Http = v.object({
  version: v.exactOptional(v.picklist(["1.1", "2"])),
  method: v.exactOptional(v.string()),
  path: v.exactOptional(v.string()),
  contentType: v.exactOptional(v.string()),
});
const Metadata = v.object({
  id: v.string(),
  name: v.string(),
  value: v.string(),
  form: MetadataEntrySchema.entries.form,
  enabled: v.boolean(),
});
/** As typed: texts may be empty that a call needs. */
const Client = {
  tokenUrl: v.string(),
  clientId: v.string(),
  clientSecret: v.exactOptional(v.string()),
  scope: v.exactOptional(v.string()),
  parameters: v.exactOptional(v.array(v.object({ name: v.string(), value: v.string() }))),
  credentialsIn: v.exactOptional(v.picklist(["header", "body"])),
};
const Recipe = {
  algorithm: v.picklist(JWT_ALGORITHMS),
  key: v.string(),
  passphrase: v.exactOptional(v.string()),
  keyIsBase64: v.exactOptional(v.boolean()),
  claims: v.string(),
  header: v.exactOptional(v.string()),
  lifetime: v.exactOptional(v.number()),
};
const DraftAuthorization = v.variant("kind", [
  v.object({ kind: v.literal("none") }),
  v.object({
    kind: v.literal("api-key"),
    name: v.string(),
    value: v.string(),
    in: v.picklist(["header", "query"]),
  }),
  v.object({ kind: v.literal("bearer"), token: v.string() }),
  v.object({ kind: v.literal("basic"), username: v.string(), password: v.string() }),
  v.object({ kind: v.literal("oauth2-client"), ...Client }),
  v.object({
    kind: v.literal("oauth2-code"),
    authorizationUrl: v.string(),
    redirectPort: v.exactOptional(v.number()),
    ...Client,
  }),
  v.object({ kind: v.literal("jwt"), ...Recipe }),
  v.object({ kind: v.literal("oauth2-jwt"), ...Client, ...Recipe }),
]);
const Edits = v.object({
  steps: v.array(
    v.object({
      title: v.string(),
      patches: v.array(v.object({ start: v.number(), end: v.number(), base64: v.string() })),
      reading: v.exactOptional(v.object({ record: v.number(), type: v.exactOptional(v.string()) })),
    }),
  ),
  at: v.number(),
});
const Raws = v.record(v.string(), v.object({ base64: v.string(), edits: Edits }));
const Request = v.object({
  kind: v.literal("request"),
  id: v.string(),
  connectionId: v.string(),
  channel: v.picklist(CHANNEL_KINDS),
  // Sessions of earlier versions have the first and the fourth only.
  servers: v.object({
    grpc: Server,
    "grpc-web": NewServer,
    connect: NewServer,
    "http-json": Server,
    "http-protobuf": NewServer,
  }),
  http: v.optional(Http, {}),
  method: v.string(),
  methodKind: v.picklist(["unary", "server-stream", "client-stream", "bidi-stream"]),
  binding: v.number(),
  messages: v.pipe(v.array(v.string()), v.minLength(1)),
  messageIndex: v.number(),
  raws: v.exactOptional(Raws),
  keptBodies: v.fallback(
    v.optional(
      v.array(v.object({ method: v.string(), messages: v.array(v.string()), raws: v.exactOptional(Raws) })),
    ),
    undefined,
  ),
  keepOpen: v.exactOptional(v.boolean()),
  composed: v.exactOptional(v.string()),
  metadata: v.array(Metadata),
  deadline: v.string(),
  compare: v.exactOptional(v.object({ chosen: v.array(v.picklist(CHANNEL_KINDS)), count: v.number() })),
  repeat: v.exactOptional(v.object({ count: v.string(), concurrency: v.string(), duration: v.string() })),
  authorization: v.optional(DraftAuthorization, { kind: "none" }),
  options: v.optional(v.fallback(CallOptionsSchema, {}), {}),
  requestPane: v.fallback(
    v.picklist(["message", "metadata", "auth", "connection", "tests", "docs"]),
    "message",
  ),
  messageView: v.fallback(v.picklist(["form", "json", "bytes"]), "json"),
  answerPane: v.fallback(v.picklist(["body", "timeline", "headers", "trailers"]), "body"),
  inspectorSide: v.fallback(v.picklist(["request", "answer"]), "answer"),
  assertions: v.exactOptional(v.array(AssertionSchema)),
  variables: v.exactOptional(v.array(VariableSchema)),
  saved: v.exactOptional(
    v.object({ file: v.string(), collection: v.string(), hash: v.string(), request: SavedRequestSchema }),
  ),
});
const Input = v.variant("kind", [
  v.object({ kind: v.literal("text"), text: v.string() }),
  v.object({ kind: v.literal("file"), file: v.string() }),
  v.object({ kind: v.literal("bytes"), base64: v.string() }),
]);
const Payload = v.object({
  kind: v.literal("payload"),
  id: v.string(),
  title: v.string(),
  input: Input,
  connectionId: v.string(),
  typeName: v.string(),
  pane: v.fallback(v.picklist(["fields", "json", "text"]), "fields"),
  choices: v.exactOptional(v.array(InputChoiceSchema)),
  framing: v.exactOptional(FramingSchema),
  edits: v.exactOptional(Edits),
  jsonText: v.exactOptional(v.string()),
  jsonBase: v.exactOptional(v.string()),
  jsonFrame: v.exactOptional(v.number()),
});
const Tab = v.variant("kind", [Request, Payload]);
const Source = v.variant("kind", [
  v.object({
    kind: v.literal("reflection"),
    server: Server,
    metadata: v.array(MetadataEntrySchema),
    authorization: v.exactOptional(DraftAuthorization),
    version: v.picklist(["auto", "v1", "v1alpha"]),
    timeout: v.exactOptional(v.number()),
  }),
  v.object({
    kind: v.literal("proto"),
    files: v.array(v.string()),
    importPaths: v.array(v.string()),
    watch: v.exactOptional(v.boolean()),
  }),
  v.object({ kind: v.literal("descriptor-set"), file: v.string(), watch: v.exactOptional(v.boolean()) }),
]);
const StoredCollection = v.object({
  path: v.string(),
  expanded: v.array(v.string()),
  environment: v.string(),
});
const Stored = v.object({
  version: v.literal(VERSION),
  activeId: v.string(),
  tabs: v.array(v.unknown()),
  connections: v.array(
    v.object({
      id: v.string(),
      sample: v.boolean(),
      ownMetadata: v.exactOptional(v.boolean()),
      sources: v.array(Source),
    }),
  ),
  lastId: v.string(),
  layout: v.unknown(),
  lens: v.exactOptional(v.unknown(), DEFAULT_LENS),
  settings: v.exactOptional(v.unknown(), DEFAULT_SETTINGS),
  collections: v.exactOptional(v.array(StoredCollection), []),
  sampleAddresses: v.exactOptional(v.record(v.string(), v.string())),
});

/** A session as it is written, with its tabs whole and its secrets in their places. */
export function storedSession(session: Session): object {
  const { drafts, connections, layout, lens, settings, collections, sampleAddresses } = session;
  return {
    version: VERSION,
    activeId: drafts.activeId,
    tabs: drafts.tabs,
    connections: Object.values(connections.byId).map(({ id, sample, sources, ownMetadata }) => ({
      id,
      sample,
      sources,
      ownMetadata,
    })),
    lastId: connections.lastId,
    layout,
    lens,
    settings,
    collections: collections.open.map(({ path, expanded, environment }) => ({ path, expanded, environment })),
    sampleAddresses,
  };
}

/** Reads a session, or answers undefined when the text is not one. `unread` counts tabs that could not be read. */
export function readSession(
  text: string,
  secrets: Secrets = {},
): (Session & { readonly unread: number }) | undefined {
  const stored = v.safeParse(Stored, putSecrets(parseJson(text), secrets));
  if (!stored.success) return undefined;
  const { output } = stored;
  const tabs = output.tabs.map(readTab).filter((tab) => tab !== undefined);
  const activeId = tabs.some((tab) => tab.id === output.activeId) ? output.activeId : (tabs[0]?.id ?? "");
  const connections = output.connections.reduce((state, { id, sources, sample, ownMetadata }) => {
    const added = addConnection(state, id, sources, sample);
    return ownMetadata === true ? setOwnMetadata(added, id, true) : added;
  }, NO_CONNECTIONS);
  return {
    drafts: { tabs, activeId, closed: [] },
    connections: { ...connections, lastId: output.lastId },
    layout: readLayout(output.layout),
    lens: readLens(output.lens),
    settings: readSettings(output.settings),
    collections: output.collections.reduce(
      (state, { path, ...kept }) => addCollection(state, path, kept),
      NO_COLLECTIONS,
    ),
    sampleAddresses: readAddresses(output.sampleAddresses),
    unread: output.tabs.length - tabs.length,
  };
}

function readTab(stored: unknown): Draft | undefined {
  const tab = v.safeParse(Tab, stored);
  return tab.success ? tab.output : undefined;
}

const StoredLayout = v.object({
  sideVisible: v.fallback(v.boolean(), DEFAULT_LAYOUT.sideVisible),
  sideWidth: v.fallback(v.number(), DEFAULT_LAYOUT.sideWidth),
  sidePanel: v.fallback(v.picklist(["requests", "schema", "history"]), DEFAULT_LAYOUT.sidePanel),
  requestShare: v.fallback(v.number(), DEFAULT_LAYOUT.requestShare),
  inspectorVisible: v.fallback(v.boolean(), DEFAULT_LAYOUT.inspectorVisible),
  inspectorHeight: v.fallback(v.number(), DEFAULT_LAYOUT.inspectorHeight),
  inspectorPane: v.fallback(
    v.picklist(["bytes", "frames", "findings", "compare", "repeat"]),
    DEFAULT_LAYOUT.inspectorPane,
  ),
  hexShare: v.fallback(v.number(), DEFAULT_LAYOUT.hexShare),
  lowerHeight: v.fallback(v.number(), DEFAULT_LAYOUT.lowerHeight),
});

function readLayout(stored: unknown): Layout {
  const parsed = v.safeParse(StoredLayout, stored);
  return parsed.success ? parsed.output : DEFAULT_LAYOUT;
}

const Addresses = v.object({
  grpc: v.string(),
  grpcTls: v.string(),
  grpcMtls: v.string(),
  web: v.string(),
  http: v.string(),
  ca: v.string(),
  clientCert: v.string(),
  clientKey: v.string(),
});

function readAddresses(stored: unknown): SampleAddresses | undefined {
  const parsed = v.safeParse(Addresses, stored);
  return parsed.success ? parsed.output : undefined;
}
