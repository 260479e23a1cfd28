/** The only code that sees both the page and the desktop: it hands over the engine's port and exposes the bridge. */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { DesktopBridge, SecretKeeping, Unsubscribe } from "../core/contract/bridge.ts";
import type { DesktopQuestion } from "./desktop-questions.ts";
import {
  COMMAND_CHANNEL,
  DESKTOP_CHANNEL,
  type DesktopAnswer,
  ENGINE_PORT_CHANNEL,
  ENGINE_REQUEST_CHANNEL,
  ENGINE_TROUBLE_CHANNEL,
  INSPECT_TEXT_CHANNEL,
  OPEN_FILES_CHANNEL,
  VERSION_ARGUMENT,
} from "./ipc-channels.ts";

/** The part of the page's globals that a sandboxed preload script needs. */
declare const window: { postMessage(message: unknown, origin: string, ports: readonly unknown[]): void };
declare const location: { readonly origin: string };

async function ask(question: DesktopQuestion): Promise<unknown> {
  const answer: DesktopAnswer = await ipcRenderer.invoke(DESKTOP_CHANNEL, question);
  if (answer.ok) return answer.value;
  throw new Error(answer.message);
}

/** A subscription that keeps what arrived before its first listener. */
function createTopic<T>(channel: string): (listener: (value: T) => void) => Unsubscribe {
  const listeners = new Set<(value: T) => void>();
  let early: T[] = [];
  ipcRenderer.on(channel, (_event, value: T) => {
    if (listeners.size === 0) early.push(value);
    for (const listener of listeners) listener(value);
  });
  return (listener) => {
    listeners.add(listener);
    const missed = early;
    early = [];
    for (const value of missed) listener(value);
    return () => listeners.delete(listener);
  };
}

const bridge: DesktopBridge = {
  platform: process.platform === "darwin" || process.platform === "win32" ? process.platform : "linux",
  version:
    process.argv.find((word) => word.startsWith(VERSION_ARGUMENT))?.slice(VERSION_ARGUMENT.length) ?? "",
  requestEngine: () => ipcRenderer.send(ENGINE_REQUEST_CHANNEL),
  pathForFile: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
  openFiles: async (options) => (await ask({ kind: "open-files", options })) as readonly string[],
  saveFile: async (options) => (await ask({ kind: "save-file", options })) as string | undefined,
  copyText: async (text) => void (await ask({ kind: "copy-text", text })),
  openExternal: async (address) => (await ask({ kind: "open-external", address })) === true,
  secretKeeping: async () => (await ask({ kind: "secret-keeping" })) as SecretKeeping,
  agreeToOpenFiles: async (agreed) => (await ask({ kind: "agree-to-open-files", agreed })) as SecretKeeping,
  keepSecret: async (name, text) => (await ask({ kind: "keep-secret", name, text })) as SecretKeeping,
  readSecret: async (name) => (await ask({ kind: "read-secret", name })) as string | undefined,
  theme: async () => (await ask({ kind: "theme" })) as Awaited<ReturnType<DesktopBridge["theme"]>>,
  setTheme: async (theme) => void (await ask({ kind: "set-theme", theme })),
  onEngineTrouble: createTopic(ENGINE_TROUBLE_CHANNEL),
  onCommand: createTopic(COMMAND_CHANNEL),
  onInspectText: createTopic(INSPECT_TEXT_CHANNEL),
  onOpenFiles: createTopic(OPEN_FILES_CHANNEL),
};

contextBridge.exposeInMainWorld("byteglass", bridge);
ipcRenderer.on(ENGINE_PORT_CHANNEL, (event) =>
  window.postMessage({ type: "byteglass:engine-port" }, location.origin, event.ports),
);
