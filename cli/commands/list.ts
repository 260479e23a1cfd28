import type { MethodSummary, SchemaSummary } from "../../core/contract/views.ts";
import { commonOptions } from "../arguments.ts";
import { createPaint } from "../colour.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitOk } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { openSchema } from "../open-schema.ts";
import { readSources, schemaOptions, serverOptions } from "../options.ts";
import { refuseMore } from "../positionals.ts";
import { requireSources } from "../require-sources.ts";
import type { Terminal } from "../terminal.ts";
import { readVariableScope } from "../variable-scope.ts";

/** `byteglass list`: the methods of a server or of files. */
export const list: Command = {
  usage: ["list TARGET [options]", "list --proto FILE | --protoset FILE [options]"],
  summary: "Lists the methods a server offers, one a line with its kind.",
  options: { ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    "With --json: {services: [{fullName, comment, methods: [{fullName, kind, inputType, …}]}], origin, findings}.",
  ],
  examples: ["byteglass list localhost:50051", "byteglass list --proto api.proto -I protos"],
  run: listMethods,
};

async function listMethods({ given, terminal, engine }: CommandContext): Promise<number> {
  refuseMore("list", given, 1);
  const sources = requireSources("list", readSources(given, given.positionals[0]));
  const json = given.flag("json");
  const request = { sources, ...readVariableScope(given), ...(json ? {} : { detail: "names" as const }) };
  const summary = await openSchema(await engine(), terminal, request);
  if (json) printJson(summary, terminal);
  else printLines(summary, terminal);
  return exitOk;
}

function printJson({ schemaId: _, ...summary }: SchemaSummary, terminal: Terminal): void {
  terminal.write(`${toJsonText(summary)}\n`);
}

function printLines(summary: SchemaSummary, terminal: Terminal): void {
  const methods = summary.services.flatMap((service): readonly MethodSummary[] => service.methods);
  const paint = createPaint(terminal.colour);
  const width = Math.max(0, ...methods.map(({ fullName }) => fullName.length));
  const lines = methods.map(({ fullName, kind }) => `${fullName.padEnd(width)}  ${paint("dim", kind)}\n`);
  terminal.write(lines.join(""));
}
