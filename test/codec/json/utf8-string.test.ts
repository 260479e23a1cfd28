import { describe, expect, it } from "vitest";
import { JsonText } from "../../../core/codec/json/json-text.ts";
import { writeUtf8String } from "../../../core/codec/json/utf8-string.ts";

const lead = "abcdefg";

describe("writeUtf8String", () => {
  it.each([0, 1, 2, 3, 4].map((before) => [before]))(
    "writes every character up to U+0800 like JSON.stringify, after %d others",
    (before) => {
      for (let code = 0; code < 0x800; code += 1) {
        const text = `${lead.slice(0, before)}${String.fromCharCode(code)}${lead}`;
        expect(written(text)).toBe(JSON.stringify(text));
      }
    },
  );

  it("writes pairs of unusual characters like JSON.stringify", () => {
    const unusual = ["\u0000", "\u001f", " ", "!", '"', "#", "[", "\\", "]", "\u007f", "é", "–", "😀"];
    for (const first of unusual)
      for (const second of unusual)
        for (const third of unusual) {
          const text = `${first}${second}${third}a`;
          expect(written(text)).toBe(JSON.stringify(text));
        }
  });
});

function written(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const target = new JsonText(64, 0);
  writeUtf8String(target, bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
  const json = target.finish();
  target.release();
  return json;
}
