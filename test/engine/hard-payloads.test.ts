/** Payloads of every kind that is hard to read, each with what is shown of it. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { TreeRow } from "../../core/contract/views.ts";
import { engine, open, withInspector } from "./inspector.ts";

withInspector();

const CASES = readFileSync(new URL("../../proto-samples/payloads/hard.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "" && !line.startsWith("#"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

function rowText({ path, typeName, value, note }: TreeRow): string {
  return [path, typeName, value, note === "" ? "" : `(${note})`].filter((word) => word !== "").join(" ");
}

describe("hard payloads", () => {
  it.each(CASES)("%s", async (_name, hex = "", steps = "", rows = "", findings = "") => {
    const document = await open(hex);
    const { documentId, chain = [] } = document;
    const tree = await engine.readTree({ documentId, start: 0, end: 6 });
    const forms = chain.slice(1).map(({ form }) => form);
    expect({
      steps: forms.filter((form) => form !== "raw").join(" > "),
      rows: tree.map(rowText).join(" · "),
      findings: document.findings.map(({ code }) => code).join(" "),
    }).toEqual({ steps, rows, findings });
  });
});
