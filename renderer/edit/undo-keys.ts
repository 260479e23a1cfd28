import { type KeyboardEvent as ReactKeyboardEvent, useEffect } from "react";
import { overlay } from "../state/stores.ts";
import type { Editing } from "./editing.ts";

/** Ctrl Z and Shift Ctrl Z (or Ctrl Y) over a part of the window that has no text of its own. */
export function undoKey(editing: Editing | undefined, event: KeyboardEvent | ReactKeyboardEvent): void {
  if (editing === undefined || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.target instanceof Element && event.target.closest("input, textarea, select, .monaco-editor"))
    return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  event.stopPropagation();
  void editing.move(key === "y" || event.shiftKey ? 1 : -1);
}

/** The same for the whole window: a button that goes away when it is pressed leaves the focus nowhere. */
export function useUndoKeys(editing: Editing): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (overlay.get() === "none" && document.querySelector("dialog[open]") === null)
        undoKey(editing, event);
    }
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [editing]);
}
