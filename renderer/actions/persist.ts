/** Keeps what was typed on disk: shortly after each change, and when the window goes. */
import { collections } from "../collections/store.ts";
import { desktop } from "../engine/desktop.ts";
import { engine, engineState } from "../engine/link.ts";
import { readSecrets, type Secrets } from "../state/secrets.ts";
import { readSession, type Session } from "../state/session.ts";
import { joinFiles, tabIds } from "../state/session-files.ts";
import { connections, drafts, layout, lens, sample, settings } from "../state/stores.ts";
import { openConnection } from "./connect.ts";
import { notify } from "./notify.ts";
import { restartSample } from "./sample.ts";
import { createSessionWriter, INDEX, type SessionPlace, tabName } from "./session-writer.ts";

/** The name that the secrets of open requests are kept under. */
const SECRETS = "drafts";

async function keptSecrets(): Promise<Secrets> {
  const text = await desktop()
    .readSecret(SECRETS)
    .catch(() => undefined);
  return readSecrets(text);
}

function currentSession(): Session {
  return {
    drafts: drafts.get(),
    connections: connections.get(),
    layout: layout.get(),
    lens: lens.get(),
    settings: settings.get(),
    collections: collections.get(),
    sampleAddresses: sample.get().addresses,
  };
}

async function load(name: string): Promise<string | undefined> {
  const one = await engine();
  return await one.loadState({ name }).then(
    (stored) => stored.text,
    () => undefined,
  );
}

/** Brings the last session back; what cannot be read is kept beside it, never overwritten. */
export async function restoreSession(): Promise<void> {
  const one = await engine();
  const index = await load(INDEX);
  if (index === undefined) return;
  const ids = tabIds(index);
  const texts = await Promise.all(ids.map((id) => load(tabName(id))));
  const text = joinFiles(index, new Map(ids.map((id, at) => [id, texts[at]])));
  const session = readSession(text, await keptSecrets());
  if (session === undefined || session.unread > 0) {
    await one.saveState({ texts: [{ name: "drafts-unread", text }] }).catch(() => undefined);
    notify("Some of the last session could not be read. It is kept as drafts-unread.", "warning");
  }
  if (session === undefined) return;
  drafts.update((now) => (now.tabs.length === 0 ? session.drafts : now));
  connections.update((now) => ({
    byId: { ...session.connections.byId, ...now.byId },
    lastId: now.lastId || session.connections.lastId,
  }));
  layout.update(() => session.layout);
  lens.update(() => session.lens);
  settings.update(() => session.settings);
  collections.update((now) => ({ ...now, open: [...session.collections.open, ...now.open] }));
  const { sampleAddresses } = session;
  if (sampleAddresses !== undefined && sample.get().phase === "stopped")
    sample.update(() => ({ phase: "stopped", addresses: sampleAddresses }));
}

/** The engine's folder for texts, and the desktop's keychain for secrets. */
const place: SessionPlace = {
  save: async (texts) => (await engine()).saveState({ texts: [...texts] }),
  keepSecrets: async (text) => void (await desktop().keepSecret(SECRETS, text)),
  warn: (words) => notify(words, "warning"),
};

/** Writes the session from now on. To be called once, after `restoreSession`. */
export function startSaving(): void {
  const writer = createSessionWriter(currentSession(), place);
  let timer: number | undefined;

  function save(): void {
    window.clearTimeout(timer);
    timer = undefined;
    writer.write(currentSession());
  }

  function later(): void {
    if (timer === undefined) timer = window.setTimeout(save, writer.pause());
  }

  for (const store of [drafts, connections, collections, layout, lens, settings, sample])
    store.subscribe(later);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  window.addEventListener("pagehide", save);
  window.addEventListener("beforeunload", save);
}

/** Reads the schema of the tab in front when it has not been read since the engine started. */
export function startReopening(): void {
  const tried = new Set<string>();
  let isDue = false;

  function wake(): void {
    const { tabs, activeId } = drafts.get();
    const id = tabs.find((tab) => tab.id === activeId)?.connectionId ?? "";
    const connection = connections.get().byId[id];
    const turn = `${engineState.get().losses} ${id}`;
    if (connection?.phase !== "idle" || tried.has(turn)) return;
    tried.add(turn);
    void (connection.sample && sample.get().phase !== "running" ? restartSample() : openConnection(id));
  }

  /** Behind this turn: whoever adds a connection opens it in the same one. */
  function wakeSoon(): void {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      wake();
    });
  }

  drafts.subscribe(wakeSoon);
  connections.subscribe(wakeSoon);
  wake();
}
