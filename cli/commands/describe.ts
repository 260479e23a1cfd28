import type { Arguments } from "../arguments.ts";
import { commonOptions } from "../arguments.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitOk } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { openSchema } from "../open-schema.ts";
import { askAboutSymbol } from "../open-symbol.ts";
import { readSources, schemaOptions, serverOptions } from "../options.ts";
import { refuseMore } from "../positionals.ts";
import { requireSources } from "../require-sources.ts";
import { readVariableScope } from "../variable-scope.ts";

/** `byteglass describe`: `.proto` source of a schema. */
export const describe: Command = {
  usage: [
    "describe TARGET [SYMBOL] [options]",
    "describe [SYMBOL] --proto FILE | --protoset FILE | --reflect TARGET",
  ],
  summary: "Prints the .proto source of a symbol, or of everything, with its comments.",
  options: { ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    "SYMBOL is a message, enum, field, service, method (pkg.Service/Method), extension or file.",
    "With --json: [{symbol, kind, source}].",
  ],
  examples: ["byteglass describe localhost:50051 helloworld.Greeter"],
  run: describeSymbols,
};

async function describeSymbols({ given, terminal, engine }: CommandContext): Promise<number> {
  refuseMore("describe", given, 2);
  const { target, symbol } = readWords(given);
  const sources = requireSources("describe", readSources(given, target));
  const asked = { sources, ...readVariableScope(given) };
  const running = await engine();
  const symbols =
    symbol === undefined
      ? await running.describe({ schemaId: (await openSchema(running, terminal, asked)).schemaId })
      : await askAboutSymbol(running, terminal, asked, symbol, ({ schemaId }) =>
          running.describe({ schemaId, symbol }),
        );
  if (given.flag("json")) terminal.write(`${toJsonText(symbols)}\n`);
  else terminal.write(symbols.map(({ source }) => `${source.trimEnd()}\n`).join("\n"));
  return exitOk;
}

/** One word is a target, unless an option says where the schema comes from and the word looks like a symbol. */
function readWords(given: Arguments): { readonly target?: string; readonly symbol?: string } {
  const [first, second] = given.positionals;
  const named = ["proto", "protoset", "reflect"].some((option) => given.text(option) !== undefined);
  if (first === undefined) return {};
  if (second !== undefined) return { target: first, symbol: second };
  return named && !first.includes(":") ? { symbol: first } : { target: first };
}
