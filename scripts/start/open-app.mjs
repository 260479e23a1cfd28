/** Runs Electron on the app and listens to what it says. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Chromium's remarks about a machine's buses and drivers, which a user can do nothing about. */
const NOISE = /^\[\d+:\d+\/\d+\.\d+:(ERROR|WARNING|INFO):|^\s*$|Gtk-(WARNING|Message)|GLib-GIO-/;
const NO_DISPLAY = /Missing X server|cannot open display|Failed to connect to Wayland/i;

/** Resolves when the app has ended: with its exit code or signal, and whether there was no display after all. */
export function openApp(executable, words) {
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  const app = spawn(executable, words, { stdio: ["ignore", "inherit", "pipe"], env: environment });
  let withoutDisplay = false;
  createInterface({ input: app.stderr }).on("line", (line) => {
    if (NO_DISPLAY.test(line)) withoutDisplay = true;
    else if (environment.ELECTRON_ENABLE_LOGGING || !NOISE.test(line)) console.error(line);
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => app.kill(signal));
  return new Promise((resolve) => {
    app.once("error", (error) => resolve({ failure: error.message, withoutDisplay }));
    app.once("close", (code, signal) => resolve({ code, signal, withoutDisplay }));
  });
}
