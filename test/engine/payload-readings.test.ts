import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RecordReadings } from "../../core/contract/readings.ts";
import type { TreeViewRow } from "../../core/contract/tree-view.ts";
import type { TreeRow } from "../../core/contract/views.ts";
import { engine, open, withInspector } from "./inspector.ts";

withInspector();

function cases(name: string): readonly (readonly string[])[] {
  return readFileSync(new URL(`../../proto-samples/payloads/${name}`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => line.split("|").map((cell) => cell.trim()));
}

/** `1 int64 150 (sint 75)`. */
function rowText({ path, typeName, value, note }: TreeRow): string {
  const words = [path, typeName, value, note === "" ? "" : `(${note})`].filter((word) => word !== "");
  // An invisible character would be lost in a table.
  return words.join(" ").replaceAll("\ufeff", "\\ufeff");
}

function readingTexts({ readings }: RecordReadings): readonly string[] {
  return readings.map(({ type, value, canonical }) =>
    `${type} ${value}${canonical ? "" : "!"}`.replaceAll("\ufeff", "\\ufeff"),
  );
}

describe("rows and readings without a schema", () => {
  it.each(cases("readings.txt"))("%s", async (_name, hex = "", rows, some = "", refused = "") => {
    const { documentId } = await open(hex);
    const tree = await engine.readTree({ documentId, start: 0, end: 20 });
    expect(tree.map(rowText).join(" · ")).toBe(rows);
    if (some === "") return;
    const readings = await engine.readReadings({ documentId, record: 0 });
    expect(readingTexts(readings)).toEqual(expect.arrayContaining(some.split("; ")));
    expect(readings.refused.join("; ")).toBe(refused);
  });

  it.each(cases("readings.txt"))("%s: the reading in use is that of the row", async (_name, hex = "") => {
    const { documentId } = await open(hex);
    for (const { record, typeName } of await engine.readTree({ documentId, start: 0, end: 20 })) {
      const readings = await engine.readReadings({ documentId, record }).catch(() => undefined);
      const shown = readings?.shown ?? typeName;
      const isList = shown.startsWith("packed ") && typeName.startsWith("packed ");
      const isBytes = typeName === "bytes" && shown === "embedded gRPC frame";
      expect(isList || isBytes ? typeName : shown).toBe(typeName);
    }
  });
});

/** `fl 1 default (a remark)`; plain values are set. */
function effectiveText({ state, path, value, note }: TreeViewRow): string {
  const words = [path, value, state === "set" ? "" : state, note === "" ? "" : `(${note})`];
  return words
    .filter((word) => word !== "")
    .join(" ")
    .replaceAll("\ufeff", "\\ufeff");
}

describe("what a reader ends up with, by a schema", () => {
  it.each(cases("effective.txt"))("%s", async (_name, hex = "", rows, json = "") => {
    const document = await open(hex, "t.T");
    const { documentId } = document;
    const view = { order: "wire", values: "effective" } as const;
    const page = await engine.readTreeView({ documentId, view, start: 0, end: 60 });
    const isShown = ({ state, label }: TreeViewRow) =>
      state !== "absent" || label === "key" || label === "value";
    expect(page.rows.filter(isShown).map(effectiveText).join(" · ")).toBe(rows);
    const text = await engine.readJson({ documentId, start: 0, end: document.jsonTextLength });
    expect(text.replaceAll("\ufeff", "\\ufeff").replace(/\s+/g, " ")).toBe(json);
  });
});
