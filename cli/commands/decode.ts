import { commonOptions } from "../arguments.ts";
import { createWarnings } from "../call/warnings.ts";
import type { Command, CommandContext } from "../command.ts";
import { readChoice } from "../convert/choice.ts";
import { byteForms, readByteInput, textForms } from "../convert/input.ts";
import { openType } from "../convert/type-name.ts";
import { exitOk, exitWrongCall } from "../exit-status.ts";
import { RawJson, toJsonText } from "../json-text.ts";
import { schemaOptions, serverOptions } from "../options.ts";
import { refuseMore, requireWord } from "../positionals.ts";

const decodeOptions = {
  hex: { type: "string", value: "DIGITS", text: "Decode these bytes: '08 96 01'." },
  from: {
    type: "string",
    value: "binary|hex|base64",
    text: "How the bytes of FILE are spelled; binary unless told.",
  },
  to: { type: "string", value: "json|text", text: "How to print the message; json unless told." },
} as const;

/** `byteglass decode`: bytes → a message as a person reads it. */
export const decode: Command = {
  usage: [
    "decode TYPE [FILE | - | --hex DIGITS] --proto FILE | --protoset FILE | --reflect TARGET [options]",
  ],
  summary: "Turns the bytes of a message into JSON or the text format.",
  options: { ...decodeOptions, ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    "TYPE is a message, or a method (pkg.Service/Method) for its answer. Without FILE, standard input is read.",
    "What the schema does not know and what is damaged is told on standard error, with its bytes. All that can be shown of damaged bytes is printed, and the exit status is 2.",
    "With --json: {type, byteLength, json or text, findings}.",
  ],
  examples: [
    "byteglass decode pkg.Message body.bin --proto api.proto",
    "byteglass decode pkg.Message --hex '08 96 01' --to text --proto api.proto",
  ],
  run: decodeMessage,
};

async function decodeMessage(context: CommandContext): Promise<number> {
  const { given, terminal, engine } = context;
  refuseMore("decode", given, 2);
  requireWord("decode", given, 0, "the TYPE of a message");
  const from = readChoice(given, "from", byteForms, "binary");
  const form = readChoice(given, "to", textForms, "json");
  const running = await engine();
  const { schemaId, typeName } = await openType("decode", "outputType", running, context);
  const bytes = await readByteInput(given, from, terminal);
  const isJson = given.flag("json");
  const indent = isJson && form === "json" ? 0 : 2;
  const { text, findings } = await running.decode({ schemaId, typeName, bytes, form, indent });
  if (isJson) {
    const message = form === "json" ? { json: new RawJson(text) } : { text };
    terminal.write(`${toJsonText({ type: typeName, byteLength: bytes.length, ...message, findings })}\n`);
  } else terminal.write(text === "" ? "" : `${text}\n`);
  const warnings = createWarnings(terminal);
  warnings.add(findings);
  warnings.tell();
  return findings.some(({ severity }) => severity === "error") ? exitWrongCall : exitOk;
}
