import { describe, expect, it } from "vitest";
import { decodeText } from "../../core/input/index.ts";

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** `bytes | steps | finding codes | labels of alternatives`, or the codes of a refusal. */
function outcome(text: string): string {
  const result = decodeText(text);
  const codes = result.findings.map((finding) => finding.code).join(" ");
  if (!result.ok) return `refused | ${codes}`;
  const { bytes, steps, alternatives } = result.value;
  return [hex(bytes), steps.join(" → "), codes, alternatives.map((other) => other.label).join(", ")].join(
    " | ",
  );
}

describe("decodeText", () => {
  it.each([
    // I1: one payload in many spellings.
    ["0x08, 0x96, 0x01", "08 96 01 | pasted hex, 16 characters |  | "],
    ["08:96:01", "08 96 01 | pasted hex, 8 characters |  | "],
    ["08 96 01", "08 96 01 | pasted hex, 8 characters |  | "],
    ["08-96-01", "08 96 01 | pasted hex, 8 characters |  | "],
    ["0896\n01\n", "08 96 01 | pasted hex, 7 characters |  | "],
    ["0X089601", "08 96 01 | pasted hex, 8 characters |  | "],
    ["[]byte{8, 150, 1}", "08 96 01 | pasted Go byte list, 17 characters |  | "],
    ["[]byte{0x08, 0x96, 0x01}", "08 96 01 | pasted Go byte list, 24 characters |  | "],
    ["new byte[] { 8, -106, 1 };", "08 96 01 | pasted byte list, 26 characters |  | "],
    ["new Uint8Array([8, 150, 1])", "08 96 01 | pasted byte list, 27 characters |  | "],
    ["Uint8Array(3) [ 8, 150, 1 ]", "08 96 01 | pasted byte list, 27 characters |  | "],
    ["Buffer.from([8, 150, 1])", "08 96 01 | pasted byte list, 24 characters |  | "],
    ["bytes([8, 150, 1])", "08 96 01 | pasted Python byte list, 18 characters |  | "],
    ["<Buffer 08 96 01>", "08 96 01 | pasted Node Buffer, 17 characters |  | "],
    ["[8, -106, 1]", "08 96 01 | pasted byte list, 12 characters |  | "],
    ["8, 150, 1", "08 96 01 | pasted byte list, 9 characters |  | "],
    ["\\010\\226\\001", "08 96 01 | pasted escaped string, 12 characters |  | "],
    ["\\x08\\x96\\x01", "08 96 01 | pasted escaped string, 12 characters |  | "],
    ['"\\b\\x96\\001"', "08 96 01 | pasted escaped string, 12 characters |  | "],
    ["b'\\x08\\x96\\x01'", "08 96 01 | pasted escaped string, 15 characters |  | "],
    ["%08%96%01", "08 96 01 | pasted percent-encoding, 9 characters |  | "],
    ["CJYB", "08 96 01 | pasted base64, 4 characters |  | "],
    ["data:application/x-protobuf;base64,CJYB", "08 96 01 | pasted data URL, 39 characters |  | "],
    ["data:,%08%96%01", "08 96 01 | pasted data URL, 15 characters |  | "],
    // I2: dumps.
    [
      "00000000: 0896 01                                  ...",
      "08 96 01 | pasted hex dump, 54 characters |  | ",
    ],
    [
      "00000000  08 96 01                                          |...|\n00000003\n",
      "08 96 01 | pasted hex dump, 74 characters |  | ",
    ],
    [
      "0000   08 96 01                                          ...",
      "08 96 01 | pasted hex dump, 60 characters |  | ",
    ],
    // I3: unpadded digits.
    ["8 96 1", "08 96 01 | pasted hex, 6 characters |  | "],
    // I5: hex and base64 both fit.
    ["CAFEBABE", "ca fe ba be | pasted hex, 8 characters | two-decodings-fit | base64"],
    ["0801", "08 01 | pasted hex, 4 characters | two-decodings-fit | base64"],
    ["deadbeef", "de ad be ef | pasted hex, 8 characters | two-decodings-fit | base64"],
    ["10, 20, 8", "0a 14 08 | pasted byte list, 9 characters | two-decodings-fit | hex"],
    // I6: white space and padding.
    ["CJYB\n", "08 96 01 | pasted base64, 4 characters |  | "],
    ["CJ YB", "08 96 01 | pasted base64, 5 characters |  | "],
    ["CJYB==", "08 96 01 | pasted base64, 6 characters |  | "],
    ["CA==lgE=", "08 96 01 | pasted base64, 8 characters | base64-inner-padding | "],
    // I7: the URL alphabet.
    ["_-8", "ff ef | pasted base64url, 3 characters |  | "],
    // An odd number of digits.
    ["08961", "08 96 | pasted hex, 5 characters | odd-hex-digits | "],
    // I9: a payload that passed through text.
    ["08 EF BF BD 01", "08 ef bf bd 01 | pasted hex, 14 characters | text-mangled | "],
    // L17, L18: bytes too many.
    ["08 96 01 0A", "08 96 01 0a | pasted hex, 11 characters | trailing-newline | "],
    [
      "10 05 42 02 61 62 00 00 00 00",
      "10 05 42 02 61 62 00 00 00 00 | pasted hex, 29 characters | zero-padding | ",
    ],
    ["ff ff 08 96 01", "ff ff 08 96 01 | pasted hex, 14 characters | extra-prefix | "],
    // I11 and other text.
    ['{"a":150}', "refused | json-or-text-not-protobuf"],
    ["a: 150", "refused | json-or-text-not-protobuf"],
    ["hello, world", "refused | input-not-understood"],
    // I12.
    ["", " | empty input |  | "],
  ])("%j", (text, expected) => {
    expect(outcome(text)).toBe(expected);
  });

  it("says which character fits no form, and where", () => {
    expect(decodeText("CJYB\nü").findings).toEqual([
      {
        code: "input-not-understood",
        severity: "error",
        message:
          'This text is none of: hex, a hex dump, a byte list, an escaped string, percent-encoding, a data URL, base64. The first character that fits none of them is "ü".',
        hint: "Paste one of these forms, or open the bytes as a file.",
        text: { start: 5, end: 6, line: 2, column: 1 },
      },
    ]);
  });
});

