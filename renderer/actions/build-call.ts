/** What a tab sends, as one request to the engine: for a call, a comparison, a load or a script. */
import type { HttpOptions } from "../../core/contract/channels.ts";
import type { CallRequest, ChannelKind } from "../../core/contract/params.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { scopeOfDraft } from "../collections/scope.ts";
import { rawBodies } from "../edit/raw-bodies.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { sentMessages } from "../state/messages.ts";
import { sentMetadata } from "../state/metadata.ts";
import { serverOf } from "../state/servers.ts";
import { connections } from "../state/stores.ts";
import { deadlineOf } from "../state/usual-deadline.ts";
import { withChosenBody } from "./body-under-way.ts";
import { openConnection } from "./connect.ts";
import { prepare } from "./preparing.ts";
import { failure, refuse } from "./refusal.ts";

/**
 * The request as it is typed, or as it is about to be shown; rejects with a failure in words for the person where something
 * is missing, and with `cancelled` when the operation is cancelled before.
 */
export function buildCall(draft: RequestDraft, operationId: string): Promise<CallRequest> {
  return prepare(operationId, async () => callOf(await withChosenBody(draft), operationId));
}

async function callOf(draft: RequestDraft, operationId: string): Promise<CallRequest> {
  const server = serverOf(draft.servers, draft.channel);
  if (server.target.trim() === "") throw refuse("bad-target", ...noTarget(draft));
  if (draft.method === "") throw refuse("usage", "No method is chosen.", "Choose one beside the address.");
  const deadline = deadlineOf(draft);
  if (!deadline.ok) throw refuse("usage", deadline.message, "The deadline is at the right of the method.");
  const schema = await schemaOf(draft);
  const bodies = await rawBodies(draft, schema);
  const scope = scopeOfDraft(draft);
  return {
    operationId,
    schemaId: schema,
    method: draft.method,
    channel: draft.channel,
    server,
    messages: bodies === undefined ? [...sentMessages(draft)] : [],
    ...(bodies === undefined ? {} : { bodies }),
    metadata: sentMetadata(draft.metadata),
    ...(scope === undefined ? {} : { scope }),
    ...(deadline.milliseconds === undefined ? {} : { deadline: deadline.milliseconds }),
    ...(deadline.template === undefined ? {} : { deadlineText: deadline.template }),
    ...(Object.keys(draft.options).length === 0 ? {} : { options: draft.options }),
    ...(draft.authorization.kind === "none" ? {} : { authorization: draft.authorization }),
    ...wayOf(draft, draft.channel),
  };
}

/** How a channel writes the request: which binding, and what stands in its HTTP request. */
export function wayOf(
  { binding, http }: RequestDraft,
  channel: ChannelKind,
): Pick<CallRequest, "binding" | "http"> {
  return {
    ...(channel === "http-json" && binding >= 0 ? { binding } : {}),
    http: sentHttp(http, channel),
  };
}

/** Method, path and content type are those of a plain protobuf body; the others write their own. */
function sentHttp(http: HttpOptions, channel: ChannelKind): HttpOptions {
  const { version } = http;
  return channel === "http-protobuf" ? http : version === undefined ? {} : { version };
}

/** The schema of a request's connection; one that was not read yet is read first. */
export async function schemaOf(draft: RequestDraft): Promise<string> {
  const connection = connections.get().byId[draft.connectionId];
  if (connection === undefined)
    throw refuse("bad-schema", "No schema is open.", "Connect to a server or open .proto files first.");
  if (connection.schema !== undefined) return connection.schema.schemaId;
  const schema = await openConnection(connection.id, draft.saved);
  if (schema !== undefined) return schema.schemaId;
  throw failure(connections.get().byId[connection.id]?.error ?? NO_SCHEMA);
}

const NO_SCHEMA: ErrorRecord = {
  code: "cancelled",
  message: "The schema was not read to its end.",
  hint: "Send again to read it.",
  findings: [],
};

function noTarget({ channel }: RequestDraft): [string, string] {
  return channel === "grpc"
    ? ["No address is given.", "Write where the server is, such as localhost:50051."]
    : ["No address is given for HTTP + JSON.", "Write where the gateway is, such as http://localhost:8080."];
}
