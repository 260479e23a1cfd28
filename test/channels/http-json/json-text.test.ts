import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elementsOf, memberOf, membersOf, stringOf } from "../../../core/channels/http-json/json-text.ts";

describe("membersOf", () => {
  it.each<[string, readonly [string, string][] | undefined]>([
    ["{}", []],
    [" { } ", []],
    ['{"a":1}', [["a", "1"]]],
    [
      '{ "a" : 9007199254740993 , "b" : "x,y}" }',
      [
        ["a", "9007199254740993"],
        ["b", '"x,y}"'],
      ],
    ],
    [
      '{"a":{"b":[1,{"c":2}]},"d":[]}',
      [
        ["a", '{"b":[1,{"c":2}]}'],
        ["d", "[]"],
      ],
    ],
    ['{"a\\"\\u0062":null}', [['a"b', "null"]]],
    [
      '{"a":1,"a":2}',
      [
        ["a", "1"],
        ["a", "2"],
      ],
    ],
    ["[1]", undefined],
    ["1", undefined],
    ["", undefined],
    ["{", undefined],
    ['{"a":1', undefined],
    ['{"a"}', undefined],
    ["{a:1}", undefined],
    ['{"a":1,}', undefined],
    ['{"a', undefined],
  ])("%j", (text, expected) => {
    expect(membersOf(text)?.map(({ key, value }) => [key, value])).toEqual(expected);
  });

  it("takes any nesting", () => {
    const depth = 100_000;
    const deep = `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    expect(memberOf(deep, "a")?.length).toBe(2 * depth);
  });
});

describe("elementsOf", () => {
  it.each<[string, readonly string[] | undefined]>([
    ["[]", []],
    ["[ ]", []],
    ['[1, "a,]" ,{"b":[2]}]', ["1", '"a,]"', '{"b":[2]}']],
    ["[1,]", undefined],
    ["{}", undefined],
  ])("%j", (text, expected) => {
    expect(elementsOf(text)).toEqual(expected);
  });
});

describe("the parts of any JSON", () => {
  it("are the same values", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 0, max: 3 }),
        (object, indent) => {
          const members = membersOf(JSON.stringify(object, undefined, indent)) ?? [];
          expect(members.map(({ key, value }) => [key, JSON.parse(value)])).toEqual(
            Object.entries(JSON.parse(JSON.stringify(object)) as object),
          );
        },
      ),
    );
  });
});

describe("stringOf", () => {
  it.each<[string, string | undefined]>([
    ['"a\\n"', "a\n"],
    ['""', ""],
    ["1", undefined],
    ['"a', undefined],
  ])("%j", (text, expected) => {
    expect(stringOf(text)).toBe(expected);
  });
});
