import type { DocumentDifference } from "../../core/contract/document-diff.ts";
import type { Engine } from "../../core/contract/engine.ts";
import type { InspectRequest } from "../../core/contract/params.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { commonOptions } from "../arguments.ts";
import { createPaint } from "../colour.ts";
import type { Command, CommandContext } from "../command.ts";
import { differenceLines } from "../diff/print-difference.ts";
import { exitDifferent, exitOk } from "../exit-status.ts";
import { framesOption, readFraming } from "../inspect/framing.ts";
import { openType } from "../inspect/open-type.ts";
import { toJsonText } from "../json-text.ts";
import { schemaOptions, serverOptions } from "../options.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import { readFileOrInput, type Terminal } from "../terminal.ts";

const diffOptions = {
  type: { type: "string", value: "TYPE", text: "Read both as this message type; needs a schema." },
  ...framesOption,
} as const;

/** `byteglass diff A B`: two messages compared, by fields and by bytes. */
export const diff: Command = {
  usage: ["diff A B [--type TYPE --proto FILE | --reflect TARGET …] [options]"],
  summary: "Compares two messages: fields that differ, values that are only written differently, and bytes.",
  options: { ...diffOptions, ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    "A and B are files, - for standard input, hex:DIGITS, or text:TEXT in any spelling.",
    "Exit status 0 when the bytes are the same, 1 when they differ, 2 when the command was wrong.",
    "With --json: {identical, sameMeaning, fields: [{kind, path, typeName, before, after, note}], runs: [{kind, before, after}]}.",
  ],
  examples: [
    "byteglass diff before.bin after.bin --type pkg.Message --proto api.proto",
    "byteglass diff hex:0805 'hex:08 85 00'",
  ],
  run: compareMessages,
};

async function compareMessages(context: CommandContext): Promise<number> {
  const { given, terminal, engine } = context;
  const words = [
    requireWord("diff", given, 0, "A and B, the messages to compare"),
    requireWord("diff", given, 1, "B, the message to compare with"),
  ] as const;
  refuseMore("diff", given, 2);
  const framing = readFraming(given.text("frames"));
  const running = await engine();
  const schema = await openType(running, context, "diff --type");
  const before = await open(running, { input: await readSide(words[0], terminal), framing, ...schema });
  const after = await open(running, { input: await readSide(words[1], terminal), framing, ...schema });
  const documents = { before: before.documentId, after: after.documentId };
  const difference = await running.diffDocuments(documents);
  if (given.flag("json")) terminal.write(`${toJsonText(difference)}\n`);
  else await print(running, [before, after], difference, terminal);
  return difference.identical ? exitOk : exitDifferent;
}

function open(engine: Engine, request: InspectRequest): Promise<DocumentSummary> {
  return engine.inspect(request);
}

async function readSide(word: string, terminal: Terminal): Promise<InspectRequest["input"]> {
  const [, kind, text = ""] = /^(hex|text):([\s\S]*)$/.exec(word) ?? [];
  if (kind !== undefined) return { kind: "text", text };
  if (word === "-") return { kind: "bytes", bytes: await readFileOrInput("-", terminal) };
  return { kind: "file", file: word };
}

async function print(
  engine: Engine,
  [before, after]: readonly [DocumentSummary, DocumentSummary],
  difference: DocumentDifference,
  terminal: Terminal,
): Promise<void> {
  const read = (documentId: string) => (start: number, end: number) =>
    engine.readBytes({ documentId, start, end });
  const lines = await differenceLines(
    difference,
    { before: read(before.documentId), after: read(after.documentId) },
    createPaint(terminal.colour),
  );
  terminal.write(`${lines.join("\n")}\n`);
}
