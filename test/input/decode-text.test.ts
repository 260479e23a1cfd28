import { describe, expect, it } from "vitest";
import { decodeText, findSuspicions } from "../../core/input/index.ts";

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** `bytes | form | finding codes | other forms`, or the codes of a refusal. */
function outcome(text: string): string {
  const result = decodeText(text);
  if (!result.ok) return `refused | ${result.findings.map((finding) => finding.code).join(" ")}`;
  const { bytes, form, others } = result.value;
  const codes = [...result.findings, ...findSuspicions(bytes)].map((finding) => finding.code).join(" ");
  return [hex(bytes), form, codes, others.map((other) => other.form).join(", ")].join(" | ");
}

describe("decodeText", () => {
  it.each([
    // I1: one payload in many spellings.
    ["0x08, 0x96, 0x01", "08 96 01 | hex |  | "],
    ["08:96:01", "08 96 01 | hex |  | "],
    ["08 96 01", "08 96 01 | hex |  | "],
    ["08-96-01", "08 96 01 | hex |  | "],
    ["0896\n01\n", "08 96 01 | hex |  | "],
    ["0X089601", "08 96 01 | hex |  | "],
    ["[]byte{8, 150, 1}", "08 96 01 | Go byte list |  | "],
    ["[]byte{0x08, 0x96, 0x01}", "08 96 01 | Go byte list |  | "],
    ["new byte[] { 8, -106, 1 };", "08 96 01 | byte list |  | "],
    ["new Uint8Array([8, 150, 1])", "08 96 01 | byte list |  | "],
    ["Uint8Array(3) [ 8, 150, 1 ]", "08 96 01 | byte list |  | "],
    ["Buffer.from([8, 150, 1])", "08 96 01 | byte list |  | "],
    ["bytes([8, 150, 1])", "08 96 01 | Python byte list |  | "],
    ["<Buffer 08 96 01>", "08 96 01 | Node Buffer |  | "],
    ["[8, -106, 1]", "08 96 01 | byte list |  | "],
    ["8, 150, 1", "08 96 01 | byte list |  | "],
    ["\\010\\226\\001", "08 96 01 | escaped string |  | "],
    ["\\x08\\x96\\x01", "08 96 01 | escaped string |  | "],
    ['"\\b\\x96\\001"', "08 96 01 | escaped string |  | "],
    ["b'\\x08\\x96\\x01'", "08 96 01 | escaped string |  | "],
    ["%08%96%01", "08 96 01 | percent-encoding |  | "],
    ["CJYB", "08 96 01 | base64 |  | "],
    ["data:application/x-protobuf;base64,CJYB", "08 96 01 | data URL |  | "],
    ["data:,%08%96%01", "08 96 01 | data URL |  | "],
    ["new byte[]{(byte) 0x08, (byte) 0x96, 1}", "08 96 01 | byte list |  | "],
    ["byte[] payload = new byte[] { 8, -106, 1 };", "08 96 01 | byte list |  | "],
    ["vec![8u8, 150, 1]", "08 96 01 | byte list |  | "],
    ["let bytes: &[u8] = &[0x08, 0x96, 0x01];", "08 96 01 | byte list |  | "],
    ["byteArrayOf(8, -106, 1)", "08 96 01 | byte list |  | "],
    ["Uint8Array.of(8, 150, 1)", "08 96 01 | byte list |  | "],
    ["Uint8Array.from([8, 150, 1])", "08 96 01 | byte list |  | "],
    ["payload := []byte{0x08, 0x96, 0x01}", "08 96 01 | Go byte list |  | "],
    ["[8 150 1]", "08 96 01 | byte list |  | "],
    [
      "unsigned char p[] = {\n  0x08, 0x96, 0x01\n};\nunsigned int p_len = 3;",
      "08 96 01 | C byte list |  | ",
    ],
    ["bytearray([8, 150, 1])", "08 96 01 | Python byte list |  | "],
    ['bytes.fromhex("08 96 01")', "08 96 01 | hex in code |  | "],
    ["binascii.unhexlify('089601')", "08 96 01 | hex in code |  | "],
    ['Buffer.from("089601", "hex")', "08 96 01 | hex in code |  | "],
    ['Buffer.from("CJYB", "base64")', "08 96 01 | base64 in code |  | "],
    ['atob("CJYB")', "08 96 01 | base64 in code |  | "],
    ['Convert.FromBase64String("CJYB")', "08 96 01 | base64 in code |  | "],
    ["X'089601'", "08 96 01 | SQL bytes |  | "],
    ["\\x089601", "08 96 01 | SQL bytes |  | "],
    ['"CJYB"', "08 96 01 | base64 |  | "],
    ["'08 96 01'", "08 96 01 | hex |  | "],
    ['{"type":"Buffer","data":[8,150,1]}', "08 96 01 | Node Buffer |  | "],
    ['{"0":8,"1":150,"2":1}', "08 96 01 | typed array as JSON |  | "],
    ['{"topic":"t","payload":"CJYB"}', "08 96 01 | base64 in the member payload |  | "],
    [
      '{"request":{"postData":{"text":"CJYB","mimeType":"application/grpc-web-text"}},"response":{}}',
      "08 96 01 | HAR request |  | ",
    ],
    [
      '{"log":{"entries":[{"response":{"content":{"text":"CJYB","encoding":"base64"}}}]}}',
      "08 96 01 | HAR answer |  | ",
    ],
    ["curl http://h/x --data-binary $'\\x08\\x96\\x01'", "08 96 01 | curl body |  | "],
    [
      "curl 'http://h/x' -H 'content-type: application/grpc-web-text' --data-raw 'CJYB'",
      "08 96 01 | curl body |  | ",
    ],
    ["echo -n 'CJYB' | base64 -d | curl --data-binary @- http://h", "08 96 01 | shell command |  | "],
    // I2: dumps.
    ["00000000: 0896 01                                  ...", "08 96 01 | hex dump |  | "],
    [
      "00000000  08 96 01                                          |...|\n00000003\n",
      "08 96 01 | hex dump |  | ",
    ],
    ["0000   08 96 01                                          ...", "08 96 01 | hex dump |  | "],
    ["0000000 9608 0001\n0000003", "08 96 01 | hex dump |  | "],
    ["0000000 08 96 01\n0000003", "08 96 01 | hex dump |  | "],
    [
      "0000000 08 01 08 01 08 01 08 01 08 01 08 01 08 01 08 01\n*\n0000020 10 02\n0000022",
      `${"08 01 ".repeat(16)}10 02 | hex dump |  | `,
    ],
    ["\t0x0000:  0896 0110 02", "08 96 01 10 02 | hex dump |  | "],
    [
      "  Offset: 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n00000000: 08 96 01                                   ...",
      "08 96 01 | hex dump |  | ",
    ],
    // Strings within code, and strings in strings.
    ['[]byte("\\x08\\x96\\x01")', "08 96 01 | string in code |  | "],
    ['let b = b"\\x08\\x96\\x01";', "08 96 01 | string in code |  | "],
    ['std::string("\\x08\\x96\\x01", 3)', "08 96 01 | string in code |  | "],
    ['static const char data[3] = "\\x08\\226\\x01";', "08 96 01 | string in code |  | "],
    ["msg.ParseFromString(b'\\x08\\x96\\x01')", "08 96 01 | string in code |  | "],
    ["printf '\\x08\\x96\\x01' | protoc --decode_raw", "08 96 01 | string in code |  | "],
    ["b'\\x08' + b'\\x96\\x01'", "08 96 01 | string in code |  | "],
    ['"\\x0a\\x02"\n"ab"\n"\\x10\\x01"', "0a 02 61 62 10 01 | string in code |  | "],
    ['"CJYB\\n"', "08 96 01 | base64 in a string | two-decodings-fit | escaped string"],
    ['"\\\\x08\\\\x96\\\\x01"', "08 96 01 | escaped string in a string | two-decodings-fit | escaped string"],
    ['"\\u0008\\u0096\\u0001"', "08 96 01 | escaped Latin-1 | two-decodings-fit | escaped string"],
    // Lists of other languages.
    ["(8, 150, 1)", "08 96 01 | byte list |  | "],
    ["<<8,150,1>>.", "08 96 01 | byte list |  | "],
    ["#u8(8 150 1)", "08 96 01 | byte list |  | "],
    ["byte[3] { 8, 150, 1 }", "08 96 01 | byte list |  | "],
    ["byte[] b = {8, (byte)150, 1};", "08 96 01 | byte list |  | "],
    ["ByteString.copyFrom(new byte[]{8, -106, 1})", "08 96 01 | byte list |  | "],
    ["8 150 1", "08 96 01 | byte list |  | "],
    ["-8 -106 1", "f8 96 01 | byte list |  | "],
    // Hex and bits with marks.
    ["08h 96h 01h", "08 96 01 | hex |  | "],
    ["$08 $96 $01", "08 96 01 | hex |  | "],
    ["08.96.01", "08 96 01 | hex |  | "],
    ["08/96/01", "08 96 01 | hex |  | "],
    ["08_96_01", "08 96 01 | hex |  | "],
    ["0b00001000 0b10010110 0b00000001", "08 96 01 | binary digits |  | "],
    ["00001000 10010110 00000001", "08 96 01 | binary digits |  | "],
    ["<08960112 0961>", "08 96 01 12 09 61 | NSData |  | "],
    ["{length = 3, bytes = 0x089601}", "08 96 01 | NSData |  | "],
    // Labels.
    ["-----BEGIN MESSAGE-----\nCJYB\n-----END MESSAGE-----", "08 96 01 | PEM |  | "],
    ["base64:CJYB", "08 96 01 | base64 with its name |  | "],
    ["hex: 08 96 01", "08 96 01 | hex with its name |  | "],
    ["payload: !!binary |\n  CJYB", "08 96 01 | YAML binary |  | "],
    ["=?utf-8?B?CJYB?=", "08 96 01 | encoded word |  | "],
    ["decode('CJYB', 'base64')", "08 96 01 | base64 in code |  | "],
    ['Base64.getDecoder().decode("CJYB")', "08 96 01 | base64 in code |  | "],
    ["[Convert]::FromBase64String('CJYB')", "08 96 01 | base64 in code |  | "],
    ['HexFormat.of().parseHex("089601")', "08 96 01 | hex in code |  | "],
    ['Hex.decode("089601")', "08 96 01 | hex in code |  | "],
    ['BinData(0, "CJYB")', "08 96 01 | base64 in code |  | "],
    ["0x089601::bytea", "08 96 01 | SQL bytes |  | "],
    // Members of JSON.
    ['{"data":"0x089601"}', "08 96 01 | hex in the member data |  | "],
    ['{"payload":[8,150,1]}', "08 96 01 | bytes in the member payload |  | "],
    ['{"event":{"body":{"type":"Buffer","data":[8,150,1]}}}', "08 96 01 | bytes in the member body |  | "],
    // More dumps.
    [
      "00000000   08 96 01 12 09 61 70 70   6C 65 5F 70 61 79 1A 06   .....apple_pay..",
      "08 96 01 12 09 61 70 70 6c 65 5f 70 61 79 1a 06 | hex dump |  | ",
    ],
    [
      "00000000   61 62 20 63 64 20 65 66   ab cd ef\n00000008   08 01   ..",
      "61 62 20 63 64 20 65 66 08 01 | hex dump | trailing-bytes | ",
    ],
    ["08 96 01  |...|", "08 96 01 | hex dump |  | "],
    ["0000000 113010 000001\n0000003", "08 96 01 | octal dump |  | "],
    // I3: unpadded digits.
    ["8 96 1", "08 96 01 | hex |  | "],
    // I5: hex and base64 both fit.
    ["CAFEBABE", "ca fe ba be | hex | two-decodings-fit | base64"],
    ["0801", "08 01 | hex | two-decodings-fit | base64"],
    ["deadbeef", "de ad be ef | hex | two-decodings-fit | base64"],
    ["10, 20, 8", "0a 14 08 | byte list | two-decodings-fit | hex"],
    // I6: white space and padding.
    ["CJYB\n", "08 96 01 | base64 |  | "],
    ["CJ YB", "08 96 01 | base64 |  | "],
    ["CJYB==", "08 96 01 | base64 |  | "],
    ["CA==lgE=", "08 96 01 | base64 | base64-inner-padding | "],
    // I7: the URL alphabet.
    ["_-8", "ff ef | base64url |  | "],
    // An odd number of digits.
    ["08961", "08 96 | hex | odd-hex-digits | "],
    // I9: a payload that passed through text.
    ["08 EF BF BD 01", "08 ef bf bd 01 | hex | text-mangled | "],
    // L17, L18: bytes too many.
    ["08 96 01 0A", "08 96 01 0a | hex | trailing-newline | "],
    ["10 05 42 02 61 62 00 00 00 00", "10 05 42 02 61 62 00 00 00 00 | hex | zero-padding | "],
    ["ff ff 08 96 01", "ff ff 08 96 01 | hex | extra-prefix | "],
    // I11 and other text.
    ['{"a":150}', "refused | json-or-text-not-protobuf"],
    ["a: 150", "refused | json-or-text-not-protobuf"],
    ["curl --data-binary @body.bin http://h", "refused | input-not-understood"],
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
