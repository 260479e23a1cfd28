import { commonOptions } from "../arguments.ts";
import { createPaint } from "../colour.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitOk } from "../exit-status.ts";
import { openAll } from "../inspect/documents.ts";
import { framesOption, readFraming } from "../inspect/framing.ts";
import { readInspectInput } from "../inspect/input.ts";
import { openType } from "../inspect/open-type.ts";
import { outputOf } from "../inspect/pages.ts";
import { printJson } from "../inspect/print-json.ts";
import { printTree } from "../inspect/print-tree.ts";
import { schemaOptions, serverOptions } from "../options.ts";
import { refuseMore } from "../positionals.ts";

const inspectOptions = {
  hex: { type: "string", value: "DIGITS", text: "Look at these bytes: '08 96 01'." },
  text: {
    type: "string",
    value: "TEXT|@FILE|-",
    text: "Look at bytes in any other spelling: base64, escapes, a dump, a byte list.",
  },
  type: { type: "string", value: "TYPE", text: "Read the bytes as this message type; needs a schema." },
  ...framesOption,
} as const;

/** `byteglass inspect`: bytes explained. */
export const inspect: Command = {
  usage: [
    "inspect FILE | - | --hex DIGITS | --text TEXT [--type TYPE --proto FILE | --reflect TARGET …] [options]",
  ],
  summary: "Explains bytes: every field, with or without a schema, whatever state they are in.",
  options: { ...inspectOptions, ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    "A file is bytes: of one that holds their hex, base64 or dump, write --text @FILE.",
    "With --json: {input, frames, atoms: [[start, end, kind]], records, findings, buffers}; buffers are unpacked payloads.",
  ],
  examples: [
    "byteglass inspect --hex '08 96 01'",
    "byteglass inspect body.bin --type pkg.Message --proto api.proto",
  ],
  run: inspectBytes,
};

async function inspectBytes(context: CommandContext): Promise<number> {
  const { given, terminal, engine } = context;
  refuseMore("inspect", given, 1);
  const { input, steps } = await readInspectInput(given, terminal);
  const running = await engine();
  const schema = await openType(running, context, "inspect --type");
  const framing = readFraming(given.text("frames"));
  const documents = await openAll(running, await running.inspect({ input, framing, ...schema }));
  const output = outputOf(terminal);
  if (given.flag("json")) await printJson(running, documents, steps, output);
  else await printTree(running, documents, steps, createPaint(terminal.colour), output);
  return exitOk;
}
