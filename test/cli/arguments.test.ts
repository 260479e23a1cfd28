import { describe, expect, it } from "vitest";
import { type OptionTable, parseArguments } from "../../cli/arguments.ts";
import { ByteglassError } from "../../core/error.ts";

const table: OptionTable = {
  json: { type: "boolean", text: "" },
  header: { type: "string", short: "H", multiple: true, value: "'NAME: VALUE'", text: "" },
  "max-time": { type: "string", value: "TIME", text: "" },
  cacert: { type: "string", value: "FILE", text: "" },
  service: { type: "string", value: "NAME", mayBeEmpty: true, text: "" },
};

function parse(words: readonly string[]): string {
  try {
    const given = parseArguments("call", words, table);
    return JSON.stringify([
      given.positionals,
      given.flag("json"),
      given.texts("header"),
      given.text("max-time"),
    ]);
  } catch (thrown) {
    return thrown instanceof ByteglassError ? `${thrown.message} | ${thrown.hint}` : String(thrown);
  }
}

describe("the words of a command", () => {
  it.each([
    [[], "[[],false,[],null]"],
    [["a", "--json", "b"], '[["a","b"],true,[],null]'],
    [["-H", "a: 1", "-Hb:2", "--header=c: 3"], '[[],false,["a: 1","b:2","c: 3"],null]'],
    [["--max-time", "5s", "--max-time", "6s"], '[[],false,[],"6s"]'],
    [["-", "--", "--json"], '[["-","--json"],false,[],null]'],
    [["--jsn"], "call has no option --jsn. Did you mean --json? | See `byteglass call --help`."],
    [["-x"], "call has no option -x. | See `byteglass call --help`."],
    [["--max-time"], "call: --max-time needs a value: --max-time=TIME. | See `byteglass call --help`."],
    [["-H"], "call: --header needs a value: --header='NAME: VALUE'. | See `byteglass call --help`."],
    [
      ["--max-time", "--json"],
      "call: --max-time needs a value: --max-time=TIME. | See `byteglass call --help`.",
    ],
    [["--json=1"], "call: --json takes no value. | See `byteglass call --help`."],
    [
      ["--cacert", ""],
      "call: --cacert is empty; expected --cacert=FILE. | Leave it out where it is not meant; a variable of the shell may not be set.",
    ],
    [["--service", ""], "[[],false,[],null]"],
  ])("%j", (words, expected) => {
    expect(parse(words)).toBe(expected);
  });
});
