/** The main process: one window, one engine process, and the gate between them. It holds no state of a call. */
import { join, resolve } from "node:path";
import { app, type BrowserWindow, session } from "electron";
import { appFile } from "./app-file.ts";
import { chooseFiles, listenToPages } from "./desktop.ts";
import { type EngineSupervisor, superviseEngine } from "./engine-process.ts";
import {
  COMMAND_CHANNEL,
  ENGINE_TROUBLE_CHANNEL,
  INSPECT_TEXT_CHANNEL,
  OPEN_FILES_CHANNEL,
} from "./ipc-channels.ts";
import { installMenu } from "./menu.ts";
import { filesInArguments } from "./open-requests.ts";
import { messagesTo, type PageMessages } from "./page-messages.ts";
import { registerUiScheme, serveUi } from "./protocol.ts";
import { confineSession, confineWebContents } from "./security.ts";
import { applyTheme } from "./theme.ts";
import { openWindow } from "./window.ts";

let window: BrowserWindow | undefined;
let page: PageMessages | undefined;

function main(): void {
  const userData = app.commandLine.getSwitchValue("user-data-dir");
  if (userData !== "") app.setPath("userData", resolve(userData));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  // With --no-sandbox the processes this would sandbox could never start, again and again.
  if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
  registerUiScheme();
  confineWebContents();
  app.on("second-instance", (_event, words, folder) => {
    showWindow();
    openInWindow(filesInArguments(words, folder, app.getAppPath()));
  });
  app.on("open-file", (event, path) => {
    event.preventDefault();
    void app.whenReady().then(() => openInWindow([path]));
  });
  app.on("window-all-closed", () => app.quit());
  void app.whenReady().then(start);
}

function start(): void {
  applyTheme();
  confineSession(session.defaultSession);
  serveUi(session.defaultSession, appFile("dist/renderer"));
  window = openWindow();
  page = messagesTo(window);
  window.once("closed", () => {
    window = undefined;
    page = undefined;
  });
  const engine = superviseEngine(
    appFile("dist/electron/engine.mjs"),
    [`--state-directory=${join(app.getPath("userData"), "state")}`],
    (trouble) => page?.send(ENGINE_TROUBLE_CHANNEL, trouble),
  );
  // The page first: it is what the user waits for, and two processes that start at once hinder each other.
  window.webContents.once("did-navigate", () => engine.start());
  listenToPages((contents) => engine.connect(contents));
  installMenu({
    send: (command) => page?.send(COMMAND_CHANNEL, command),
    inspect: (text) => page?.send(INSPECT_TEXT_CHANNEL, text),
    openFiles: () => void openFromDialogue(),
  });
  openInWindow(filesInArguments(process.argv, process.cwd(), app.getAppPath()));
  stopEngineAtQuit(engine);
}

function showWindow(): void {
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

function openInWindow(paths: readonly string[]): void {
  if (paths.length > 0) page?.send(OPEN_FILES_CHANNEL, paths);
}

async function openFromDialogue(): Promise<void> {
  openInWindow(await chooseFiles({ title: "Open", kind: "any", multiple: true }, window ?? null));
}

/** Holds quitting back until the engine has written what it keeps. */
function stopEngineAtQuit(engine: EngineSupervisor): void {
  let stopped = false;
  app.on("will-quit", (event) => {
    if (stopped) return;
    event.preventDefault();
    void engine.stop().finally(() => {
      stopped = true;
      // Asked for again within this very event, quitting would be forgotten.
      setImmediate(() => app.quit());
    });
  });
}

main();
