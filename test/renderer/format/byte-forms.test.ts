import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../core/input/index.ts";
import { BYTE_FORMS } from "../../../renderer/format/byte-forms.ts";

const BYTES = Uint8Array.of(0x08, 0x96, 0x01);

describe("bytes as text", () => {
  it.each([
    ["Hex", "08 96 01"],
    ["Base64", "CJYB"],
    ["Escaped string", '"\\x08\\x96\\x01"'],
    ["C array", "static const unsigned char payload[] = {0x08, 0x96, 0x01};"],
    ["Go slice", "[]byte{0x08, 0x96, 0x01}"],
    ["Python bytes", 'bytes.fromhex("089601")'],
    ["JavaScript array", "new Uint8Array([8, 150, 1])"],
    ["byteglass line", "byteglass inspect --hex '08 96 01'"],
  ])("%s", (name, text) => {
    expect(BYTE_FORMS[name]?.(BYTES)).toBe(text);
  });

  const pasted = Object.keys(BYTE_FORMS).filter((name) => name !== "byteglass line");
  it.each(pasted)("%s is taken back as the same bytes", (name) => {
    // Fewer bytes can be of two forms: `aaaa` is hex and base64.
    const law = fc.property(fc.uint8Array({ minLength: 20, maxLength: 40 }), (bytes) => {
      const result = decodeText(BYTE_FORMS[name]?.(bytes) ?? "");
      expect(result.ok && result.value.bytes).toEqual(bytes);
    });
    fc.assert(law, { numRuns: 200 });
  });
});
