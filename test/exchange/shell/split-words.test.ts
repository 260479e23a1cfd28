import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinCommand, quoteWord } from "../../../core/exchange/shell/quote-word.ts";
import { splitWords } from "../../../core/exchange/shell/split-words.ts";

const words = (text: string) => splitWords(text).words.map((word) => word.text);

describe("a line is split", () => {
  it.each([
    ["a b  c", ["a", "b", "c"]],
    ["a 'b c' d", ["a", "b c", "d"]],
    [`a 'it'\\''s'`, ["a", "it's"]],
    [`a "b \\"c\\" \\x"`, ["a", 'b "c" \\x']],
    [`a $'tab\\there\\u00e9\\'s'`, ["a", "tab\thereé's"]],
    ["a \\\n  b", ["a", "b"]],
    ["a \\\r\n  b", ["a", "b"]],
    ["a ''", ["a", ""]],
    ["a b # rest", ["a", "b"]],
    ["a#b", ["a#b"]],
    ["\n\n a b\nnext", ["a", "b"]],
    ["a -d{}", ["a", "-d{}"]],
    [`a "$TOKEN" $\{HOST}:1`, ["a", "{{TOKEN}}", "{{HOST}}:1"]],
    ["a '$TOKEN'", ["a", "$TOKEN"]],
    ["a $5", ["a", "$5"]],
  ])("%j", (line, expected) => {
    expect(words(line)).toEqual(expected);
  });
});

describe("input in the text", () => {
  it.each([
    ["a -d @ <<EOM\n{}\nEOM", "{}\n"],
    ["a -d @ <<'EOM'\n{\"a\": 1}\nEOM\nb", '{"a": 1}\n'],
    ["a -d @ <<-EOM\n\t{}\n\tEOM", "{}\n"],
    ["a -d @ <<< '{}'", "{}"],
  ])("%j", (line, input) => {
    expect(splitWords(line)).toMatchObject({ input, findings: [] });
    expect(words(line)).toEqual(["a", "-d", "@"]);
  });
});

describe("what is not read is told", () => {
  it.each([
    ["a | jq .", "shell-operator", "What follows “|” is not read: “| jq .”."],
    ["a 'b", "shell-quote-open", "The quote ' at line 1, column 3 is not closed."],
    ['a "b', "shell-quote-open", 'The quote " at line 1, column 3 is not closed.'],
    ["a $(b)", "shell-command", "A command in the line is not run: its text stands in its place."],
    ["a $B", "shell-variable", "$B is a variable of the shell: it became {{B}}."],
  ])("%j", (line, code, message) => {
    expect(splitWords(line).findings[0]).toMatchObject({ code, message });
  });
});

it("reads back every word it quotes", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (given) => {
      expect(words(joinCommand([["x", ...given]]))).toEqual(["x", ...given]);
    }),
  );
});

it("quotes as a shell reads", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (word) => {
      fc.pre(!word.includes("\0"));
      const { stdout } = spawnSync("sh", ["-c", `printf %s ${quoteWord(word)}`], { encoding: "utf8" });
      expect(stdout).toBe(word);
    }),
    { numRuns: 50 },
  );
});
