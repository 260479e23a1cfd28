/** A saved request as a draft, and a draft as it would be saved. What a draft does not show is carried along. Pure. */

import type { SavedRequest } from "../../core/contract/collections.ts";
import { readDeadline } from "../format/deadline.ts";
import { timeText } from "../format/time-text.ts";
import { newRequest, type RequestDraft } from "../state/drafts.ts";
import { isBinary } from "../state/metadata.ts";
import { NO_SERVERS, serverOf, withServer } from "../state/servers.ts";
import { authorizationForFile } from "./saved-authorization.ts";
import type { SavedLink } from "./saved-link.ts";
import { serverForFile } from "./saved-server.ts";

/** The parts of a draft that a file decides. */
type SavedParts = Pick<
  RequestDraft,
  | "channel"
  | "servers"
  | "method"
  | "methodKind"
  | "messages"
  | "metadata"
  | "deadline"
  | "binding"
  | "options"
  | "authorization"
  | "assertions"
  | "variables"
>;

/** What a saved request puts into a draft. Rows of metadata keep their place, so `prefix` and a number name them. */
export function partsOf(request: SavedRequest, prefix: string, servers = NO_SERVERS): SavedParts {
  const channel = request.channel ?? "grpc";
  const security = request.security ?? { mode: "auto" };
  const texts = request.messages.map(({ text }) => text);
  return {
    channel,
    servers: withServer(servers, channel, {
      target: request.target,
      security,
      ...(request.connection && { connection: request.connection }),
    }),
    method: request.method,
    methodKind: request.methodKind ?? "unary",
    messages: texts.length === 0 ? [""] : texts,
    metadata: request.metadata.map(({ name, value, form, disabled }, index) => ({
      id: `${prefix} ${index}`,
      name,
      value,
      ...(form === undefined ? {} : { form }),
      enabled: disabled !== true,
    })),
    deadline: deadlineText(request.deadline),
    binding: request.binding ?? -1,
    options: request.options ?? {},
    authorization: request.authorization ?? { kind: "none" },
    ...(request.assertions && { assertions: request.assertions }),
    ...(request.variables && { variables: request.variables }),
  };
}

/** A tab for a saved request. */
export function draftOfSaved(id: string, connectionId: string, saved: SavedLink): RequestDraft {
  return newRequest(id, { connectionId, ...partsOf(saved.request, id), saved });
}

/** What saving the draft would write: the parts that it shows, on top of what the file has besides. */
export function savedOfDraft(draft: RequestDraft, name: string): SavedRequest {
  const { channel, binding, methodKind, method, deadline: _old, ...rest } = draft;
  const server = serverOf(rest.servers, channel);
  const { security, connection } = serverForFile(server);
  const before = draft.saved?.request;
  const kept = withoutShown(before ?? emptySaved);
  const { authorization } = authorizationForFile(draft.authorization);
  // A draft of an earlier session has none of its own, and its file may have some.
  const variables = draft.variables ?? before?.variables;
  const given = savedDeadline(draft.deadline, before?.deadline);
  return {
    ...kept,
    name,
    target: server.target,
    method,
    ...(method === "" ? {} : { methodKind }),
    metadata: rest.metadata
      .filter(({ name: key, value }) => key.trim() !== "" || value !== "")
      .map(({ name: key, value, form, enabled }) => ({
        name: key,
        value,
        ...(form === undefined || !isBinary({ name: key }) ? {} : { form }),
        ...(enabled ? {} : { disabled: true }),
      })),
    messages: messagesOf(draft, before),
    ...(channel === "grpc" ? {} : { channel }),
    ...(security === undefined ? {} : { security }),
    ...(connection === undefined ? {} : { connection }),
    ...(given === undefined ? {} : { deadline: given }),
    ...(binding < 0 ? {} : { binding }),
    ...(variables === undefined ? {} : { variables: [...variables] }),
    ...(draft.assertions === undefined ? {} : { assertions: [...draft.assertions] }),
    ...(Object.keys(draft.options).length === 0 ? {} : { options: draft.options }),
    ...(authorization === undefined ? {} : { authorization }),
  };
}

/** The parts of a saved request that a draft does not show. */
function withoutShown(saved: SavedRequest): SavedRequest {
  const {
    channel: _c,
    security: _s,
    connection: _n,
    deadline: _d,
    binding: _b,
    options: _o,
    authorization: _a,
    assertions: _t,
    variables: _v,
    ...kept
  } = saved;
  return kept;
}

const emptySaved: SavedRequest = { name: "", target: "", method: "", metadata: [], messages: [] };

/** Titles stay with the messages they were given to. */
function messagesOf({ messages }: RequestDraft, before: SavedRequest | undefined): SavedRequest["messages"] {
  const texts = messages.length === 1 && messages[0] === "" ? [] : messages;
  return texts.map((text, index) => {
    const title = before?.messages[index]?.title;
    return { ...(title === undefined ? {} : { title }), text };
  });
}

/** True when the draft says something else than its file. */
export function isChanged(draft: RequestDraft): boolean {
  const { saved } = draft;
  if (saved === undefined) return false;
  const asRead = draftOfSaved(draft.id, draft.connectionId, saved);
  return (
    JSON.stringify(savedOfDraft(draft, saved.request.name)) !==
    JSON.stringify(savedOfDraft(asRead, saved.request.name))
  );
}

function deadlineText(deadline: SavedRequest["deadline"]): string {
  if (deadline === undefined) return "";
  if (typeof deadline === "string") return deadline;
  return timeText(deadline);
}

/** A deadline that was not changed stays as it is written; one with a variable in it is kept as text. */
function savedDeadline(typed: string, before: SavedRequest["deadline"]): SavedRequest["deadline"] {
  if (typed.trim() === "") return undefined;
  if (typed === deadlineText(before)) return before;
  const read = readDeadline(typed);
  return read.ok && read.template === undefined ? read.milliseconds : typed.trim();
}
