/** What a person types: open tabs and everything in them. Plain values that survive a restart. */

import type { Assertion } from "../../core/contract/assertions.ts";
import type { Authorization } from "../../core/contract/authorization.ts";
import type { CallOptions } from "../../core/contract/call-options.ts";
import type { HttpOptions } from "../../core/contract/channels.ts";
import type { Variable } from "../../core/contract/environments.ts";
import type { Framing, InputChoice } from "../../core/contract/input.ts";
import type { ChannelKind, MetadataEntry } from "../../core/contract/params.ts";
import type { MethodKind } from "../../core/contract/views.ts";
import type { SavedLink } from "../collections/saved-link.ts";
import type { EditHistory } from "./edit-history.ts";
import { NO_SERVERS, type Servers } from "./servers.ts";

/** One metadata entry as typed; a disabled one is kept but not sent. */
export interface MetadataRow extends MetadataEntry {
  readonly id: string;
  readonly enabled: boolean;
}

/** Tabs over what is sent. */
export type RequestPane = "message" | "metadata" | "auth" | "connection" | "tests" | "docs";
/** Tabs over what came back. */
export type AnswerPane = "body" | "timeline" | "headers" | "trailers";
/** Whose bytes the inspector shows. */
export type InspectorSide = "request" | "answer";

/** A message that is sent as bytes instead of its JSON: what they were first, and how they were edited. */
export interface RawMessage {
  readonly base64: string;
  readonly edits: EditHistory;
}

/** Messages that made room for others: another method's, or an example. */
export interface KeptBody {
  /** `pkg.Service/Method` they were for. */
  readonly method: string;
  readonly messages: readonly string[];
  readonly raws?: Readonly<Record<string, RawMessage>> | undefined;
}

/** What a comparison is made of. */
export interface CompareChoice {
  readonly chosen: readonly ChannelKind[];
  /** Calls a channel. */
  readonly count: number;
}

/** How often a request is repeated, as typed. */
export interface RepeatChoice {
  /** Calls; empty for as many as fit into the time. */
  readonly count: string;
  /** Calls at the same time. */
  readonly concurrency: string;
  /** As `10 s`; empty for no bound. */
  readonly duration: string;
}

/** A request as typed. `method` is `pkg.Service/Method`, empty until one is chosen; `binding` −1 lets the engine choose. */
export interface RequestDraft {
  readonly kind: "request";
  readonly id: string;
  /** Names the connection whose schema is used; empty for none. */
  readonly connectionId: string;
  readonly channel: ChannelKind;
  readonly servers: Servers;
  /** How plain HTTP requests are written; gRPC takes none of it. */
  readonly http: HttpOptions;
  readonly method: string;
  readonly methodKind: MethodKind;
  readonly binding: number;
  /** One JSON text a message; a unary call has exactly one. */
  readonly messages: readonly string[];
  readonly messageIndex: number;
  /** Messages that are sent as bytes, by their index; absent when none is. */
  readonly raws?: Readonly<Record<string, RawMessage>> | undefined;
  /** Newest first; absent when nothing made room. */
  readonly keptBodies?: readonly KeptBody[] | undefined;
  /** True leaves the client's side open behind the messages, to send more by hand; absent lets the method decide. */
  readonly keepOpen?: boolean | undefined;
  /** The next message of an open call, as typed. */
  readonly composed?: string | undefined;
  readonly metadata: readonly MetadataRow[];
  /** As typed: `5 s`; empty means the usual one of the settings, `none` none. */
  readonly deadline: string;
  /** What is compared; absent means as usual. */
  readonly compare?: CompareChoice | undefined;
  /** How often the request is repeated; absent means as usual. */
  readonly repeat?: RepeatChoice | undefined;
  /** As typed: texts may be empty that a call needs. */
  readonly authorization: Authorization;
  readonly options: CallOptions;
  readonly requestPane: RequestPane;
  readonly messageView: "form" | "json" | "bytes";
  readonly answerPane: AnswerPane;
  readonly inspectorSide: InspectorSide;
  /** Variables of this request alone; absent when it has none of its own. */
  readonly variables?: readonly Variable[] | undefined;
  /** What the answer is held to; absent when nothing is. */
  readonly assertions?: readonly Assertion[] | undefined;
  /** The file of a collection that it is saved in; absent for a draft. */
  readonly saved?: SavedLink | undefined;
}

/** Where a loose payload came from. Bytes that were dropped are kept as base64. */
export type PayloadInput =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "bytes"; readonly base64: string };

/** Views of a payload's fields. */
export type PayloadPane = "fields" | "json" | "text";

/** Bytes to look at, with no call around them. */
export interface PayloadDraft {
  readonly kind: "payload";
  readonly id: string;
  readonly title: string;
  readonly input: PayloadInput;
  readonly connectionId: string;
  /** Full name of the message type to read it as; empty for none. */
  readonly typeName: string;
  readonly pane: PayloadPane;
  /** Steps of the input that are taken otherwise than they would be. */
  readonly choices?: readonly InputChoice[] | undefined;
  /** How the messages in it are framed, where somebody chose. */
  readonly framing?: Framing | undefined;
  /** What was done to the bytes that the input became. */
  readonly edits?: EditHistory | undefined;
  /** The JSON as it is being edited, until it is taken over or given up. */
  readonly jsonText?: string | undefined;
  /** What that JSON was before: what changes in the bytes meanwhile is kept. Absent for long texts. */
  readonly jsonBase?: string | undefined;
  /** The frame whose message alone that JSON is; absent for all of it. */
  readonly jsonFrame?: number | undefined;
}

