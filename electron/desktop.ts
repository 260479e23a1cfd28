/** Answers what the page asks of the desktop. Only our own page is heard, and only in the shape agreed on. */
import { writeFile } from "node:fs/promises";
import { BrowserWindow, clipboard, dialog, type FileFilter, ipcMain, type WebContents } from "electron";
import * as v from "valibot";
import type { OpenFilesOptions, SaveFileOptions } from "../core/contract/bridge.ts";
import { messageOf } from "../core/error.ts";
import { type DesktopQuestion, DesktopQuestionSchema } from "./desktop-questions.ts";
import { DESKTOP_CHANNEL, type DesktopAnswer, ENGINE_REQUEST_CHANNEL } from "./ipc-channels.ts";
import { agreeToOpenFiles, keepSecret, readSecret, secretKeeping } from "./keychain.ts";
import { openExternally } from "./security.ts";
import { chooseTheme, currentTheme } from "./theme.ts";
import { isTrustedFrame } from "./trust.ts";

const FILTERS: Readonly<Record<OpenFilesOptions["kind"], readonly FileFilter[]>> = {
  any: [],
  folder: [],
  proto: [{ name: "Protocol Buffers", extensions: ["proto"] }],
  "descriptor-set": [{ name: "Descriptor sets", extensions: ["binpb", "pb", "desc", "protoset", "bin"] }],
  certificate: [{ name: "Certificates and keys", extensions: ["pem", "crt", "cer", "key", "p12", "pfx"] }],
};

/** Listens to pages. `connectEngine` hands a page its port. */
export function listenToPages(connectEngine: (contents: WebContents) => void): void {
  ipcMain.on(ENGINE_REQUEST_CHANNEL, (event) => {
    if (isTrustedFrame(event.senderFrame)) connectEngine(event.sender);
  });
  ipcMain.handle(DESKTOP_CHANNEL, async (event, question: unknown): Promise<DesktopAnswer> => {
    if (!isTrustedFrame(event.senderFrame))
      return { ok: false, message: "This page may not ask the desktop." };
    const parsed = v.safeParse(DesktopQuestionSchema, question);
    if (!parsed.success) return { ok: false, message: "The desktop does not know this question." };
    try {
      return { ok: true, value: await answer(parsed.output, BrowserWindow.fromWebContents(event.sender)) };
    } catch (thrown) {
      return { ok: false, message: messageOf(thrown) };
    }
  });
}

async function answer(question: DesktopQuestion, window: BrowserWindow | null): Promise<unknown> {
  switch (question.kind) {
    case "open-files":
      return chooseFiles(question.options, window);
    case "save-file":
      return saveFile(question.options, window);
    case "copy-text":
      return await clipboard.writeText(question.text);
    case "open-external":
      return openExternally(question.address);
    case "secret-keeping":
      return secretKeeping();
    case "agree-to-open-files":
      return agreeToOpenFiles(question.agreed);
    case "keep-secret":
      return keepSecret(question.name, question.text);
    case "read-secret":
      return readSecret(question.name);
    case "theme":
      return currentTheme();
    case "set-theme":
      return chooseTheme(question.theme);
  }
}

/** Asks the user for files or a folder; empty when the dialogue was closed. */
export async function chooseFiles(
  options: OpenFilesOptions,
  window: BrowserWindow | null,
): Promise<readonly string[]> {
  const chosen = FILTERS[options.kind];
  const settings = {
    title: options.title,
    filters: chosen.length === 0 ? [] : [...chosen, { name: "All files", extensions: ["*"] }],
    properties: [
      options.kind === "folder" ? ("openDirectory" as const) : ("openFile" as const),
      ...(options.multiple ? (["multiSelections"] as const) : []),
    ],
  };
  const { filePaths } = await (window === null
    ? dialog.showOpenDialog(settings)
    : dialog.showOpenDialog(window, settings));
  return filePaths;
}

async function saveFile(options: SaveFileOptions, window: BrowserWindow | null): Promise<string | undefined> {
  const settings = { title: options.title, defaultPath: options.suggestedName };
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(settings)
    : dialog.showSaveDialog(window, settings));
  if (canceled || filePath === "") return undefined;
  if (options.content === undefined) return filePath;
  try {
    await writeFile(filePath, options.content);
  } catch (thrown) {
    const reason = messageOf(thrown);
    throw new Error(`${filePath} could not be saved (${reason}). Choose a place you may write to.`);
  }
  return filePath;
}
