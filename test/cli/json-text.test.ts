import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compactJson, RawJson, splitJsonDocuments, toJsonText } from "../../cli/json-text.ts";

describe("documents one after another", () => {
  it.each([
    ["", []],
    [" \n\t", []],
    ["{}", ["{}"]],
    ["{} {}", ["{}", "{}"]],
    ["{}{}\n[1,2]", ["{}", "{}", "[1,2]"]],
    ['{"a":"}"}{"b":"\\"{"}', ['{"a":"}"}', '{"b":"\\"{"}']],
    ["1 2 true", ["1", "2", "true"]],
    ['1"a"2', ["1", '"a"', "2"]],
    ['{"a":[{"b":1}]}\n\n{"a":[]}', ['{"a":[{"b":1}]}', '{"a":[]}']],
    ["{} {,", ["{}", "{,"]],
    ["{} ]{}", ["{}", "]{}"]],
    ['{} {"a": "', ["{}", '{"a": "']],
    ["[1}", ["[1}"]],
  ])("%j splits into %j", (text, expected) => {
    expect(splitJsonDocuments(text).map((document) => document.text)).toEqual(expected);
  });

  it("knows where each starts and whether it closes", () => {
    expect(splitJsonDocuments(' {"a":1}\n{"b"')).toEqual([
      { text: '{"a":1}', start: 1, complete: true, broken: false },
      { text: '{"b"', start: 9, complete: false, broken: false },
    ]);
  });

  it("gives back any objects that were written after one another", () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(
        fc.array(object),
        fc.constantFrom("", " ", "\n"),
        fc.nat({ max: 4 }),
        (values, space, indent) => {
          const texts = values.map((value) => JSON.stringify(value, null, indent));
          expect(splitJsonDocuments(texts.join(space)).map(({ text }) => text)).toEqual(texts);
        },
      ),
    );
  });
});

describe("compact JSON", () => {
  it.each([
    ['{ "a b" : [ 1 , 2.50 ] }\n', '{"a b":[1,2.50]}'],
    ['" \\" \\\\" ', '" \\" \\\\"'],
    ["9007199254740993 ", "9007199254740993"],
    ['"open ', '"open '],
  ])("%j is %j", (text, expected) => {
    expect(compactJson(text)).toBe(expected);
  });

  it("agrees with JSON.stringify on any value, however it is laid out", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat({ max: 4 }), (value, indent) => {
        expect(compactJson(JSON.stringify(value, null, indent))).toBe(JSON.stringify(value));
      }),
    );
  });

  it("takes a string of many megabytes", () => {
    const text = `["${"\\\\ ".repeat(2_000_000)}"]`;
    expect(compactJson(text)).toBe(text);
  });
});

describe("JSON of an answer", () => {
  it("keeps JSON that is text already, and leaves out what is undefined", () => {
    const value = { a: new RawJson("9007199254740993"), b: undefined, c: [new RawJson("1.0"), null], d: "é" };
    expect(toJsonText(value)).toBe('{"a":9007199254740993,"c":[1.0,null],"d":"é"}');
  });

  it("agrees with JSON.stringify on plain values", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(toJsonText(value)).toBe(JSON.stringify(value));
      }),
    );
  });
});
