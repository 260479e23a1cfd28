import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { createEngine } from "../../core/engine.ts";
import { fromHex } from "../wire/schema.ts";

const engine = createEngine();

const CASES = readFileSync(new URL("../../proto-samples/payloads/frames.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "" && !line.startsWith("#"))
  .map((line) => {
    const [name = "", hex = "", framing = "", atoms = "", findings = "", others = ""] = line
      .split("|")
      .map((cell) => cell.trim());
    return { name, hex, expected: { framing, atoms, findings, others } };
  });

/** `0:1 tag · 1:3 varint`: an atom that crosses the end of a row is on both rows, and told once. */
async function atomsOf({ documentId, byteLength }: DocumentSummary): Promise<string> {
  const rows = await engine.readHex({ documentId, start: 0, end: Math.ceil(byteLength / 16) });
  const atoms = rows.flatMap((row) => row.atoms.map(({ start, end, kind }) => `${start}:${end} ${kind}`));
  return [...new Set(atoms)].join(" · ");
}

async function outcome(document: DocumentSummary) {
  const { origin, chain = [], findings } = document;
  const own = await atomsOf(document);
  const steps = chain.slice(1).filter(({ form }) => form !== "raw");
  const framed = chain.find(({ kind }) => kind === "framing");
  const container =
    origin === undefined
      ? []
      : [await atomsOf({ ...document, documentId: origin.documentId, byteLength: 4096 })];
  return {
    framing: steps.map(({ form }) => form).join(" > "),
    atoms: [...container, own].join(" => "),
    findings: findings.map(({ code }) => code).join(" "),
    others: (framed?.alternatives ?? [])
      .map(({ form }) => form)
      .filter((form) => form !== "raw" || findings.some(({ code }) => code === "framing-ambiguous"))
      .join(" "),
  };
}

describe("framed payloads", () => {
  it.each(CASES)("$name", async ({ hex, expected }) => {
    const document = await engine.inspect({ input: { kind: "bytes", bytes: fromHex(hex) } });
    expect(await outcome(document)).toEqual(expected);
  });
});
