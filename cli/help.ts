/** The help: of the program, and of each command from its own tables. */
import type { OptionSpecification } from "./arguments.ts";
import type { Command } from "./command.ts";
import { commandNames, loadCommand } from "./commands.ts";

/** The help of a command, or of the program when none is named. */
export async function helpOn(name: string | undefined): Promise<string> {
  return name === undefined ? await programHelp() : commandHelp(await loadCommand(name));
}

/** The help of one command. */
function commandHelp(command: Command): string {
  const paragraphs = [
    command.usage.map((usage) => `byteglass ${usage}`).join("\n"),
    command.summary,
    ["Options", ...columns(Object.entries(command.options).map(optionRow))].join("\n"),
    ...(command.notes ?? []),
  ];
  if (command.examples !== undefined) {
    paragraphs.push(["Examples", ...command.examples.map((example) => `  ${example}`)].join("\n"));
  }
  return `${paragraphs.join("\n\n")}\n`;
}

async function programHelp(): Promise<string> {
  const commands = await Promise.all(commandNames.map(loadCommand));
  const rows = commands.map((command, index): Row => [commandNames[index] ?? "", command.summary]);
  return `${[
    "byteglass COMMAND [options]",
    "Looks at Protocol Buffers on the wire: the JSON a person writes, the bytes that travel, and the schema between them.",
    ["Commands", ...columns(rows)].join("\n"),
    "TARGET is host:port (plaintext on loopback, TLS elsewhere), http://… or https://…, or unix:PATH.",
    [
      "Exit status",
      ...columns([
        ["0", "Everything went as asked."],
        [
          "1",
          "`run`: a request failed or could not be sent. `diff`, `compare` and `schema`: something differs.",
        ],
        ["", "`match`: no type fits. `health`: the server said something else than SERVING."],
        ["2", "The command was wrong, and nothing was sent: an option, a name, a schema, a body."],
        [
          "64 + n",
          "The call ended with gRPC code n: 78 (UNAVAILABLE) when no server answers, 68 at the deadline.",
        ],
        ["130", "Cancelled by Ctrl C."],
      ]),
    ].join("\n"),
    "`byteglass COMMAND --help` tells the rest. `byteglass --version` prints the version.",
  ].join("\n\n")}\n`;
}

type Row = readonly [term: string, text: string];

function optionRow([name, option]: readonly [string, OptionSpecification]): Row {
  const short = option.short === undefined ? "" : `-${option.short}, `;
  return [`${short}--${name}${option.value === undefined ? "" : ` ${option.value}`}`, option.text];
}

/** Two columns; a term too wide for the first stands on a line of its own. */
function columns(rows: readonly Row[]): readonly string[] {
  const width = Math.min(28, Math.max(...rows.map(([term]) => term.length)));
  return rows.map(([term, text]) =>
    term.length > width ? `  ${term}\n  ${" ".repeat(width)}  ${text}` : `  ${term.padEnd(width)}  ${text}`,
  );
}
