/**
 * The parameters of every engine method, as schemas that are checked on arrival: a face is another process,
 * and what it sends is not trusted to have the right shape.
 */
import * as v from "valibot";
import { AuthorizationSchema } from "./authorization.ts";
import { CallOptionsSchema, ConnectionSettingsSchema } from "./call-options.ts";
import { ChannelKindSchema, HttpOptionsSchema } from "./channels.ts";
import { VariableScopeSchema } from "./environments.ts";
import { FramingSchema, InputChoiceSchema } from "./input.ts";
import { Bytes, Identifier, Offset, Path, Text } from "./shapes.ts";

/**
 * One metadata (or HTTP header) entry, in the order and with the case it was given. `-bin` values are base64, unless
 * `form` says what else the value was written as.
 */
export const MetadataEntrySchema = v.object({
  name: v.string(),
  value: v.string(),
  form: v.optional(
    v.variant("kind", [
      v.object({ kind: v.literal("hex") }),
      /** A message of this type, as JSON. */
      v.object({ kind: v.literal("json"), typeName: v.pipe(v.string(), v.maxLength(1024)) }),
    ]),
  ),
});
export type MetadataEntry = v.InferOutput<typeof MetadataEntrySchema>;

/** How the transport is secured. `auto` is plaintext on loopback and unix sockets, TLS elsewhere. */
export const TransportSecuritySchema = v.object({
  mode: v.picklist(["auto", "plaintext", "tls"]),
  /** PEM files; absent means the system's roots and no client certificate. */
  certificateAuthorityFile: v.optional(Path),
  clientCertificateFile: v.optional(Path),
  clientKeyFile: v.optional(Path),
  /** A PKCS#12 file with the client certificate and its key, in place of the two PEM files. */
  clientBundleFile: v.optional(Path),
  /** Opens the PKCS#12 file, or an encrypted PEM key. */
  clientKeyPassphrase: v.optional(v.pipe(v.string(), v.maxLength(1024))),
  /** The name to check the certificate against and to send as SNI, when it is not the host. */
  serverName: v.optional(Identifier),
  /** True skips the check of the server's certificate. Always shown while it is on. */
  insecureSkipVerify: v.optional(v.boolean()),
});
export type TransportSecurity = v.InferOutput<typeof TransportSecuritySchema>;

/** Where a server is: the text the user named (`host:port`, `http(s)://…`, `unix:…`) and how to secure it. */
export const ServerAddressSchema = v.object({
  target: Identifier,
  security: TransportSecuritySchema,
  connection: v.optional(ConnectionSettingsSchema),
});
export type ServerAddress = v.InferOutput<typeof ServerAddressSchema>;

/** One source of descriptors. Later sources lose to earlier ones where the same file or symbol disagrees. */
export const SchemaSourceSchema = v.variant("kind", [
  v.object({
    kind: v.literal("reflection"),
    server: ServerAddressSchema,
    metadata: v.array(MetadataEntrySchema),
    authorization: v.optional(AuthorizationSchema),
    version: v.picklist(["auto", "v1", "v1alpha"]),
    /** Bound on the whole reflection, in ms. */
    timeout: v.optional(v.number()),
  }),
  v.object({
    kind: v.literal("proto"),
    files: v.array(Path),
    importPaths: v.array(Path),
    /** False leaves them out of `watchSources`; absent means watched. */
    watch: v.optional(v.boolean()),
  }),
  /** The file of a recording (`.byteglass`) is one, too: it carries the descriptors of what was called. */
  v.object({ kind: v.literal("descriptor-set"), file: Path, watch: v.optional(v.boolean()) }),
]);
export type SchemaSource = v.InferOutput<typeof SchemaSourceSchema>;

export { type ChannelKind, ChannelKindSchema } from "./channels.ts";

/** What `locate` starts from. Byte offsets are into the document, JSON offsets are UTF-16 into its JSON text. */
const AnchorSchema = v.variant("kind", [
  v.object({ kind: v.literal("byte"), offset: Offset }),
  v.object({ kind: v.literal("record"), record: Offset }),
  v.object({ kind: v.literal("json"), offset: Offset }),
]);
export type Anchor = v.InferOutput<typeof AnchorSchema>;

const DocumentPage = v.object({ documentId: Identifier, start: Offset, end: Offset });

