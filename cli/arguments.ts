/** What a command was given, read strictly: an option that is not known stops the command before anything is sent. */
import { parseArgs } from "node:util";
import { type ByteglassError, codeOf } from "../core/error.ts";
import { nearestNames } from "./nearest.ts";
import { usageError } from "./usage-error.ts";

/** One option of a command, as the parser and the help need it. */
export interface OptionSpecification {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands for the value in the help: `FILE`. */
  readonly value?: string;
  /** True where an empty value stands for something. */
  readonly mayBeEmpty?: boolean;
  /** One sentence for the help. */
  readonly text: string;
}

/** Options by their long name. */
export type OptionTable = Readonly<Record<string, OptionSpecification>>;

/** The words of a command line, with typed access. Asking for an option that was not given gives nothing. */
export interface Arguments {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
}

/** Options of every command. */
export const commonOptions: OptionTable = {
  json: { type: "boolean", text: "Print one JSON value on one line." },
  help: { type: "boolean", short: "h", text: "Print this help." },
};

/** Parses the words after the command's name. Throws `ByteglassError` `usage` in our own words. */
export function parseArguments(command: string, words: readonly string[], table: OptionTable): Arguments {
  const { values, positionals } = parse(command, words, table);
  const all = (name: string): readonly unknown[] => {
    const value = values[name];
    return Array.isArray(value) ? value : value === undefined ? [] : [value];
  };
  const texts = (name: string) => all(name).filter((value) => typeof value === "string");
  for (const [name, specification] of Object.entries(table)) {
    if (isNeverEmpty(specification) && texts(name).includes(""))
      throw emptyValue(command, name, specification);
  }
  return {
    positionals,
    flag: (name) => all(name).includes(true),
    text: (name) => texts(name).at(-1),
    texts,
  };
}

/** Values that name something: an empty one is no name, and mostly a variable of the shell that was not set. */
const NAMES: ReadonlySet<string> = new Set(["FILE", "FOLDER", "FOLDER|FILE", "NAME", "PATH", "NAME/VERSION"]);

function isNeverEmpty({ value, mayBeEmpty }: OptionSpecification): boolean {
  return value !== undefined && NAMES.has(value) && mayBeEmpty !== true;
}

function emptyValue(command: string, name: string, { value }: OptionSpecification): ByteglassError {
  return usageError(
    `${command}: --${name} is empty; expected --${name}=${value}.`,
    "Leave it out where it is not meant; a variable of the shell may not be set.",
  );
}

function parse(command: string, words: readonly string[], table: OptionTable) {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short === undefined ? {} : { short }), ...(multiple === undefined ? {} : { multiple }) },
    ]),
  );
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: true });
  } catch (thrown) {
    throw explain(command, table, thrown);
  }
}

/** The parser names the option in quotes, first in its message. */
function explain(command: string, table: OptionTable, thrown: unknown): unknown {
  const code = codeOf(thrown);
  const named = /'(-[^']*)'/.exec(thrown instanceof Error ? thrown.message : "")?.[1] ?? "";
  const hint = `See \`byteglass ${command} --help\`.`;
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const near = nearestNames(named.replace(/^-+/, ""), Object.keys(table)).map((name) => `--${name}`);
    const suggestion = near.length === 0 ? "" : ` Did you mean ${near.join(" or ")}?`;
    return usageError(`${command} has no option ${named}.${suggestion}`, hint);
  }
  if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") {
    const name = /--([a-z-]+)/.exec(named)?.[1] ?? "";
    const specification = table[name];
    const problem =
      specification?.type === "string"
        ? `--${name} needs a value: --${name}=${specification.value ?? "VALUE"}`
        : `--${name} takes no value`;
    return usageError(`${command}: ${problem}.`, hint);
  }
  return thrown;
}
