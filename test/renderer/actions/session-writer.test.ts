import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  createSessionWriter,
  INDEX,
  type SessionPlace,
  tabName,
} from "../../../renderer/actions/session-writer.ts";
import { NO_COLLECTIONS } from "../../../renderer/collections/state.ts";
import { NO_CONNECTIONS } from "../../../renderer/state/connections.ts";
import { NO_DRAFTS, newRequest, openTab } from "../../../renderer/state/drafts.ts";
import { DEFAULT_LAYOUT } from "../../../renderer/state/layout.ts";
import { DEFAULT_LENS } from "../../../renderer/state/lens.ts";
import type { Session } from "../../../renderer/state/session.ts";
import { DEFAULT_SETTINGS } from "../../../renderer/state/settings.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A place that refuses the first writes, and remembers the others. */
function refusing(times: number) {
  const texts = new Map<string, string | undefined>();
  const warnings: string[] = [];
  let left = times;
  const place: SessionPlace = {
    save: async (written) => {
      if (left > 0) {
        left -= 1;
        throw new Error("the engine ended");
      }
      for (const { name, text } of written) texts.set(name, text);
    },
    keepSecrets: async () => undefined,
    warn: (words) => warnings.push(words),
  };
  return { texts, warnings, place };
}

const session: Session = {
  drafts: openTab(openTab(NO_DRAFTS, newRequest("a", { messages: ["{}"] })), newRequest("b")),
  connections: NO_CONNECTIONS,
  layout: DEFAULT_LAYOUT,
  collections: NO_COLLECTIONS,
  lens: DEFAULT_LENS,
  settings: DEFAULT_SETTINGS,
};
const names = [INDEX, ...session.drafts.tabs.map(({ id }) => tabName(id))].sort();

it("writes again by itself what an engine that ended did not write, and says nothing", async () => {
  const { texts, warnings, place } = refusing(1);
  createSessionWriter(session, place).write(session);
  await vi.advanceTimersByTimeAsync(1000);
  expect([...texts.keys()].sort()).toEqual(names);
  expect(warnings).toEqual([]);
});

it("says once that a disk refuses, and goes on trying", async () => {
  const { texts, warnings, place } = refusing(12);
  createSessionWriter(session, place).write(session);
  await vi.advanceTimersByTimeAsync(3000);
  expect(warnings).toEqual(["What was typed could not be written to disk; it is kept in this window."]);
  await vi.advanceTimersByTimeAsync(600_000);
  expect([...texts.keys()].sort()).toEqual(names);
  expect(warnings).toHaveLength(1);
});

it("asks for all at once, the text that names the tabs behind them, so that the newest is the last", () => {
  const asked: string[][] = [];
  const save: SessionPlace["save"] = (texts) => {
    asked.push(texts.map(({ name, text }) => (text === undefined ? `no ${name}` : name)));
    // A disk that never answers.
    return new Promise(() => undefined);
  };
  const writer = createSessionWriter(session, {
    save,
    keepSecrets: async () => undefined,
    warn: () => undefined,
  });
  writer.write(session);
  const { drafts } = session;
  writer.write({ ...session, drafts: { ...drafts, tabs: drafts.tabs.slice(0, 1) } });
  expect(asked).toEqual([
    [tabName("a"), tabName("b"), INDEX],
    [INDEX, `no ${tabName("b")}`],
  ]);
});

it("tries again with what was typed meanwhile", async () => {
  const { texts, place } = refusing(1);
  const writer = createSessionWriter(session, place);
  writer.write(session);
  const { drafts } = session;
  writer.write({ ...session, drafts: { ...drafts, tabs: drafts.tabs.slice(0, 1) } });
  await vi.advanceTimersByTimeAsync(1000);
  expect(JSON.parse(texts.get(INDEX) ?? "{}").tabs).toHaveLength(1);
});
