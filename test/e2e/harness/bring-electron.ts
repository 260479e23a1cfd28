/** Before the first test: an Electron to test with, named for Playwright in the environment. */
import { execFileSync } from "node:child_process";
import { ROOT } from "./launch.ts";

// Playwright calls the default export of this file.
// biome-ignore lint/style/noDefaultExport: see above
export default function bringElectron(): void {
  const dist = execFileSync(process.execPath, ["scripts/electron-runtime/bring.mjs"], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.env["ELECTRON_OVERRIDE_DIST_PATH"] = dist.trim();
}
