/**
 * Electron's command line for a binary that came without one: `electron [-r MODULE]... [switches] APP`.
 * It is an ES module that awaits the app on purpose: Electron holds `ready` back until its entry module has
 * finished, so the app may still do what is only allowed before (registering schemes, for one).
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { app } from "electron/main";

/** Splits the arguments into modules to load first and the app to start; Chromium's switches are passed over. */
function readArguments(words) {
  const preload = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === "-r" || word === "--require") preload.push(words[++index]);
    else if (word === "-v" || word === "--version") return { preload, version: true };
    else if (!word.startsWith("-")) return { preload, target: resolve(word) };
  }
  return { preload };
}

/** Gives the app its name and folder, as Electron does for an app that is started from source. */
function introduce(target, main) {
  const description = join(target, "package.json");
  if (!existsSync(description)) return app.setAppPath(dirname(main));
  const { version, productName, name, desktopName } = JSON.parse(readFileSync(description, "utf8"));
  if (version) app.setVersion(version);
  app.setName(productName ?? name ?? app.getName());
  if (desktopName) app.setDesktopName(desktopName);
  app.setAppPath(target);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const { preload, target, version } = readArguments(process.argv.slice(1));
if (version) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
if (preload.length > 0) Module._preloadModules(preload);
if (target === undefined) fail("usage: electron [-r MODULE]... [switches] APP");
Object.defineProperty(process, "defaultApp", { enumerable: true, value: true });
let main;
try {
  main = createRequire(import.meta.url).resolve(target);
} catch (error) {
  fail(`There is no app at ${target}: ${error.message}`);
}
introduce(target, main);
await import(pathToFileURL(main).href);