export const OpenSchemaParams = v.object({
  operationId: Identifier,
  sources: v.pipe(v.array(SchemaSourceSchema), v.minLength(1)),
  /** Full names of services or types: only what these need is loaded. Absent means everything. */
  symbols: v.optional(v.array(Identifier)),
  /** Where `{{name}}` is looked up, in every text of the request; absent leaves texts as they are. */
  scope: v.optional(VariableScopeSchema),
  /** `names` reads services and methods alone, without comments or bindings: no schema is kept, `schemaId` is empty. */
  detail: v.optional(v.picklist(["full", "names"])),
});
export const SymbolParams = v.object({ schemaId: Identifier, symbol: Identifier });
export const DescribeParams = v.object({ schemaId: Identifier, symbol: v.optional(Identifier) });
/** A message as a person writes it. */
const TextForm = v.picklist(["json", "text"]);
export const EncodeParams = v.object({
  schemaId: Identifier,
  typeName: Identifier,
  /** `text` is the protobuf text format. */
  form: TextForm,
  text: Text,
  /** True accepts unknown fields and enum names, equal keys, several members of a oneof and numbers out of range, with a warning each. */
  lenient: v.optional(v.boolean()),
  /** True refuses a message that breaks a rule of its schema (`buf.validate`). */
  validate: v.optional(v.boolean()),
  /** Where `{{name}}` in the text is looked up; absent leaves it as it is. */
  scope: v.optional(VariableScopeSchema),
});
export const DecodeParams = v.object({
  schemaId: Identifier,
  typeName: Identifier,
  bytes: Bytes,
  form: TextForm,
  /** Spaces a level; 0 writes everything on one line; absent means 2. */
  indent: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(16))),
});
export const ExportSchemaParams = v.object({
  operationId: Identifier,
  schemaId: Identifier,
  /** A folder for `.proto` files, or a file for a descriptor set. */
  out: Path,
  form: v.picklist(["folder", "descriptor-set"]),
  /** Writes over files that no export wrote, or that were changed since. */
  overwrite: v.optional(v.boolean()),
});
/** Two open schemas, by their ids. */
export const DiffSchemasParams = v.object({ before: Identifier, after: Identifier });
export const ComposeParams = v.object({
  schemaId: Identifier,
  typeName: Identifier,
  json: Text,
  /** Where `{{name}}` is looked up, in every text of the request; absent leaves texts as they are. */
  scope: v.optional(VariableScopeSchema),
  /** True warns of the rules of the schema (`buf.validate`) that the message breaks. */
  validate: v.optional(v.boolean()),
});
/** A message of a call as bytes: given, or those of a document. */
export const CallBodySchema = v.variant("kind", [
  v.object({ kind: v.literal("bytes"), bytes: Bytes }),
  v.object({ kind: v.literal("document"), documentId: Identifier }),
]);
export type CallBody = v.InferOutput<typeof CallBodySchema>;
export const CallParams = v.object({
  /** Chosen by the face; names the call in events and in `cancel`. */
  operationId: Identifier,
  schemaId: Identifier,
  /** `pkg.Service/Method`. */
  method: Identifier,
  channel: ChannelKindSchema,
  server: ServerAddressSchema,
  /** One JSON document a message; a unary call takes exactly one. */
  messages: v.array(Text),
  /** Messages as bytes, sent exactly as they are, well formed or not. With them `messages` has to be empty. */
  bodies: v.optional(v.array(CallBodySchema)),
  metadata: v.array(MetadataEntrySchema),
  /** Deadline in ms from the start of the call; absent means none. */
  deadline: v.optional(v.number()),
  /** The deadline as a person writes it (`5 s`), where it names a variable; needs a `scope`, and stands in place of `deadline`. */
  deadlineText: v.optional(v.pipe(v.string(), v.maxLength(1024))),
  options: v.optional(CallOptionsSchema),
  authorization: v.optional(AuthorizationSchema),
  /** Which `google.api.http` binding to use: 0 is the rule itself, 1… its additional bindings; absent lets the engine choose. */
  binding: v.optional(Offset),
  /** How a channel over plain HTTP writes the request. */
  http: v.optional(HttpOptionsSchema),
  /** Where `{{name}}` is looked up, in every text of the request; absent leaves texts as they are. */
  scope: v.optional(VariableScopeSchema),
  /** True refuses messages that break a rule of their schema (`buf.validate`), before anything is sent. */
  validate: v.optional(v.boolean()),
  /** True leaves the client's side open behind the messages: more are sent, and it is half-closed, by hand. */
  keepOpen: v.optional(v.boolean()),
});
export const InspectParams = v.object({
  input: v.variant("kind", [
    v.object({
      kind: v.literal("bytes"),
      bytes: Bytes,
    }),
    v.object({ kind: v.literal("text"), text: Text }),
    v.object({ kind: v.literal("file"), file: Path }),
  ]),
  schemaId: v.optional(Identifier),
  typeName: v.optional(Identifier),
  /** Steps of the input to take otherwise than they would be. */
  choices: v.optional(v.pipe(v.array(InputChoiceSchema), v.maxLength(64))),
  /** How messages are framed; found out unless told. */
  framing: v.optional(v.union([v.literal("auto"), FramingSchema])),
});
export const PageParams = DocumentPage;
export const LocateParams = v.object({ documentId: Identifier, anchor: AnchorSchema });
export const DocumentParams = v.object({ documentId: Identifier });
export const CancelParams = v.object({ operationId: Identifier });
const StateName = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,63}$/));
const StateTextSchema = v.object({
  name: StateName,
  /** Absent forgets what was kept under the name. */
  text: v.optional(Text),
});
export const StateParams = v.object({
  /** Written in this order; nothing is written behind one that fails. */
  texts: v.pipe(v.array(StateTextSchema), v.maxLength(10_000)),
});
export const StateNameParams = v.object({ name: StateName });

export type OpenSchemaRequest = v.InferOutput<typeof OpenSchemaParams>;
export type SymbolRequest = v.InferOutput<typeof SymbolParams>;
export type DescribeRequest = v.InferOutput<typeof DescribeParams>;
export type ExportSchemaRequest = v.InferOutput<typeof ExportSchemaParams>;
export type DiffSchemasRequest = v.InferOutput<typeof DiffSchemasParams>;
export type ComposeRequest = v.InferOutput<typeof ComposeParams>;
export type EncodeRequest = v.InferOutput<typeof EncodeParams>;
export type DecodeRequest = v.InferOutput<typeof DecodeParams>;
export type CallRequest = v.InferOutput<typeof CallParams>;
export type InspectRequest = v.InferOutput<typeof InspectParams>;
export type PageRequest = v.InferOutput<typeof PageParams>;
export type LocateRequest = v.InferOutput<typeof LocateParams>;
export type DocumentRequest = v.InferOutput<typeof DocumentParams>;
export type CancelRequest = v.InferOutput<typeof CancelParams>;
export type StateText = v.InferOutput<typeof StateTextSchema>;
export type StateRequest = v.InferOutput<typeof StateParams>;
export type StateNameRequest = v.InferOutput<typeof StateNameParams>;
