import { describe, expect, it } from "vitest";
import { bytesOf, engine, open, withInspector } from "./inspector.ts";

withInspector();

describe("fixes", () => {
  it.each([
    ["truncated-payload", "08 01 12 05 61 62", undefined, "08 01 12 02 61 62"],
    ["truncated-length", "08 96 01 0A", undefined, "08 96 01"],
    ["truncated-varint", "08 01 10 96", undefined, "08 01"],
    ["truncated-fixed", "08 01 09 00", undefined, "08 01"],
    ["truncated-tag", "08 01 88", undefined, "08 01"],
    ["varint-overlong", "08 96 81 00", undefined, "08 96 01"],
    ["length-overlong", "0A 83 00 61 62 63", undefined, "0A 03 61 62 63"],
    ["tag-overlong", "88 00 01", undefined, "08 01"],
    ["varint-overflow", "08 FF FF FF FF FF FF FF FF FF 7F", undefined, "08 FF FF FF FF FF FF FF FF FF 01"],
    ["group-unclosed", "0B 08 01", undefined, "0B 08 01 0C"],
    ["group-end-mismatch", "0B 08 01 14", undefined, "0B 08 01 0C"],
    ["group-end-stray", "08 01 0C", undefined, "08 01"],
    ["field-number-zero", "08 01 00 05", undefined, "08 01"],
    ["length-exceeds-parent", "22 03 12 05 61 08 01 10 02 18 03", "t.T", "22 03 12 01 61 08 01 10 02 18 03"],
    ["int32-not-sign-extended", "08 FF FF FF FF 0F", "t.T", "08 FF FF FF FF FF FF FF FF FF 01"],
    ["value-truncated-to-32-bits", "08 80 80 80 80 10", "t.T", "08 00"],
    ["int32-not-sign-extended", "1A 05 FF FF FF FF 0F", "t.T", "1A 0A FF FF FF FF FF FF FF FF FF 01"],
    ["bool-not-0-or-1", "30 02", "t.T", "30 01"],
    ["utf8-invalid", "22 06 12 04 61 FF 62 63", "t.T", "22 08 12 06 61 EF BF BD 62 63"],
    ["utf8-bom", "12 05 EF BB BF 61 62", "t.T", "12 02 61 62"],
    ["string-not-normalised", "12 03 65 CC 81", "t.T", "12 02 C3 A9"],
    ["nan-noncanonical", "6D 01 00 80 7F", "t.T", "6D 00 00 C0 7F"],
    ["negative-zero", "6D 00 00 00 80", "t.T", "6D 00 00 00 00"],
    ["default-on-wire", "22 04 08 00 30 01", "t.T", "22 02 30 01"],
    ["duplicate-singular", "08 01 08 02", "t.T", "08 02"],
    ["oneof-overwritten", "48 01 52 01 61", "t.T", "52 01 61"],
    ["packed-item-truncated", "1A 02 01 80", "t.T", "1A 01 01"],
    ["unknown-field", "08 01 98 01 05", "t.T", "08 01"],
    ["frame-truncated", "00 00 00 00 05 08 96 01", undefined, "00 00 00 00 03 08 96 01"],
    ["frame-compression-unknown", "01 00 00 00 03 08 96 01", undefined, "00 00 00 00 03 08 96 01"],
    ["trailing-newline", "08 96 01 0A", undefined, "08 96 01"],
    ["zero-padding", "10 05 42 02 61 62 00 00 00 00", undefined, "10 05 42 02 61 62"],
    ["extra-prefix", "FF FF 08 96 01", undefined, "08 96 01"],
  ])("mend %s in %s", async (code, hex, typeName, expected) => {
    const { documentId } = await open(hex, typeName);
    const finding = (await engine.readFindings({ documentId })).find((each) => each.code === code);
    const fix = finding?.fix;
    if (fix?.kind !== "edit") throw new Error(`no edit for ${code}`);
    const { document } = await engine.editDocument({ documentId, edit: fix.edit, repair: fix.repair });
    expect(await bytesOf(document)).toBe(expected);
    expect(document.findings.map((each) => each.code)).not.toContain(code);
  });

  it("take an input as the text that it holds", async () => {
    const { documentId } = await open("30 38 39 36 30 31");
    const found = await engine.readFindings({ documentId });
    const fix = found.find(({ code }) => code === "hex-text-as-bytes")?.fix;
    if (fix?.kind !== "input") throw new Error("no other input");
    expect(await bytesOf(await engine.reinspect({ documentId, choices: [...fix.choices] }))).toBe("08 96 01");
  });
});
