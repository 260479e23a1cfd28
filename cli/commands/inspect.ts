import type { Engine } from "../../core/contract/engine.ts";
import type { InspectRequest } from "../../core/contract/params.ts";
import { commonOptions } from "../arguments.ts";
import { createPaint } from "../colour.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitOk } from "../exit-status.ts";
import { openAll } from "../inspect/documents.ts";
import { readInspectInput } from "../inspect/input.ts";
import { printJson } from "../inspect/print-json.ts";
import { printTree } from "../inspect/print-tree.ts";
import { openSchema } from "../open-schema.ts";
import { readSources, schemaOptions, serverOptions } from "../options.ts";
import { refuseMore } from "../positionals.ts";
import { requireSources } from "../require-sources.ts";
import { usageError } from "../usage-error.ts";

const inspectOptions = {
  hex: { type: "string", value: "DIGITS", text: "Look at these bytes: '08 96 01'." },
  text: {
    type: "string",
    value: "TEXT",
    text: "Look at bytes in any other spelling: base64, escapes, a byte list.",
  },
  type: { type: "string", value: "TYPE", text: "Read the bytes as this message type; needs a schema." },
  frames: {
    type: "string",
    value: "KIND",
    text: "How messages are framed: auto (the default), none, grpc, grpc-web, connect, delimited, confluent.",
  },
} as const;

/** `byteglass inspect`: bytes explained. */
export const inspect: Command = {
  usage: [
    "inspect FILE | - | --hex DIGITS | --text TEXT [--type TYPE --proto FILE | --reflect TARGET …] [options]",
  ],
  summary: "Explains bytes: every field, with or without a schema, whatever state they are in.",
  options: { ...inspectOptions, ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    "With --json: {input, frames, atoms: [[start, end, kind]], records, findings, buffers}; buffers are unpacked payloads.",
  ],
  examples: [
    "byteglass inspect --hex '08 96 01'",
    "byteglass inspect body.bin --type pkg.Message --proto api.proto",
  ],
  run: inspectBytes,
};

async function inspectBytes({ given, terminal, engine }: CommandContext): Promise<number> {
  refuseMore("inspect", given, 1);
  const { input, steps } = await readInspectInput(given, terminal);
  const running = await engine();
  const schema = await openType(running, { given, terminal, engine });
  const framing = readFraming(given.text("frames"));
  const documents = await openAll(running, await running.inspect({ input, framing, ...schema }));
  const write = (text: string) => terminal.write(text);
  if (given.flag("json")) await printJson(running, documents, steps, write);
  else await printTree(running, documents, steps, createPaint(terminal.colour), write);
  return exitOk;
}

const FRAMINGS: Readonly<Record<string, InspectRequest["framing"]>> = {
  auto: "auto",
  none: "raw",
  grpc: "grpc",
  "grpc-web": "grpc-web",
  connect: "connect",
  delimited: "delimited",
  confluent: "confluent",
};

function readFraming(word: string | undefined): InspectRequest["framing"] {
  if (word === undefined) return "auto";
  if (Object.hasOwn(FRAMINGS, word)) return FRAMINGS[word];
  throw usageError(`--frames does not know "${word}".`, `Choose one of ${Object.keys(FRAMINGS).join(", ")}.`);
}

async function openType(
  engine: Engine,
  { given, terminal }: CommandContext,
): Promise<{ readonly schemaId?: string; readonly typeName?: string }> {
  const typeName = given.text("type");
  const sources = readSources(given, undefined);
  if (typeName === undefined) {
    if (sources.length === 0) return {};
    throw usageError("A schema was given without the type to read the bytes as.", "Add --type pkg.Message.");
  }
  const { schemaId } = await openSchema(engine, terminal, {
    sources: requireSources("inspect --type", sources),
  });
  return { schemaId, typeName };
}
