/** Dark or light: the user's choice, else the system's. The page follows by `prefers-color-scheme`. */
import { join } from "node:path";
import { app, nativeTheme } from "electron";
import * as v from "valibot";
import type { ThemeChoice } from "../core/contract/bridge.ts";
import { readKept, writeKept } from "./kept-value.ts";
import { ThemeSchema } from "./theme-schema.ts";

const KeptTheme = v.object({ theme: ThemeSchema });

/** Window background before the page has painted, so that nothing flashes. */
const SURFACE = { dark: "#0f1318", light: "#fbfcfd" } as const;

/** Takes up the kept choice. BYTEGLASS_THEME stands above it, for one session. */
export function applyTheme(): void {
  const named = v.safeParse(ThemeSchema, process.env["BYTEGLASS_THEME"]);
  nativeTheme.themeSource = named.success
    ? named.output
    : (readKept(themeFile(), KeptTheme)?.theme ?? "system");
}

/** The theme in force, as it was chosen. */
export function currentTheme(): ThemeChoice {
  return nativeTheme.themeSource;
}

/** Chooses a theme and keeps the choice. */
export function chooseTheme(theme: ThemeChoice): void {
  nativeTheme.themeSource = theme;
  writeKept(themeFile(), { theme });
}

/** The colour behind the page. */
export function surfaceColour(): string {
  return nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light;
}

function themeFile(): string {
  return join(app.getPath("userData"), "theme.json");
}
