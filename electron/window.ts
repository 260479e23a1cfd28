/** The one window: sandboxed, isolated, at the place where it was left. */
import { join } from "node:path";
import { app, BrowserWindow, nativeTheme, screen } from "electron";
import { isOwnAddress, UI_ADDRESS } from "./addresses.ts";
import { appFile } from "./app-file.ts";
import { createBackOff } from "./back-off.ts";
import { VERSION_ARGUMENT } from "./ipc-channels.ts";
import { readKept, writeKept } from "./kept-value.ts";
import { surfaceColour } from "./theme.ts";
import { chooseBounds, MINIMUM_SIZE, WindowStateSchema } from "./window-state.ts";

/** Opens the window and starts loading its page. It shows itself once the page has painted. */
export function openWindow(): BrowserWindow {
  const kept = readKept(stateFile(), WindowStateSchema);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...chooseBounds(kept, screens),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    useContentSize: kept === undefined,
    title: "Byteglass",
    backgroundColor: surfaceColour(),
    autoHideMenuBar: true,
    show: false,
    webPreferences: {
      preload: appFile("dist/electron/preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // The spell checker would download its dictionaries.
      spellcheck: false,
      additionalArguments: [`${VERSION_ARGUMENT}${app.getVersion()}`],
    },
  });
  // Maximizing shows a window too, so it waits for the first paint as well.
  window.once("ready-to-show", () => (kept?.maximized === true ? window.maximize() : window.show()));
  keepState(window);
  keepSurface(window);
  keepPage(window);
  reviveAfterCrash(window);
  void window.loadURL(UI_ADDRESS);
  return window;
}

function keepState(window: BrowserWindow): void {
  window.on("close", () =>
    writeKept(stateFile(), { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  );
}

function keepSurface(window: BrowserWindow): void {
  const follow = () => window.setBackgroundColor(surfaceColour());
  nativeTheme.on("updated", follow);
  window.once("closed", () => nativeTheme.off("updated", follow));
}

/** The one way past the navigation guards is `about:blank`, which no guard is asked about: the page comes back. */
function keepPage(window: BrowserWindow): void {
  window.webContents.on("did-navigate", (_event, address) => {
    if (!isOwnAddress(address)) void window.loadURL(UI_ADDRESS);
  });
}

/** A page whose process died is loaded again; what was typed comes back from the engine. */
function reviveAfterCrash(window: BrowserWindow): void {
  const backOff = createBackOff();
  let loadedAt = performance.now();
  window.webContents.on("did-finish-load", () => {
    loadedAt = performance.now();
  });
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    setTimeout(
      () => {
        if (!window.isDestroyed()) window.reload();
      },
      backOff.next(performance.now() - loadedAt),
    );
  });
}

function stateFile(): string {
  return join(app.getPath("userData"), "window.json");
}
