/** Writes what changed of a session: the tabs first, then the text that names them, then nothing is left of closed ones. */
import type { StateText } from "../../core/contract/params.ts";
import type { Session } from "../state/session.ts";
import { type SessionFiles, sessionFiles } from "../state/session-files.ts";

/** The name of the text that names the tabs. */
export const INDEX = "drafts";
/** Pause before what could not be written is tried again, in ms; it doubles with each failure. */
const RETRY_PAUSE = 500;
const LONGEST_RETRY_PAUSE = 60_000;
/** An engine that ends while it writes is followed by another: one failure is nothing to be told of. */
const FAILURES_TOLD = 2;

/** Pause after a change before it is written, in ms; a long text waits longer. */
const PAUSE = 250;
const PAUSE_PER_CHARACTER = 1 / 10_000;
const LONGEST_PAUSE = 1500;

/** The name of a tab's text. */
export function tabName(id: string): string {
  return `tab-${id.toLowerCase().replace(/[^a-z0-9-]/g, "-")}`.slice(0, 64);
}

/** Where texts are put, and who is told when they cannot be. */
export interface SessionPlace {
  /** Writes texts in this order, or removes those that are none any more. Waits for an engine that is being started again. */
  save(texts: readonly StateText[]): Promise<void>;
  /** Keeps the secrets; none are kept of an empty text. */
  keepSecrets(text: string): Promise<void>;
  warn(words: string): void;
}

/** Writes sessions one after the other. */
export interface SessionWriter {
  /** Asks for what is not as it was to be written, at once: the window may be gone in a moment. */
  write(session: Session): void;
  /** How long to wait after a change, in ms. */
  pause(): number;
}

/** A writer for a window whose session is as it was read. What it was read from may have had another form. */
export function createSessionWriter(restored: Session, place: SessionPlace): SessionWriter {
  const { tabs: restoredTabs, secrets } = sessionFiles(restored);
  const unwritten = new Map([...restoredTabs.keys()].map((id) => [id, ""]));
  let written: SessionFiles = { index: "", tabs: unwritten, secrets };
  let kept = JSON.stringify(written.secrets);
  let longest = 0;
  let latest = restored;
  let failures = 0;

  function write(session: Session): void {
    latest = session;
    const files = sessionFiles(session);
    const secretText = JSON.stringify(files.secrets);
    if (secretText !== kept) keepSecrets(secretText);
    const before = written;
    const changed = [...files.tabs].filter(([id, text]) => before.tabs.get(id) !== text);
    const gone = [...before.tabs.keys()].filter((id) => !files.tabs.has(id));
    const isSame = files.index === before.index;
    if (changed.length === 0 && gone.length === 0 && isSame) return;
    written = files;
    longest = Math.max(0, ...changed.map(([, text]) => text.length));
    const texts = [
      // A text that names a tab which is not there yet would lose it.
      ...changed.map(([id, text]) => ({ name: tabName(id), text })),
      ...(isSame ? [] : [{ name: INDEX, text: files.index }]),
      ...gone.map((id) => ({ name: tabName(id) })),
    ];
    place.save(texts).then(
      () => {
        failures = 0;
      },
      () => tryAgain(files),
    );
  }

  /** Nothing of these texts is known to be on the disk: all are written once more, without waiting for a change. */
  function tryAgain({ tabs }: SessionFiles): void {
    written = { index: "", tabs: new Map([...tabs.keys()].map((id) => [id, ""])), secrets: {} };
    failures += 1;
    if (failures === FAILURES_TOLD)
      place.warn("What was typed could not be written to disk; it is kept in this window.");
    setTimeout(() => write(latest), Math.min(LONGEST_RETRY_PAUSE, RETRY_PAUSE * 2 ** (failures - 1)));
  }

  function keepSecrets(secretText: string): void {
    kept = secretText;
    void place.keepSecrets(secretText === "{}" ? "" : secretText).catch(() => {
      kept = "";
      place.warn("The secrets that were typed could not be kept; they are here until the window closes.");
    });
  }

  return { write, pause: () => Math.min(LONGEST_PAUSE, PAUSE + longest * PAUSE_PER_CHARACTER) };
}
