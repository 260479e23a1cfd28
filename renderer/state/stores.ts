/** The stores of this window. */
import type { SampleAddresses, Selection } from "../../core/contract/views.ts";
import type { CompositionsState } from "./compositions.ts";
import { type ConnectionsState, NO_CONNECTIONS } from "./connections.ts";
import { type DraftsState, NO_DRAFTS } from "./drafts.ts";
import type { EditedState } from "./edited.ts";
import { DEFAULT_LAYOUT, type Layout } from "./layout.ts";
import { DEFAULT_LENS, type Lens } from "./lens.ts";
import type { Notice } from "./notices.ts";
import type { PayloadsState } from "./payloads.ts";
import type { RunsState } from "./runs.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";
import { createStore } from "./store.ts";

/** Open tabs and everything typed in them. */
export const drafts = createStore<DraftsState>(NO_DRAFTS);
/** Schemas and where they come from. */
export const connections = createStore<ConnectionsState>(NO_CONNECTIONS);
/** The last call of each tab. */
export const runs = createStore<RunsState>({});
/** The live encoding of each tab's message. */
export const compositions = createStore<CompositionsState>({});
/** What each loose payload turned out to be. */
export const payloads = createStore<PayloadsState>({});
/** What edits of bytes made of them. */
export const edited = createStore<EditedState>({});
/** The selection in each document, by document id. */
export const selections = createStore<Readonly<Record<string, Selection>>>({});
/** Sizes and places of the window's parts. */
export const layout = createStore<Layout>(DEFAULT_LAYOUT);
/** How bytes are looked at, in every tab. */
export const lens = createStore<Lens>(DEFAULT_LENS);
/** What holds for every request. */
export const settings = createStore<Settings>(DEFAULT_SETTINGS);
/** Quiet remarks, newest first. */
export const notices = createStore<readonly Notice[]>([]);
/** The sample server's addresses while it runs, or the last ones it had. */
export const sample = createStore<SampleState>({ phase: "stopped" });
/** Which overlay is open. */
export const overlay = createStore<Overlay>("none");

/** Dialogues over the window. */
export type Overlay = "none" | "palette" | "help" | "import";

/** Whether the sample server runs, and where. */
export interface SampleState {
  readonly phase: "stopped" | "starting" | "running";
  readonly addresses?: SampleAddresses;
}
