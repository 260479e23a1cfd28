import { describe, expect, it } from "vitest";
import { isJson, isJsonObject, parseJson } from "../core/json-value.ts";

describe("JSON from elsewhere", () => {
  it.each<[string, unknown, boolean]>([
    ['{"a":1}', { a: 1 }, true],
    ["[1]", [1], true],
    ["null", null, true],
    ["0", 0, true],
    ["", undefined, false],
    ["{a}", undefined, false],
    ["1 2", undefined, false],
  ])("%s", (text, value, known) => {
    expect([parseJson(text), isJson(text)]).toEqual([value, known]);
  });

  it.each<[unknown, boolean]>([
    [{}, true],
    [[], false],
    [null, false],
    ["{}", false],
    [undefined, false],
  ])("%j is an object: %s", (value, answer) => {
    expect(isJsonObject(value)).toBe(answer);
  });
});
