/** `byteglass`: the engine in a terminal. Runs one command and ends with its exit status. */
import type { EngineListener } from "../core/contract/engine.ts";
import { parseArguments } from "./arguments.ts";
import { loadCommand } from "./commands.ts";
import { exitOk } from "./exit-status.ts";
import { failWith } from "./failure.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { version } from "./version.ts";

/** A switch that is a danger is told each time, so that it is not forgotten in a script. */
const unchecked = (option: string) =>
  `warning: --${option} accepts any certificate: whoever is in between can read and change what is sent.`;

/** Runs the command that the words name. Answers with the exit status; errors are told on the terminal. */
async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const [name = "--help", ...rest] = words;
    if (name === "--version" || name === "-V") {
      terminal.write(`byteglass ${version}\n`);
      return exitOk;
    }
    if (name === "help" || name === "--help" || name === "-h") return await showHelp(rest[0], terminal);
    if (rest.includes("--help") || rest.includes("-h")) return await showHelp(name, terminal);
    return await runCommand(name, rest, terminal);
  } catch (thrown) {
    return failWith(thrown, terminal, words.includes("--json"));
  }
}

async function showHelp(name: string | undefined, terminal: Terminal): Promise<number> {
  const { helpOn } = await import("./help.ts");
  terminal.write(await helpOn(name));
  return exitOk;
}

async function runCommand(name: string, words: readonly string[], terminal: Terminal): Promise<number> {
  const command = await loadCommand(name);
  const given = parseArguments(name, words, command.options);
  if (given.text("pkcs12") !== undefined) {
    const { runForLegacyBundle } = await import("./legacy-bundle.ts");
    const status = await runForLegacyBundle(given);
    if (status !== undefined) return status;
  }
  for (const option of ["insecure", "proxy-insecure"]) {
    if (given.flag(option)) terminal.warn(unchecked(option));
  }
  const started: { close(): Promise<void> }[] = [];
  const engine = async (onEvent?: EngineListener, stateDirectory?: string) => {
    const { startEngine } = await import("./start-engine.ts");
    const created = startEngine(onEvent, stateDirectory);
    started.push(created);
    return created;
  };
  try {
    return await command.run({ given, terminal, engine });
  } finally {
    await Promise.all(started.map((each) => each.close()));
  }
}

/** Standard output is flushed before the process ends; nothing else is waited for. */
runCommandLine(process.argv.slice(2), openTerminal()).then((status) => {
  process.exitCode = status;
  process.stdout.write("", () => process.exit(status));
});
