/** The application menu. The window's own keys are shown here and handled there. */
import { app, clipboard, Menu, type MenuItemConstructorOptions, nativeTheme } from "electron";
import type { MenuCommand, ThemeChoice } from "../core/contract/bridge.ts";
import { chooseTheme, currentTheme } from "./theme.ts";

/** What the menu can bring about in the window. */
export interface MenuTarget {
  send(command: MenuCommand): void;
  inspect(text: string): void;
  openFiles(): void;
}

type Item = MenuItemConstructorOptions;
const SEPARATOR: Item = { type: "separator" };

/** Puts the menu in place. */
export function installMenu(target: MenuTarget): void {
  const mac = process.platform === "darwin";
  const menus: Item[] = [
    ...(mac ? [{ role: "appMenu" } as const] : []),
    { label: "&File", submenu: fileItems(target, mac) },
    { role: "editMenu" },
    { label: "&View", submenu: viewItems(target) },
    { label: "&Call", submenu: callItems(target) },
    { label: "&Window", submenu: windowItems(mac) },
    { role: "help", submenu: helpItems(target, mac) },
  ];
  const menu = Menu.buildFromTemplate(menus);
  Menu.setApplicationMenu(menu);
  nativeTheme.on("updated", () => {
    const chosen = menu.getMenuItemById(themeId(currentTheme()));
    if (chosen !== null) chosen.checked = true;
  });
}

/** An item that the window also has a key for: the key is shown, and left to the window. */
function commandItem(target: MenuTarget, label: string, command: MenuCommand, accelerator?: string): Item {
  return {
    label,
    click: () => target.send(command),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  };
}

function fileItems(target: MenuTarget, mac: boolean): Item[] {
  return [
    commandItem(target, "New Request", "new-request", "CmdOrCtrl+T"),
    { label: "Open…", accelerator: "CmdOrCtrl+O", click: () => target.openFiles() },
    {
      label: "Inspect Clipboard",
      accelerator: "CmdOrCtrl+Shift+V",
      click: () => void inspectClipboard(target),
    },
    SEPARATOR,
    commandItem(target, "Close Tab", "close-tab", "CmdOrCtrl+W"),
    ...(mac ? [] : [SEPARATOR, { role: "quit" } as const]),
  ];
}

/** The clipboard answers at once in older Electrons and later in newer ones. */
async function inspectClipboard(target: MenuTarget): Promise<void> {
  target.inspect(await clipboard.readText());
}

function viewItems(target: MenuTarget): Item[] {
  return [
    commandItem(target, "Command Palette", "open-palette", "CmdOrCtrl+K"),
    commandItem(target, "Sidebar", "toggle-sidebar", "CmdOrCtrl+B"),
    commandItem(target, "Inspector", "toggle-inspector", "CmdOrCtrl+J"),
    commandItem(target, "Find", "find", "CmdOrCtrl+F"),
    SEPARATOR,
    {
      label: "Theme",
      submenu: [themeItem("System", "system"), themeItem("Dark", "dark"), themeItem("Light", "light")],
    },
    { role: "resetZoom" },
    { role: "zoomIn" },
    // The same key without Shift, as every browser takes it.
    { role: "zoomIn", accelerator: "CmdOrCtrl+=", visible: false, acceleratorWorksWhenHidden: true },
    { role: "zoomOut" },
    { role: "togglefullscreen" },
    SEPARATOR,
    { role: "toggleDevTools" },
  ];
}

function themeItem(label: string, theme: ThemeChoice): Item {
  const checked = currentTheme() === theme;
  return { id: themeId(theme), label, type: "radio", checked, click: () => chooseTheme(theme) };
}

function themeId(theme: ThemeChoice): string {
  return `theme-${theme}`;
}

/** Ctrl W belongs to tabs, so the window closes by another key than usual. */
function windowItems(mac: boolean): Item[] {
  return [
    { role: "minimize" },
    { role: "zoom" },
    ...(mac ? [SEPARATOR, { role: "front" } as const] : []),
    SEPARATOR,
    { role: "close", label: "Close Window", accelerator: "CmdOrCtrl+Shift+W" },
  ];
}

function callItems(target: MenuTarget): Item[] {
  return [
    commandItem(target, "Send", "send", "CmdOrCtrl+Enter"),
    commandItem(target, "Start the Sample Server", "start-sample"),
  ];
}

function helpItems(target: MenuTarget, mac: boolean): Item[] {
  return [
    commandItem(target, "Keys and Help", "show-help", "F1"),
    ...(mac ? [] : [{ label: `About ${app.getName()}`, role: "about" } as const]),
  ];
}
