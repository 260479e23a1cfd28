import { commonOptions, type OptionTable } from "../arguments.ts";
import type { Command, CommandContext } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { comparedOptions, compareSchemas } from "./schema-diff.ts";
import { tellDrift } from "./schema-drift.ts";

const driftOptions: OptionTable = {
  collection: {
    type: "string",
    multiple: true,
    value: "FOLDER",
    text: "drift: also tell which saved requests of this collection do not fit the schema. May be repeated.",
  },
  since: {
    type: "string",
    value: "HASH",
    text: "drift: compare with this kept schema instead of the last one; the first letters are enough.",
  },
  list: { type: "boolean", text: "drift: list what is kept of the target, and ask nobody." },
  state: {
    type: "string",
    value: "FOLDER",
    text: "drift: where schemas are kept, in place of the system's folder for such things.",
  },
};

/** `byteglass schema diff` and `byteglass schema drift`: what changed in a schema. */
export const schema: Command = {
  usage: ["schema diff A B [options]", "schema drift TARGET [options]"],
  summary: "Compares two schemas, or a server's schema with what it was the last time.",
  options: { ...comparedOptions, ...driftOptions, ...commonOptions },
  notes: [
    [
      "diff: A is the older schema, B the newer. Each is a TARGET (asked by reflection), a .proto file or a folder of them,",
      "or a descriptor set. Options for servers go for both sides.",
    ].join("\n"),
    [
      "drift: keeps the schema by its hash and tells what changed since it was kept before. The first time there is",
      "nothing to compare with. At most 16 schemas of a target are kept, and 256 MiB in all.",
    ].join("\n"),
    [
      "What each change does to messages that were written with A and are read with B:",
      "  compatible  Every message reads the same.",
      "  lossy       Some messages lose or change a value, or are refused.",
      "  breaking    What uses it is refused, or read as something else.",
    ].join("\n"),
    [
      "Comments, files and the order of declarations make no difference. The bundled google/* files are compared only when",
      "there are no others, and the reflection service never.",
    ].join("\n"),
    [
      "Exit status: 0 when nothing differs, 1 when something does (or a saved request does not fit), 2 when the command",
      "was wrong.",
    ].join("\n"),
    [
      "With --json: diff {changes: [{symbol, subject, kind, before, after, wire, json, why}], beforeHash, afterHash};",
      "drift {target, hash, previous, changes, requests: [{file, name, method, outcome, findings}]}.",
    ].join("\n"),
  ],
  examples: [
    "byteglass schema diff api-v1.binpb localhost:50051",
    "byteglass schema diff main/api.proto branch/api.proto -I protos",
    "byteglass schema drift localhost:50051 --collection ./requests",
  ],
  run: chooseVerb,
};

async function chooseVerb(context: CommandContext): Promise<number> {
  const [verb] = context.given.positionals;
  switch (verb) {
    case "diff":
      return await compareSchemas(context);
    case "drift":
      return await tellDrift(context);
    default: {
      const said =
        verb === undefined ? "schema needs a word for what to do." : `schema does not know "${verb}".`;
      throw usageError(
        said,
        "There are two: `byteglass schema diff A B` and `byteglass schema drift TARGET`.",
      );
    }
  }
}
