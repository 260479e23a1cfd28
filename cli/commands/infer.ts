import { commonOptions } from "../arguments.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitOk } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { requireWord } from "../positionals.ts";
import { usageError } from "../usage-error.ts";

const inferOptions = {
  package: {
    type: "string",
    value: "NAME",
    mayBeEmpty: true,
    text: "The package to write; none unless told.",
  },
  message: { type: "string", value: "NAME", text: "The name of the message; Message unless told." },
  name: {
    type: "string",
    multiple: true,
    value: "PATH=NAME",
    text: "The name of a field by its numbers: 3.1=title names field 1 of the message in field 3.",
  },
} as const;

/** `byteglass infer`: samples of a message → a schema for them. */
export const infer: Command = {
  usage: ["infer FILE… [--package NAME] [--message NAME] [--name PATH=NAME …]"],
  summary: "Writes a .proto for messages that have none, from one sample or many.",
  options: { ...inferOptions, ...commonOptions },
  notes: [
    "Each FILE holds one message, in any form that `inspect` takes. What is a guess is said in a comment beside the field.",
    "With --json: {source, fields: [{path, name, typeName, repeated, occurrences, remarks}]}.",
  ],
  examples: [
    "byteglass infer one.bin two.bin --message Order > order.proto",
    "byteglass infer one.bin --name 2=lines --name 2.1=price",
  ],
  run: inferFromFiles,
};

async function inferFromFiles({ given, terminal, engine }: CommandContext): Promise<number> {
  requireWord("infer", given, 0, "a FILE");
  const names = readNames(given.texts("name"));
  const [packageName, messageName] = [given.text("package"), given.text("message")];
  requireName("--message", messageName, /^[A-Za-z][A-Za-z0-9_]*$/);
  requireName("--package", packageName, /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/);
  const running = await engine();
  const samples: string[] = [];
  for (const file of given.positionals) {
    samples.push((await running.inspect({ input: { kind: "file", file } })).documentId);
  }
  const inferred = await running.inferSchema({
    samples,
    names,
    ...(packageName === undefined ? {} : { packageName }),
    ...(messageName === undefined ? {} : { messageName }),
  });
  terminal.write(given.flag("json") ? `${toJsonText(inferred)}\n` : inferred.source);
  return exitOk;
}

function readNames(words: readonly string[]): Record<string, string> {
  const names: Record<string, string> = {};
  for (const word of words) {
    const [, path, name] = /^(\d+(?:\.\d+)*)=([A-Za-z][A-Za-z0-9_]*)$/.exec(word) ?? [];
    if (path === undefined || name === undefined) {
      throw usageError(
        `--name needs PATH=NAME, not "${word}".`,
        "Such as 3.1=title: field 1 of the message in field 3.",
      );
    }
    names[path] = name;
  }
  return names;
}

function requireName(option: string, name: string | undefined, form: RegExp): void {
  if (name === undefined || form.test(name)) return;
  throw usageError(`${option} needs a name, not "${name}".`, "Names have letters, digits and underscores.");
}
