import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValueSplitter } from "../../../core/channels/http-json/value-splitter.ts";

function split(chunks: readonly string[]): { values: string[]; unfinished: string; isArray: boolean } {
  const splitter = new ValueSplitter(1000);
  const values = chunks.flatMap((chunk) => splitter.read(chunk));
  const last = splitter.end();
  if (last !== undefined) values.push(last);
  return { values, unfinished: splitter.unfinished, isArray: splitter.isArray };
}

describe("ValueSplitter", () => {
  it.each<[string, string[]]>([
    ['{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['{"a":1}{"b":2}', ['{"a":1}', '{"b":2}']],
    ['{\n "a": "}{"\n}\r\n\r\n{}', ['{\n "a": "}{"\n}', "{}"]],
    ['[{"a":1},\n{"b":[2]}]\n', ['{"a":1}', '{"b":[2]}']],
    ["[]", []],
    ["[ ]", []],
    ['[1,2,"x,]"]', ["1", "2", '"x,]"']],
    ["[[1],[2]]", ["[1]", "[2]"]],
    ["1\n2\n3", ["1", "2", "3"]],
    ['"a\\"\n"\n"b"', ['"a\\"\n"', '"b"']],
    ["", []],
    ["\n\n", []],
    // A bracket that closes nothing is kept for whoever reads the value.
    ['{"a":1}}\n{}', ['{"a":1}', "}", "{}"]],
    ['["a"}]', ['"a"}']],
  ])("%j", (text, expected) => {
    expect(split([text])).toMatchObject({ values: expected, unfinished: "" });
    expect(split([...text])).toMatchObject({ values: expected, unfinished: "" });
  });

  it.each<[string, string[], string]>([
    ['{"a":1}\n{"b"', ['{"a":1}'], '{"b"'],
    ['[{"a":1},{', ['{"a":1}'], "{"],
    ['{"a', [], '{"a'],
  ])("%j is unfinished", (text, values, unfinished) => {
    expect(split([text])).toMatchObject({ values, unfinished });
  });

  it("knows an array that was not closed", () => {
    const splitter = new ValueSplitter(100);
    splitter.read('[{"a":1}');
    expect(splitter.isOpen).toBe(true);
    splitter.read("]");
    expect(splitter.isOpen).toBe(false);
  });

  it("says when a value is longer than the bound", () => {
    const splitter = new ValueSplitter(10);
    splitter.read('{"a":"');
    expect(splitter.isTooLong).toBe(false);
    splitter.read("x".repeat(10));
    expect(splitter.isTooLong).toBe(true);
  });

  it("finds the same values however the text is cut", () => {
    const values = fc.array(fc.jsonValue().filter((value) => typeof value === "object" && value !== null));
    fc.assert(
      fc.property(values, fc.boolean(), fc.array(fc.integer({ min: 1, max: 9 })), (list, asArray, cuts) => {
        const text = asArray
          ? JSON.stringify(list)
          : list.map((value) => `${JSON.stringify(value)}\n`).join("");
        const chunks: string[] = [];
        let at = 0;
        for (const cut of cuts) {
          chunks.push(text.slice(at, at + cut));
          at += cut;
        }
        chunks.push(text.slice(at));
        const startsWithArray = !asArray && Array.isArray(list[0]);
        fc.pre(!startsWithArray);
        expect(split(chunks).values.map((value) => JSON.parse(value))).toEqual(
          list.map((value) => JSON.parse(JSON.stringify(value))),
        );
      }),
    );
  });
});