describe("frames around a message", () => {
  it.each([
    ["R1 gRPC", "00 00 00 00 03 08 96 01", "08 96 01 | gRPC frame 3 B |  | "],
    [
      "R2 two frames",
      "00 00 00 00 02 08 01 00 00 00 00 02 08 02",
      "08 01 | gRPC frame 1 of 2 2 B |  | gRPC frame 2 of 2 2 B",
    ],
    [
      "R4 flag without compression",
      "01 00 00 00 03 08 96 01",
      "08 96 01 | gRPC frame 3 B | frame-compression-unknown | ",
    ],
    ["R6 cut short", "00 00 00 00 05 08 96 01", "08 96 01 | gRPC frame 3 B | frame-truncated | "],
    ["R9 empty", "00 00 00 00 00", " | gRPC frame 0 B | frame-empty | "],
    [
      "R10 Confluent",
      "00 00 00 00 03 00 08 96 01",
      "08 96 01 | Confluent header, schema 3 | confluent-header | ",
    ],
    [
      "R11 delimited",
      "03 08 96 01 03 08 97 01",
      "08 96 01 | varint-delimited message 1 of 2 3 B |  | varint-delimited message 2 of 2 3 B",
    ],
    [
      "R12 delimited once",
      "08 08 01 10 02 18 03 20 04",
      "08 01 10 02 18 03 20 04 | varint-delimited message 8 B |  | ",
    ],
    [
      "R13 both",
      "08 20 0D 20 09 10 02 20 02",
      "20 0d 20 09 10 02 20 02 | varint-delimited message 8 B | framing-ambiguous | one message without a length",
    ],
    ["R15 inside a field", "12 08 00 00 00 00 03 08 96 01", "12 08 00 00 00 00 03 08 96 01 |  |  | "],
  ])("%s", (_name, text, expected) => {
    const [bytes, steps, ...rest] = outcome(text).split(" | ");
    const frameSteps = (steps ?? "").split(" → ").slice(1).join(" → ");
    expect([bytes, frameSteps, ...rest].join(" | ")).toBe(expected);
  });
});
