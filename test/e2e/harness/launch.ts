/** Starts the app for a test, in a folder of its own, and listens to everything its page complains about. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { _electron, ElectronApplication, Page } from "@playwright/test";
import type { ThemeChoice } from "../../../core/contract/bridge.ts";
import { loadScript } from "../../scripts/load.ts";

/** The repository's folder, which is also the app that Electron starts. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

interface Starting {
  readonly startElectron: typeof _electron.launch;
}
const { startElectron } = await loadScript<Starting>("electron-runtime/start.mjs");

/** How to start the app. */
export interface LaunchOptions {
  /** Dark unless given; `kept` leaves it to what the app kept. */
  readonly theme?: ThemeChoice | "kept";
  /** Kept and given again, to see what outlives a session; otherwise a new folder, removed at the end. */
  readonly userData?: string;
  /** More words for the command line, such as files to open. */
  readonly words?: readonly string[];
  /** Starts through this program instead of Electron's own. */
  readonly executablePath?: string;
  readonly chromiumSandbox?: boolean;
}

/** A running app. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** Console errors, uncaught exceptions and policy violations so far, oldest first. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Starts the app and waits for its window. */
export async function launch(options: LaunchOptions = {}): Promise<RunningApp> {
  const userData = options.userData ?? (await mkdtemp(join(tmpdir(), "byteglass-e2e-")));
  const electron = await startElectron({
    args: [ROOT, `--user-data-dir=${userData}`, "--disable-gpu", ...(options.words ?? [])],
    env: environment(options.theme ?? "dark"),
    // The page follows the app's theme, not one that Playwright plays.
    colorScheme: null,
    chromiumSandbox: options.chromiumSandbox ?? false,
    ...(options.executablePath === undefined ? {} : { executablePath: options.executablePath }),
  });
  const page = await electron.firstWindow();
  const complaints = collectComplaints(page);
  // Keys that are pressed before the page has run are lost.
  await page.getByRole("heading", { name: "Byteglass", level: 1 }).waitFor();
  return {
    electron,
    page,
    userData,
    complaints,
    async close() {
      await electron.close();
      if (options.userData === undefined) await rm(userData, { recursive: true, force: true });
    },
  };
}

function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  return complaints;
}

function environment(theme: ThemeChoice | "kept"): Record<string, string> {
  const { BYTEGLASS_THEME: _, ...rest } = process.env;
  const kept = Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(kept), ...(theme === "kept" ? {} : { BYTEGLASS_THEME: theme }) };
}

/** Where screenshots are kept; ignored by git. */
export function screenPath(name: string): string {
  return join(ROOT, "test-results/screens", `${name}.png`);
}
