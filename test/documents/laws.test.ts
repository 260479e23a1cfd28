import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDocument, type Document } from "../../core/documents/index.ts";
import { concat, inputs } from "../wire/arbitraries.ts";
import { registry, typeNamed } from "../wire/schema.ts";

/** Reads all pages of a document and checks that they belong together. */
function readAll(document: Document): void {
  const { byteLength, treeRowCount, jsonTextLength } = document.summary;
  const hex = document.readHex(0, Math.ceil(byteLength / 16));
  expect(concat(...hex.map((row) => row.bytes))).toEqual(document.bytes);
  const rows = document.readTree(0, treeRowCount);
  expect(rows.length).toBe(treeRowCount);
  expect(document.readJson(0, jsonTextLength).length).toBe(jsonTextLength);
  for (const row of rows) {
    if (row.value.length > 200) throw new Error(`row ${row.record} is too long`);
    const located = document.locate({ kind: "record", record: row.record });
    if (located?.path !== row.path) throw new Error(`row ${row.record} is ${row.path} and ${located?.path}`);
  }
  for (let offset = 0; offset < byteLength; offset++) {
    const selection = document.locate({ kind: "byte", offset });
    const covers = selection !== undefined && selection.bytes.start <= offset && offset < selection.bytes.end;
    if (!covers) throw new Error(`byte ${offset} is not in its selection`);
    const place = selection.json;
    if (place !== undefined && (place.end > jsonTextLength || place.start >= place.end))
      throw new Error("no such text");
  }
}

describe("any bytes can be read as a document", () => {
  it.each([
    ["without a schema", undefined],
    ["as t.T", "t.T"],
    ["as t2.T", "t2.T"],
  ])("%s", (_name, typeName) => {
    const type = typeName === undefined ? undefined : typeNamed(typeName);
    fc.assert(
      fc.property(inputs, (bytes) => readAll(createDocument({ id: "d", bytes, type, registry }))),
      { numRuns: 700 },
    );
  });
});
