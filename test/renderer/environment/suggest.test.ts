import { describe, expect, it } from "vitest";
import { fitting, nameAt, withSuggestion } from "../../../renderer/environment/suggest.ts";

/** A text with its caret as `|`. */
const at = (marked: string) => nameAt(marked.replace("|", ""), marked.indexOf("|"));
const suggestion = (expression: string, isPartial = false) => ({
  expression,
  origin: "environment" as const,
  words: "",
  isPartial,
});

describe("a name that is being typed", () => {
  it.each<[string, string | undefined]>([
    ["{{|", ""],
    ["a {{ho|", "ho"],
    ["{{ho|st}}", "ho"],
    ["{{a}}{{b.c|", "b.c"],
    ["{{host}}|", undefined],
    ["{ho|", undefined],
    ["{{a\n|", undefined],
  ])("in %j is %j", (marked, typed) => {
    expect(at(marked)?.typed).toBe(typed);
  });

  it.each<[string, ReturnType<typeof suggestion>, string]>([
    ["{{ho|", suggestion("host"), "{{host}}|"],
    ["{{ho|}}:1", suggestion("host"), "{{host}}|:1"],
    ["{{ho|le}}", suggestion("host"), "{{host}}|"],
    ["x{{lo|", suggestion("login.response.", true), "x{{login.response.|}}"],
  ])("in %j becomes %j", (marked, choice, expected) => {
    const name = at(marked);
    if (name === undefined) throw new Error("no name");
    const { text, caret } = withSuggestion(marked.replace("|", ""), name, choice);
    expect(`${text.slice(0, caret)}|${text.slice(caret)}`).toBe(expected);
  });

  it("is not suggested once it is whole", () => {
    const all = [suggestion("host"), suggestion("hostname"), suggestion("user")];
    expect(fitting(all, "host").map(({ expression }) => expression)).toEqual(["hostname"]);
  });
});
