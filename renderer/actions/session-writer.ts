/** Writes what changed of a session: the tabs first, then the text that names them, then nothing is left of closed ones. */
import { desktop } from "../engine/desktop.ts";
import { engine } from "../engine/link.ts";
import type { Session } from "../state/session.ts";
import { type SessionFiles, sessionFiles } from "../state/session-files.ts";
import { notify } from "./notify.ts";

/** The name of the text that names the tabs. */
export const INDEX = "drafts";
/** The name that the secrets of open requests are kept under. */
export const SECRETS = "drafts";

/** Pause after a change before it is written, in ms; a long text waits longer. */
const PAUSE = 250;
const PAUSE_PER_CHARACTER = 1 / 10_000;
const LONGEST_PAUSE = 1500;

/** The name of a tab's text. */
export function tabName(id: string): string {
  return `tab-${id.toLowerCase().replace(/[^a-z0-9-]/g, "-")}`.slice(0, 64);
}

/** Writes sessions one after the other. */
export interface SessionWriter {
  /** Writes what is not as it was. `leaving` waits for nothing: the window may be gone in a moment. */
  write(session: Session, leaving: boolean): void;
  /** How long to wait after a change, in ms. */
  pause(): number;
}

/** A writer for a window whose session is as it was read. What it was read from may have had another form. */
export function createSessionWriter(restored: Session): SessionWriter {
  const { tabs: restoredTabs, secrets } = sessionFiles(restored);
  const unwritten = new Map([...restoredTabs.keys()].map((id) => [id, ""]));
  let written: SessionFiles = { index: "", tabs: unwritten, secrets };
  let kept = JSON.stringify(written.secrets);
  let longest = 0;
  let queue: Promise<void> = Promise.resolve();

  function write(session: Session, leaving: boolean): void {
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
    const work = async () => {
      const tabs = Promise.all(changed.map(([id, text]) => saveState(tabName(id), text)));
      // A text that names a tab which is not there yet would lose it.
      if (!leaving) await tabs;
      const rest = isSame ? [] : [saveState(INDEX, files.index)];
      await Promise.all([tabs, ...rest]);
      await Promise.all(gone.map((id) => saveState(tabName(id), undefined)));
    };
    queue = (leaving ? work() : queue.then(work)).catch(() => {
      written = { index: "", tabs: new Map([...files.tabs.keys()].map((id) => [id, ""])), secrets: {} };
      notify("What was typed could not be written to disk; it is kept in this window.", "warning");
    });
  }

  function keepSecrets(secretText: string): void {
    kept = secretText;
    void desktop()
      .keepSecret(SECRETS, secretText === "{}" ? "" : secretText)
      .catch(() => {
        kept = "";
        notify(
          "The secrets that were typed could not be kept; they are here until the window closes.",
          "warning",
        );
      });
  }

  return { write, pause: () => Math.min(LONGEST_PAUSE, PAUSE + longest * PAUSE_PER_CHARACTER) };
}

async function saveState(name: string, text: string | undefined): Promise<void> {
  await (await engine()).saveState({ name, ...(text === undefined ? {} : { text }) });
}
