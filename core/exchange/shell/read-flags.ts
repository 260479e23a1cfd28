/** Options and positional words of a command line, by a table of the options a tool has. */
import type { ShellWord } from "./split-words.ts";

/** `flag` takes no value, `value` takes the next word. Short names are single letters that can stand together. */
export interface FlagTable {
  readonly [name: string]: "flag" | "value";
}

/** One option as it was given. */
export interface GivenFlag {
  readonly name: string;
  readonly value: string;
  readonly word: ShellWord;
}

/** A line read by a table. */
export interface GivenFlags {
  readonly flags: readonly GivenFlag[];
  readonly positionals: readonly ShellWord[];
  /** Options that the table does not have. */
  readonly unknown: readonly ShellWord[];
  /** Options whose value is missing. */
  readonly incomplete: readonly ShellWord[];
}

/** How a tool writes its options: Go's `flag` package takes `-name` and `--name` alike, others only `-n` and `--name`. */
export type FlagStyle = "go" | "posix";

/** Reads the words behind the name of the tool. */
export function readFlags(words: readonly ShellWord[], table: FlagTable, style: FlagStyle): GivenFlags {
  const flags: GivenFlag[] = [];
  const positionals: ShellWord[] = [];
  const unknown: ShellWord[] = [];
  const incomplete: ShellWord[] = [];
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word.text === "--") {
      positionals.push(...queue.splice(0));
    } else if (!/^-[^-]|^--./.test(word.text)) {
      positionals.push(word);
    } else {
      for (const { name, value } of namesIn(word.text, table, style)) {
        const kind = Object.hasOwn(table, name) ? table[name] : undefined;
        if (kind === undefined) unknown.push(word);
        else if (kind === "flag") flags.push({ name, value: value ?? "true", word });
        else {
          const given = value ?? queue.shift()?.text;
          if (given === undefined) incomplete.push(word);
          else flags.push({ name, value: given, word });
        }
      }
    }
  }
  return { flags, positionals, unknown, incomplete };
}

interface NamedFlag {
  readonly name: string;
  readonly value?: string;
}

function namesIn(text: string, table: FlagTable, style: FlagStyle): readonly NamedFlag[] {
  if (style === "go" || text.startsWith("--")) {
    const [, name = "", value] = /^--?([^=]*)(?:=([\s\S]*))?$/.exec(text) ?? [];
    return [{ name, ...(value === undefined ? {} : { value }) }];
  }
  const names: NamedFlag[] = [];
  for (let index = 1; index < text.length; index += 1) {
    const name = text.charAt(index);
    const rest = text.slice(index + 1);
    if (Object.hasOwn(table, name) && table[name] === "value") {
      return [...names, { name, ...(rest === "" ? {} : { value: rest }) }];
    }
    names.push({ name });
  }
  return names;
}
