import { describe, expect, it } from "vitest";
import { PAGE_LENGTH, pageCount, pageOf, spanOnPage } from "../../../renderer/answer/text-pages.ts";
import { typedObjectAt, typedObjectOf, typeUrlAt } from "../../../renderer/editor/any-places.ts";
import { byteForms } from "../../../renderer/editor/byte-forms.ts";
import { createFieldLookup } from "../../../renderer/editor/field-lookup.ts";
import { jsonPlaces, objectAt, placeAt } from "../../../renderer/editor/json-places.ts";

const text = '{ "a": 1, "b": { "c": ["x", { "d": true }] }, "e": [] }';

describe("places in JSON", () => {
  it("have a path each", () =>
    expect(jsonPlaces(text).map(({ path, isKey }) => `${path}${isKey ? " key" : ""}`)).toEqual([
      "a key",
      "a",
      "b key",
      "b.c key",
      "b.c[]",
      "b.c[].d key",
      "b.c[].d",
      "e key",
    ]));
  it.each([
    [3, "a"],
    [7, "a"],
    [18, "b.c"],
    [25, "b.c[]"],
    [37, "b.c[].d"],
    [0, undefined],
  ])("at %i there is %s", (offset, path) => expect(placeAt(text, offset)?.path).toBe(path));
  it("are found in a text that is being typed", () =>
    expect(placeAt('{ "a": { "b": 1, "c', 18)).toEqual({
      path: "a.c",
      exact: "a.c",
      start: 17,
      end: 19,
      isKey: true,
    }));
  it.each([
    ['{ "', ""],
    ['{ "a": { "', "a"],
    ['{ "a": [ { ', "a[]"],
    ['{ "a": ', undefined],
    ['{ "a": "', undefined],
    ['{ "a": [ ', undefined],
    ["", undefined],
    ['{ "a": 1, ', ""],
  ])("after %j a key belongs to %s", (typed, path) => expect(objectAt(typed, typed.length)).toBe(path));
});

describe("objects that say their type", () => {
  const text =
    '{ "any": { "@type": "t.googleapis.com/p.N", "inner": { "x": 1, "" } }, "list": [{ "@type": "p.M", }, { "" }] }';
  const behind = (part: string) => text.indexOf(part) + part.length;
  it.each([
    ["the object itself", behind('"t.googleapis.com/p.N", '), { typeName: "p.N", path: "" }],
    ["an object within it", behind('"x": 1, '), { typeName: "p.N", path: "inner" }],
    ["an item of a list", behind('"@type": "p.M", '), { typeName: "p.M", path: "" }],
    ["another item of the list", behind("}, { "), undefined],
    ["outside", behind("{ "), undefined],
  ])("are found from %s", (_, offset, found) => {
    expect(typedObjectAt(text, offset)).toEqual(found);
  });
  it("are found from a key in them", () => {
    const place = placeAt(text, behind('"x'));
    expect(place && typedObjectOf(text, place)).toEqual({ typeName: "p.N", path: "inner.x" });
  });
  it.each([
    [behind('"t.googleapis'), '"t.googleapis.com/p.N"'],
    [behind('"@ty'), undefined],
    [behind('"x": '), undefined],
  ])("have a type at %i: %s", (offset, url) => {
    const place = typeUrlAt(text, offset);
    expect(place && text.slice(place.start, place.end)).toBe(url);
  });
});

describe("bytes that are typed", () => {
  it.each([
    ["", []],
    ["hello", ["text hello → aGVsbG8="]],
    ["Cv8=", ["base64 Cv8=, as it is", "text Cv8= → Q3Y4PQ=="]],
    ["0aff", ["base64 0aff, as it is", "hex 0aff → Cv8=", "text 0aff → MGFmZg=="]],
    ["0x0A ff", ["hex 0x0A ff → Cv8=", "text 0x0A ff → MHgwQSBmZg=="]],
    ["0a:ff:1", ["text 0a:ff:1 → MGE6ZmY6MQ=="]],
    ["é", ["text é → w6k="]],
  ])("%j can be %j", (letters, labels) =>
    expect(byteForms(letters).map(({ label }) => label)).toEqual(labels),
  );
  it("are not offered in full where they are long", () => {
    const [, hex, text] = byteForms("a".repeat(30));
    expect(hex?.label).toBe(`hex ${"a".repeat(23)}… → qqqqqqqqqqqqqqqqqqqq`);
    expect(text?.label).toMatch(/^text a{23}… → .{23}…$/);
    expect(byteForms("a".repeat(10_001))).toEqual([]);
  });
});

describe("field help", () => {
  const shape = { cardinality: "single", type: "string" } as const;
  const field = (path: string) => ({ path, declaration: `d ${path}`, comment: "", shape });
  const lookup = createFieldLookup(
    ["modelId", "inputs[]", "inputs[].imageUrl", "labels.*", "labels.*.text"].map(field),
  );
  it.each([
    ["modelId", "modelId"],
    ["model_id", "modelId"],
    ["inputs", "inputs[]"],
    ["inputs[]", "inputs[]"],
    ["inputs[].image_url", "inputs[].imageUrl"],
    ["labels.anything.text", "labels.*.text"],
    ["labels.anything", "labels.*"],
    ["nothing", undefined],
  ])("%s means %s", (path, found) => expect(lookup.find(path)?.path).toBe(found));
  it.each([
    ["", ["modelId", "inputs", "labels"]],
    ["inputs[]", ["imageUrl"]],
    ["labels.key", ["text"]],
  ])("%j has the fields %j", (path, names) =>
    expect(lookup.children(path).map(({ name }) => name)).toEqual(names),
  );
});

describe("pages of a long text", () => {
  it.each([
    [0, 1],
    [PAGE_LENGTH, 1],
    [PAGE_LENGTH + 1, 2],
  ])("%i characters are %i pages", (length, count) => expect(pageCount(length)).toBe(count));
  it("know where an offset is", () => expect(pageOf(PAGE_LENGTH)).toBe(1));
  it.each([
    ["inside", { start: PAGE_LENGTH + 5, end: PAGE_LENGTH + 9 }, { start: 5, end: 9 }],
    ["across the start", { start: 5, end: PAGE_LENGTH + 9 }, { start: 0, end: 9 }],
    [
      "across the end",
      { start: 2 * PAGE_LENGTH - 1, end: 9 * PAGE_LENGTH },
      { start: PAGE_LENGTH - 1, end: PAGE_LENGTH },
    ],
    ["elsewhere", { start: 1, end: 2 }, undefined],
  ])("clip a span %s", (_, span, clipped) => expect(spanOnPage(span, 1)).toEqual(clipped));
});
