/** Electron as its makers publish it: what the `electron` package downloads. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const DOWNLOAD_LIMIT = 5 * 60_000;
const packagePath = dirname(createRequire(import.meta.url).resolve("electron/package.json"));

/** The version that package.json asks for. */
export const OFFICIAL_VERSION = JSON.parse(readFileSync(join(packagePath, "package.json"), "utf8")).version;

/** The folder and executable of the official binary, or undefined when it has not been downloaded. */
export function findOfficial() {
  const pathFile = join(packagePath, "path.txt");
  if (!existsSync(pathFile)) return undefined;
  const dist = join(packagePath, "dist");
  const executable = join(dist, readFileSync(pathFile, "utf8").trim());
  return existsSync(executable) ? { dist, executable, version: OFFICIAL_VERSION, official: true } : undefined;
}

/** Downloads the official binary; undefined when it cannot be reached. Says nothing, whatever happens. */
export async function bringOfficial() {
  const download = spawn(process.execPath, [join(packagePath, "install.js")], {
    stdio: "ignore",
    timeout: DOWNLOAD_LIMIT,
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: "" },
  });
  await new Promise((resolve) => download.once("close", resolve).once("error", resolve));
  return findOfficial();
}
