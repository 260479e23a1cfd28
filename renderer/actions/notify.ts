import { toErrorRecord } from "../engine/failure.ts";
import { addNotice, type Notice } from "../state/notices.ts";
import { notices } from "../state/stores.ts";

/** Puts a quiet remark in the status bar. */
export function notify(text: string, tone: Notice["tone"] = "plain"): void {
  notices.update((state) => addNotice(state, { id: crypto.randomUUID(), text, tone }));
}

/** Says that something is gone, with a button that brings it back; the remark goes once it is used. */
export function notifyUndo(text: string, undo: () => Promise<void>): void {
  const id = crypto.randomUUID();
  const takeBack = () => {
    notices.update((state) => state.filter((notice) => notice.id !== id));
    undo().catch((thrown: unknown) => notify(toErrorRecord(thrown).message, "warning"));
  };
  notices.update((state) => addNotice(state, { id, text, tone: "plain", undo: takeBack }));
}
