import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { parseArguments } from "../../cli/arguments.ts";
import type { Command } from "../../cli/command.ts";
import { commandNames, loadCommand } from "../../cli/commands.ts";
import { inFolder } from "../cli/build-cli.ts";
import { commandLinesOf, PAGES, readCommandLine } from "./command-lines.ts";

const commands = new Map<string, Command>();

beforeAll(async () => {
  for (const name of commandNames) commands.set(name, await loadCommand(name));
});

/** The command that the words name, once its options are read. Throws where there is no such command or option. */
async function understand([name = "", ...words]: readonly string[]): Promise<string> {
  const command = await loadCommand(name);
  parseArguments(name, words, command.options);
  return name;
}

describe("every command line that is shown is one that is understood", () => {
  it.each(PAGES.flatMap(commandLinesOf).map(({ page, line, words }) => [page, line, words] as const))(
    "%s: %s",
    async (_page, _line, words) => {
      expect(commandNames).toContain(await understand(words));
    },
  );

  it.each(commandNames)("in the help of %s", async (name) => {
    const examples = commands.get(name)?.examples ?? [];
    const shown = examples.flatMap((example) => readCommandLine("help", example));
    expect(shown).toHaveLength(examples.length);
    for (const { words } of shown) expect(commandNames).toContain(await understand(words));
  });
});

describe("docs/cli.md", () => {
  const text = readFileSync(inFolder("docs/cli.md"), "utf8");

  it.each(commandNames.filter((name) => name !== "schema"))("lists %s among the commands", (name) => {
    expect(text).toMatch(new RegExp(`^\\| .*\`${name}[ \`].*\\|$`, "m"));
  });

  it.each(commandNames)("tells every option of %s", (name) => {
    const options = Object.entries(commands.get(name)?.options ?? {});
    const untold = options.filter(
      ([option, { short }]) =>
        !new RegExp(`--${option}\\b`).test(text) &&
        (short === undefined || !new RegExp(`(^|[\\s\`(])-${short}\\b`, "m").test(text)),
    );
    expect(untold.map(([option]) => `--${option}`)).toEqual([]);
  });
});
