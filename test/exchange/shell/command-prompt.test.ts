import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPromptLine, splitPromptWords } from "../../../core/exchange/shell/command-prompt.ts";
import { joinCommand } from "../../../core/exchange/shell/quote-word.ts";

const words = (text: string) => splitPromptWords(text).words.map((word) => word.text);

describe("a line of the Command Prompt is split", () => {
  it.each([
    ["a ^\r\n  b", ["a", "b"]],
    ["a ^\n  b\nnext", ["a", "b"]],
    ['a ^"b c^" d', ["a", "b c", "d"]],
    ['a ^"b ^\\^"c^\\^"^"', ["a", 'b "c"']],
    ['a "b ^& \\"c\\"" ^\n d', ["a", 'b ^& "c"', "d"]],
    ['a "b ""c""" ^\n d', ["a", 'b "c"', "d"]],
    ['a ^"b^&c^%^20^" ', ["a", "b&c%20"]],
    ['a ^"b^\n\nc^"', ["a", "b\nc"]],
    ['a ^"b^\r\n\r\nc^"', ["a", "b\nc"]],
    ['a ^"c:\\b\\\\^" \\\\d ^\n', ["a", "c:\\b\\", "\\\\d"]],
    ['a ^"^"', ["a", ""]],
    ["a ^", ["a"]],
    ["\r\n a ^\n", ["a"]],
  ])("%j", (line, expected) => expect(words(line)).toEqual(expected));

  it("keeps where each word stands", () => {
    const line = 'a ^\n ^"b c^" d';
    expect(splitPromptWords(line).words.map(({ start, end }) => line.slice(start, end))).toEqual([
      "a",
      '"b c^"',
      "d",
    ]);
  });

  it.each([
    ["a ^\n & b", "shell-operator", "What follows “&” is not read: “& b”."],
    ['a ^"b', "shell-quote-open", 'The quote " at line 1, column 4 is not closed.'],
  ])("%j is told", (line, code, message) =>
    expect(splitPromptWords(line).findings).toMatchObject([{ code, message }]),
  );
});

describe("the Command Prompt is known by its carets", () => {
  it.each([
    ["curl ^\n", true],
    ["curl ^\r\n", true],
    ['curl ^"http://a^"', true],
    ['curl "http://a" ^\n -v', true],
    ["curl http://a -d '\n ^\n'", false],
    ['curl http://a -d " ^\n"', false],
    ["curl http://a^\n", false],
    ["curl \\\n -v", false],
    ["curl http://a/?q=^x", false],
  ])("%j: %s", (line, expected) => expect(isPromptLine(line)).toBe(expected));

  it("and no line that was quoted for a POSIX shell is taken for one", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(..."^\"' \n\\ra") })), (given) => {
        expect(isPromptLine(joinCommand([["x", ...given]]))).toBe(false);
      }),
    );
  });
});
