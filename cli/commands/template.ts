import { commonOptions } from "../arguments.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitOk } from "../exit-status.ts";
import { compactJson, RawJson, toJsonText } from "../json-text.ts";
import { askAboutSymbol } from "../open-symbol.ts";
import { readSources, schemaOptions, serverOptions } from "../options.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import { requireSources } from "../require-sources.ts";
import { readVariableScope } from "../variable-scope.ts";

/** `byteglass template`: an example body. */
export const template: Command = {
  usage: ["template TYPE --reflect TARGET | --proto FILE | --protoset FILE [options]"],
  summary: "Prints an example JSON body of a message type, with every field.",
  options: { ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    "TYPE is a message, or a method (pkg.Service/Method) for its request.",
    "With --json: {type, template}.",
  ],
  examples: ["byteglass template helloworld.HelloRequest --reflect localhost:50051"],
  run: printTemplate,
};

async function printTemplate({ given, terminal, engine }: CommandContext): Promise<number> {
  refuseMore("template", given, 1);
  const name = requireWord("template", given, 0, "the TYPE of a message");
  const sources = requireSources("template", readSources(given, undefined));
  const asked = { sources, ...readVariableScope(given) };
  const running = await engine();
  const { symbol, json } = await askAboutSymbol(running, terminal, asked, name, async (schema) => {
    const methods = schema.services.flatMap((service) => service.methods);
    const symbol = methods.find(({ fullName }) => fullName === name)?.inputType ?? name;
    return { symbol, ...(await running.template({ schemaId: schema.schemaId, symbol })) };
  });
  if (given.flag("json")) {
    terminal.write(`${toJsonText({ type: symbol, template: new RawJson(compactJson(json)) })}\n`);
  } else {
    terminal.write(`${json}\n`);
  }
  return exitOk;
}
