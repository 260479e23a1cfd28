/** Everything that reaches the window as a whole: keys, the menu, pasting, dropping. */
import type { MenuCommand } from "../../core/contract/bridge.ts";
import { openDropped, openFiles, openPayload } from "../actions/payload.ts";
import { trySample } from "../actions/sample.ts";
import { desktop } from "../engine/desktop.ts";
import { overlay } from "../state/stores.ts";
import { runShortcut } from "./run-shortcut.ts";
import { type Shortcut, shortcutOf } from "./shortcut.ts";

/** Starts listening. To be called once. */
export function listenToWindow(): void {
  const mac = desktop().platform === "darwin";
  window.addEventListener(
    "keydown",
    (event) => {
      const shortcut = shortcutOf(event, mac);
      if (shortcut === undefined || (overlay.get() !== "none" && shortcut !== "palette")) return;
      if (!runShortcut(shortcut)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  window.addEventListener("auxclick", (event) => {
    if (event.button === 1) middleClickAt = event.timeStamp;
  });
  window.addEventListener("paste", paste);
  window.addEventListener("dragover", (event) => event.preventDefault());
  window.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) void openDropped(files);
  });
  desktop().onCommand(runCommand);
  desktop().onInspectText((text) => openPayload({ kind: "text", text }, "clipboard"));
  desktop().onOpenFiles(openFiles);
}

/** A middle click pastes on some desktops, right after it; here it closes tabs. Times in ms. */
const MIDDLE_CLICK_ECHO = 300;
let middleClickAt = Number.NEGATIVE_INFINITY;

/** Pasting with nothing focused that takes text opens the inspector. */
function paste(event: ClipboardEvent): void {
  if (isTextPlace(event.target) || overlay.get() !== "none") return;
  if (event.timeStamp - middleClickAt < MIDDLE_CLICK_ECHO) return;
  const files = [...(event.clipboardData?.files ?? [])];
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (files.length > 0) void openDropped(files);
  else if (text.trim() !== "") openPayload({ kind: "text", text }, "pasted");
  else return;
  event.preventDefault();
}

function isTextPlace(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("input, textarea, select, [contenteditable='true'], .monaco-editor") !== null;
}

function runCommand(command: MenuCommand): void {
  if (command === "start-sample") void trySample();
  else if (command === "find") focusFilter();
  else runShortcut(SHORTCUT_OF[command]);
}

const SHORTCUT_OF: Readonly<Record<Exclude<MenuCommand, "start-sample" | "find">, Shortcut>> = {
  "new-request": "new-request",
  "close-tab": "close-tab",
  "open-palette": "palette",
  "toggle-sidebar": "toggle-side",
  "toggle-inspector": "toggle-inspector",
  send: "send",
  "show-help": "help",
};

function focusFilter(): void {
  document.querySelector<HTMLInputElement>(".side-filter input")?.focus();
}
