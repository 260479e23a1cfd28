import { expect, it } from "vitest";
import { encodeBase64 } from "../../core/codec/values/base64.ts";

it.each([0, 1, 2, 3, 4, 12_287, 12_288, 12_289, 12_290, 12_291, 24_576, 24_577, 50_000])(
  "%i bytes are written as the platform writes them, at any offset",
  (length) => {
    const bytes = Uint8Array.from({ length: length + 2 }, (_, index) => (index * 2_654_435_761) >>> 13);
    const expected = Buffer.from(bytes.subarray(1, length + 1)).toString("base64");
    for (const offset of [0, 1]) {
      const buffer = new Uint8Array(offset + expected.length + 1).fill(0x21);
      const end = encodeBase64(bytes, 1, length + 1, buffer, offset);
      expect(Buffer.from(buffer.subarray(offset, end)).toString("latin1")).toBe(expected);
      expect(buffer[end]).toBe(0x21);
    }
  },
);
