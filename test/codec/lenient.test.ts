import { describe, expect, it } from "vitest";
import { encodeJson } from "../../core/codec/index.ts";
import { toHex } from "./compile.ts";
import { registry, type } from "./schemas.ts";

describe("a lenient encoder", () => {
  const rows: [name: string, json: string, hex: string, ...remarks: string[]][] = [
    [
      "t.Node",
      '{"zzz":{"a":[1,{}]},"rank":5}',
      "2005",
      '1:2 zzz: "zzz" is no field of t.Node; it is skipped.',
    ],
    [
      "t.Node",
      '{"kids":[{"nam":1}]}',
      "1a00",
      '1:11 kids[0].nam: "nam" is no field of t.Node; it is skipped.',
    ],
    [
      "t2.Basic",
      '{"[t2.missing]":1}',
      "",
      '1:2 ["[t2.missing]"]: "[t2.missing]" is no field of t2.Basic; it is skipped.',
    ],
    [
      "t.Scalars",
      '{"color":"GREEN","i32":1}',
      "2801",
      '1:10 color: "GREEN" is no value of t.Color. It is skipped.',
    ],
    [
      "t.Lists",
      '{"color":["RED","GREEN"]}',
      "3a0101",
      '1:17 color[1]: "GREEN" is no value of t.Color. It is skipped.',
    ],
    [
      "t.Maps",
      '{"color":{"a":"RED","b":"GREEN"}}',
      "72050a01611001",
      '1:25 color.b: "GREEN" is no value of t.Color. It is skipped.',
    ],
    [
      "t.Known",
      '{"any":{"@type":"x/google.protobuf.Duration","value":"1s","more":1}}',
      "0a200a1a782f676f6f676c652e70726f746f6275662e4475726174696f6e12020801",
      '1:59 any.more: "more" is no key of a google.protobuf.Any with a google.protobuf.Duration; it is skipped.',
    ],
  ];
  const doubtful: typeof rows = [
    [
      "t.Node",
      '{"rank":1,"rank":2}',
      "2001",
      '1:11 rank: The field "rank" occurs twice in this object; the first is kept.',
    ],
    [
      "t.Node",
      '{"rank":0,"rank":2}',
      "",
      '1:11 rank: The field "rank" occurs twice in this object; the first is kept.',
    ],
    [
      "t.Choice",
      '{"number":1,"text":"","nothing":null,"node":null}',
      "0801",
      '1:13 text: "text" and "number" are both in this object, but the oneof "kind" takes one of them; the first is kept.',
      '1:23 nothing: "nothing" and "number" are both in this object, but the oneof "kind" takes one of them; the first is kept.',
    ],
    [
      "t.Maps",
      '{"color":{"a":"RED","a":"RED"}}',
      "72050a01611001",
      '1:21 color.a: The key "a" occurs twice in this map; the first is kept.',
    ],
    [
      "t.Scalars",
      '{"i32":2147483648}',
      "2880808080f8ffffffff01",
      "1:8 i32: 2147483648 is out of the range of int32: -2147483648 is sent, its low 32 bits.",
    ],
    [
      "t.Scalars",
      '{"i32":"-4294967295"}',
      "2801",
      '1:8 i32: "-4294967295" is out of the range of int32: 1 is sent, its low 32 bits.',
    ],
  ];
  it.each(doubtful)("takes what is doubtful, with a warning: %s %s", (name, json, hex, ...remarks) => {
    const encoded = encodeJson(type(name), json, { registry, lenient: true });
    expect(encoded.ok ? toHex(encoded.value.bytes) : encoded.findings).toBe(hex);
    const shown = encoded.findings.map(
      ({ text, path, message }) => `${text?.line}:${text?.column} ${path}: ${message}`,
    );
    expect(shown).toEqual(remarks);
    expect(encoded.findings.every(({ severity }) => severity === "warning")).toBe(true);
    expect(encodeJson(type(name), json, { registry }).ok).toBe(false);
  });

  it.each(rows)("skips what it does not know, with a warning: %s %s", (name, json, hex, ...remarks) => {
    const encoded = encodeJson(type(name), json, { registry, lenient: true });
    expect(encoded.ok ? toHex(encoded.value.bytes) : encoded.findings).toBe(hex);
    const shown = encoded.findings.map(({ severity, text, path, message }) => [
      severity,
      `${text?.line}:${text?.column} ${path}: ${message}`,
    ]);
    expect(shown).toEqual(remarks.map((remark) => ["warning", remark]));
  });

  it.each([
    ["t.Node", '{"rank":"x"}'],
    ["t.Scalars", '{"i32":1.5}'],
    ["t.Scalars", '{"i32":1e99}'],
    ["t2.Strict", "{}"],
    ["t.Known", '{"any":{"@type":"x/t.Missing","name":""}}'],
  ])("still refuses %s %s", (name, json) => {
    expect(encodeJson(type(name), json, { registry, lenient: true }).ok).toBe(false);
  });
});
