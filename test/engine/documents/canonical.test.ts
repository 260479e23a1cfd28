import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortestForms } from "../../../core/edit/canonical.ts";
import { inputs } from "../../wire/arbitraries.ts";
import { bytesOf, engine, open, withInspector } from "../inspector.ts";

withInspector();

async function canonical(hex: string, typeName?: string) {
  const { documentId } = await open(hex, typeName);
  const { document, patches } = await engine.canonicalDocument({ documentId });
  const difference = await engine.diffDocuments({ before: documentId, after: document.documentId });
  return { bytes: await bytesOf(document), patches: patches.length, sameMeaning: difference.sameMeaning };
}

describe("the canonical form", () => {
  it.each<readonly [string, string, string | undefined, string, number]>([
    ["of what has it", "08 96 01 12 01 61", "t.T", "08 96 01 12 01 61", 0],
    ["overlong varints, tags and lengths", "88 00 96 81 00 92 00 81 00 61", "t.T", "08 96 01 12 01 61", 1],
    ["order", "12 01 61 08 01", "t.T", "08 01 12 01 61", 1],
    ["packing as it is declared", "18 01 1A 01 02 18 03", "t.T", "1A 03 01 02 03", 1],
    ["a default that was written", "08 00 12 01 61", "t.T", "12 01 61", 1],
    ["merged messages", "22 02 08 01 22 03 12 01 61", "t.T", "22 05 08 01 12 01 61", 1],
    ["unknown fields stay, behind", "F8 07 85 00 08 01", "t.T", "08 01 F8 07 85 00", 1],
    ["in a frame", "00 00 00 00 03 08 85 00", "t.T", "00 00 00 00 02 08 05", 2],
    ["without a schema", "10 82 00 08 81 80 00", undefined, "08 01 10 02", 1],
    ["of a group without a schema", "8B 00 10 01 08 82 00 8C 00", undefined, "0B 08 02 10 01 0C", 1],
    ["leaves LEN bodies alone without a schema", "0A 04 08 81 80 00", undefined, "0A 04 08 81 80 00", 0],
  ])("%s", async (_name, before, typeName, after, patches) => {
    expect(await canonical(before, typeName)).toEqual({ bytes: after, patches, sameMeaning: true });
  });

  it.each([undefined, "t.T"])("is none of damaged bytes, as %s", async (typeName) => {
    await expect(canonical("08 96", typeName)).rejects.toMatchObject({
      code: "bad-bytes",
      message: "Damaged bytes have no canonical form.",
      hint: "Mend what the findings list first.",
    });
  });

  it("is its own canonical form, and never longer", () => {
    const law = fc.property(inputs, (bytes) => {
      const once = shortestForms(bytes);
      if (once === undefined) return;
      expect(once.length).toBeLessThanOrEqual(bytes.length);
      expect(shortestForms(once)).toEqual(once);
    });
    fc.assert(law, { numRuns: 1000 });
  });
});
