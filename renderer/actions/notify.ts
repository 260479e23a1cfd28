import { addNotice, type Notice } from "../state/notices.ts";
import { notices } from "../state/stores.ts";

/** Puts a quiet remark in the status bar. */
export function notify(text: string, tone: Notice["tone"] = "plain"): void {
  notices.update((state) => addNotice(state, { id: crypto.randomUUID(), text, tone }));
}
