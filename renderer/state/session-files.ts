/**
 * A session as texts: one for each tab, and one that names them and says the rest. Typing in one tab changes its text
 * alone, so no more than that has to be written. Pure, but for what it remembers of tabs that did not change.
 */
import * as v from "valibot";
import { isJson, parseJson } from "../../core/json-value.ts";
import type { Draft } from "./drafts.ts";
import { type Secrets, takeSecrets } from "./secrets.ts";
import { type Session, storedSession } from "./session.ts";

/** The texts of a session. Secrets are in none of them. */
export interface SessionFiles {
  readonly index: string;
  /** By the ids of tabs, in their order. */
  readonly tabs: ReadonlyMap<string, string>;
  readonly secrets: Secrets;
}

interface TabText {
  readonly text: string;
  readonly secrets: Secrets;
}

/** Tabs are values: one that is the same object has the same text. */
const known = new WeakMap<Draft, TabText>();

/** The texts; those of tabs that are as they were are not made again. */
export function sessionFiles(session: Session): SessionFiles {
  const { tabs } = session.drafts;
  const stored = { ...storedSession(session), tabs: tabs.map(({ id }) => id) };
  const { plain, secrets } = takeSecrets(stored);
  const texts = tabs.map((tab) => [tab.id, textOf(tab)] as const);
  return {
    index: JSON.stringify(plain),
    tabs: new Map(texts.map(([id, { text }]) => [id, text])),
    secrets: Object.assign({}, secrets, ...texts.map(([, tab]) => tab.secrets)),
  };
}

function textOf(tab: Draft): TabText {
  const made = known.get(tab);
  if (made !== undefined) return made;
  // Within its list, as in a whole session: a secret is named by its place.
  const { plain, secrets } = takeSecrets({ tabs: [tab] });
  const [only] = v.parse(v.object({ tabs: v.array(v.unknown()) }), plain).tabs;
  const text = { text: JSON.stringify(only), secrets };
  known.set(tab, text);
  return text;
}

const Index = v.looseObject({ tabs: v.array(v.unknown()) });

/** The ids of the tabs that have texts of their own. */
export function tabIds(index: string): readonly string[] {
  return readIndex(index)?.tabs.filter((tab) => typeof tab === "string") ?? [];
}

/** The session as one text for `readSession`; a tab without a text is null in it, and one that is whole stays. */
export function joinFiles(index: string, texts: ReadonlyMap<string, string | undefined>): string {
  const read = readIndex(index);
  if (read === undefined) return index;
  const { tabs, ...rest } = read;
  const whole = tabs.map((tab) =>
    typeof tab === "string" ? validText(texts.get(tab)) : JSON.stringify(tab),
  );
  return `${JSON.stringify(rest).slice(0, -1)},"tabs":[${whole.join(",")}]}`;
}

/** A text that is no JSON must not spoil those beside it: it is kept as a text, which is no tab. */
function validText(text: string | undefined): string {
  if (text === undefined) return "null";
  return isJson(text) ? text : JSON.stringify(text);
}

function readIndex(index: string): v.InferOutput<typeof Index> | undefined {
  const read = v.safeParse(Index, parseJson(index));
  return read.success ? read.output : undefined;
}
