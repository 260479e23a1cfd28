/**
 * `npm start`: builds what is out of date, brings Electron where it is missing, and opens the app. Whatever is missing
 * is named in a sentence with the command that fixes it. Without a display the main job runs in the terminal instead.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findDisplay } from "./start/display.mjs";
import { complainAboutNode } from "./start/node-version.mjs";

const inFolder = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** A sentence for whoever starts the app; nothing else is printed for it. */
class Obstacle extends Error {}

function checkPackages() {
  if (existsSync(inFolder("node_modules/electron/package.json"))) return;
  throw new Obstacle("The packages are not installed yet. Run: npm ci");
}

/** Runs one of our own scripts; its output is shown. */
function runScript(name, ...words) {
  return (
    spawnSync(process.execPath, [inFolder(`scripts/${name}`), ...words], { stdio: "inherit" }).status ?? 1
  );
}

function build() {
  if (runScript("build.mjs", "--if-stale") !== 0) {
    throw new Obstacle(
      "The app could not be built: the lines above say why. After mending it, run: npm start",
    );
  }
}

function runInTerminal() {
  console.log(
    "There is no display here, so no window can be opened: doing the main job in this terminal instead.",
  );
  console.log("(To see the window without a screen, run: xvfb-run -a npm start)\n");
  return runScript("demo.mjs");
}

/** The executable and its first switches, once everything it needs is here. */
async function prepareElectron() {
  const [{ bringElectron }, { explainLibraries, missingLibraries }, { planSandbox }] = await Promise.all([
    import("./electron-runtime/bring.mjs"),
    import("./start/libraries.mjs"),
    import("./start/sandbox.mjs"),
  ]);
  const { executable, dist } = await bringElectron((sentence) => console.log(sentence));
  const libraries = missingLibraries(executable);
  if (libraries.length > 0) throw new Obstacle(explainLibraries(libraries));
  const { switches, sentence } = planSandbox(dist);
  if (switches === undefined) throw new Obstacle(sentence);
  if (sentence) console.log(sentence);
  return { executable, switches };
}

async function start(words) {
  const complaint = complainAboutNode();
  if (complaint) throw new Obstacle(complaint);
  checkPackages();
  const displaySwitches = findDisplay();
  if (displaySwitches === undefined) {
    build();
    return runInTerminal();
  }
  const { executable, switches } = await prepareElectron();
  build();
  const { openApp } = await import("./start/open-app.mjs");
  const outcome = await openApp(executable, [inFolder("."), ...switches, ...displaySwitches, ...words]);
  return outcome.withoutDisplay ? runInTerminal() : exitCode(outcome);
}

function exitCode({ code, signal, failure }) {
  if (failure) throw new Obstacle(`Electron could not be started: ${failure}.`);
  if (signal && signal !== "SIGINT" && signal !== "SIGTERM") {
    throw new Obstacle(
      `Electron was ended by ${signal}. To see what it says, run: ELECTRON_ENABLE_LOGGING=1 npm start`,
    );
  }
  return code ?? 0;
}

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