/** Whatever a tab can hold. */
export type Draft = RequestDraft | PayloadDraft;

/** The open tabs of a window, in order. */
export interface DraftsState {
  readonly tabs: readonly Draft[];
  readonly activeId: string;
  /** Closed tabs, last one first, for reopening. */
  readonly closed: readonly Draft[];
}

/** A window without tabs. */
export const NO_DRAFTS: DraftsState = { tabs: [], activeId: "", closed: [] };

/** What a new request has for a deadline. */
export const NEW_DEADLINE = "5 s";

const CLOSED_LIMIT = 20;

/** An empty request with the defaults a new tab has. */
export function newRequest(id: string, part: Partial<Omit<RequestDraft, "kind" | "id">> = {}): RequestDraft {
  return {
    kind: "request",
    id,
    connectionId: "",
    channel: "grpc",
    servers: NO_SERVERS,
    http: {},
    method: "",
    methodKind: "unary",
    binding: -1,
    messages: [""],
    messageIndex: 0,
    metadata: [],
    deadline: NEW_DEADLINE,
    authorization: { kind: "none" },
    options: {},
    requestPane: "message",
    messageView: "json",
    answerPane: "body",
    inspectorSide: "answer",
    ...part,
  };
}

/** A loose payload tab. */
export function newPayload(id: string, input: PayloadInput, title: string): PayloadDraft {
  return { kind: "payload", id, title, input, connectionId: "", typeName: "", pane: "fields" };
}

/** Adds a tab behind the active one and makes it active. */
export function openTab(state: DraftsState, draft: Draft): DraftsState {
  const at = state.tabs.findIndex((tab) => tab.id === state.activeId) + 1 || state.tabs.length;
  const tabs = [...state.tabs.slice(0, at), draft, ...state.tabs.slice(at)];
  return { ...state, tabs, activeId: draft.id };
}

/** Makes a tab active; an unknown id changes nothing. */
export function activateTab(state: DraftsState, id: string): DraftsState {
  if (state.activeId === id || !state.tabs.some((tab) => tab.id === id)) return state;
  return { ...state, activeId: id };
}

/** Closes a tab and keeps it for `reopenTab`; its right neighbour, or else its left, becomes active. */
export function closeTab(state: DraftsState, id: string): DraftsState {
  const at = state.tabs.findIndex((tab) => tab.id === id);
  const closing = state.tabs[at];
  if (closing === undefined) return state;
  const tabs = state.tabs.filter((tab) => tab.id !== id);
  const neighbour = tabs[at] ?? tabs[at - 1];
  const activeId = state.activeId === id ? (neighbour?.id ?? "") : state.activeId;
  return { tabs, activeId, closed: [closing, ...state.closed].slice(0, CLOSED_LIMIT) };
}

/** Brings the last closed tab back. */
export function reopenTab(state: DraftsState): DraftsState {
  const [draft, ...closed] = state.closed;
  return draft === undefined ? state : openTab({ ...state, closed }, draft);
}

/** Walks the tabs by `step`, around the ends. */
export function walkTabs(state: DraftsState, step: 1 | -1): DraftsState {
  const at = state.tabs.findIndex((tab) => tab.id === state.activeId);
  const next = state.tabs[(at + step + state.tabs.length) % Math.max(1, state.tabs.length)];
  return next === undefined ? state : activateTab(state, next.id);
}

/** Changes one request; other kinds and unknown ids are left alone. */
export function changeRequest(
  state: DraftsState,
  id: string,
  change: (draft: RequestDraft) => RequestDraft,
): DraftsState {
  return mapTab(state, id, (tab) => (tab.kind === "request" ? change(tab) : tab));
}

/** Changes one loose payload; other kinds and unknown ids are left alone. */
export function changePayload(
  state: DraftsState,
  id: string,
  change: (draft: PayloadDraft) => PayloadDraft,
): DraftsState {
  return mapTab(state, id, (tab) => (tab.kind === "payload" ? change(tab) : tab));
}

function mapTab(state: DraftsState, id: string, change: (tab: Draft) => Draft): DraftsState {
  let changed = false;
  const tabs = state.tabs.map((tab) => {
    if (tab.id !== id) return tab;
    const next = change(tab);
    changed ||= next !== tab;
    return next;
  });
  return changed ? { ...state, tabs } : state;
}

/** The tab in front. */
export function activeTab(state: DraftsState): Draft | undefined {
  return state.tabs.find((tab) => tab.id === state.activeId);
}

/** The tab in front when it is a request. */
export function activeRequest(state: DraftsState): RequestDraft | undefined {
  const tab = activeTab(state);
  return tab?.kind === "request" ? tab : undefined;
}
