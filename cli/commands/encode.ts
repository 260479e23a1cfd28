import { ByteglassError } from "../../core/error.ts";
import type { Finding } from "../../core/finding.ts";
import { commonOptions } from "../arguments.ts";
import { createWarnings } from "../call/warnings.ts";
import type { Command, CommandContext } from "../command.ts";
import { readChoice } from "../convert/choice.ts";
import { byteForms, readTextInput, textForms } from "../convert/input.ts";
import { openType } from "../convert/type-name.ts";
import { exitOk } from "../exit-status.ts";
import { failWith } from "../failure.ts";
import { toJsonText } from "../json-text.ts";
import { schemaOptions, serverOptions } from "../options.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import type { Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";
import { readVariableScope } from "../variable-scope.ts";

const encodeOptions = {
  from: {
    type: "string",
    value: "json|text",
    text: "How the message is written; json, or text for files named .txtpb, .textproto or .pbtxt.",
  },
  to: { type: "string", value: "binary|hex|base64", text: "How to print the bytes; hex unless told." },
  lenient: {
    type: "boolean",
    text: "Accept unknown fields and enum names, equal keys and numbers that do not fit, with a warning each.",
  },
  validate: { type: "boolean", text: "Refuse a message that breaks a rule of its schema (buf.validate)." },
} as const;

/** `byteglass encode`: a message as a person writes it → bytes. */
export const encode: Command = {
  usage: ["encode TYPE [FILE | -] --proto FILE | --protoset FILE | --reflect TARGET [options]"],
  summary: "Turns JSON or the text format into the bytes of a message.",
  options: { ...encodeOptions, ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    "TYPE is a message, or a method (pkg.Service/Method) for its request. Without FILE, standard input is read.",
    "What does not fit is told with line, column and path; then nothing is printed, and the exit status is 2.",
    "With --json: {type, byteLength, hex or base64, findings}.",
  ],
  examples: [
    "byteglass encode pkg.Message body.json --proto api.proto --to binary > body.bin",
    "echo 'id: 1 name: \"one\"' | byteglass encode pkg.Message --from text --proto api.proto",
  ],
  run: encodeMessage,
};

async function encodeMessage(context: CommandContext): Promise<number> {
  const { given, terminal, engine } = context;
  refuseMore("encode", given, 2);
  requireWord("encode", given, 0, "the TYPE of a message");
  const file = given.positionals[1];
  const form = readChoice(
    given,
    "from",
    textForms,
    /\.(txtpb|textproto|pbtxt)$/.test(file ?? "") ? "text" : "json",
  );
  const to = readChoice(given, "to", byteForms, "hex");
  const isJson = given.flag("json");
  if (isJson && to === "binary") {
    throw usageError("--json cannot hold --to binary.", "Use --to hex or --to base64.");
  }
  const running = await engine();
  const { schemaId, typeName } = await openType("encode", "inputType", running, context);
  const { name, text } = await readTextInput(file, terminal);
  const lenient = given.flag("lenient");
  const validate = given.flag("validate");
  const { bytes, findings } = await running.encode({
    ...{ schemaId, typeName, form, text, lenient, validate },
    ...readVariableScope(given),
  });
  const placed = findings.map((finding): Finding => ({ ...finding, file: name }));
  if (bytes === undefined) return failWith(misfit(form, typeName, placed), terminal, isJson, text);
  if (isJson) printJson(terminal, typeName, bytes, to === "base64" ? "base64" : "hex", placed);
  else if (to === "binary") terminal.writeBytes(bytes);
  else terminal.write(`${Buffer.from(bytes).toString(to)}\n`);
  const warnings = createWarnings(terminal);
  warnings.add(placed);
  warnings.tell();
  return exitOk;
}

function misfit(form: "json" | "text", typeName: string, findings: readonly Finding[]): ByteglassError {
  const subject = form === "json" ? "The JSON" : "The text";
  const code = form === "json" ? "bad-json" : "bad-text";
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.every((finding) => finding.code === "rule-broken")) {
    return new ByteglassError(code, `${subject} breaks rules of ${typeName}.`, {
      hint: "Without --validate it is encoded all the same.",
      findings,
    });
  }
  return new ByteglassError(code, `${subject} is no ${typeName}.`, {
    hint: `\`byteglass template ${typeName} …\` prints a JSON body that fits.`,
    findings,
  });
}

function printJson(
  terminal: Terminal,
  type: string,
  bytes: Uint8Array,
  form: "hex" | "base64",
  findings: readonly Finding[],
): void {
  const digits = Buffer.from(bytes).toString(form);
  terminal.write(`${toJsonText({ type, byteLength: bytes.length, [form]: digits, findings })}\n`);
}
