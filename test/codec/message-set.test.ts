/** The wire format that `message_set_wire_format` asks for, held to protoc. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeJson, encodeText, renderJson, renderText } from "../../core/codec/index.ts";
import { normalizeBytes } from "../../core/codec/normalize/normalize-bytes.ts";
import { createDocument } from "../../core/documents/index.ts";
import { protocBinary } from "../../core/schema/proto-files/protoc-binary.ts";
import { compileToBytes, fromHex, messageType, toHex } from "./compile.ts";

const set = compileToBytes({
  "sets.proto": `syntax = "proto2"; package sets;
    message Set { option message_set_wire_format = true; extensions 4 to max; }
    message Holder { optional Set set = 1; optional int32 after = 2; }
    message Name { extend Set { optional Name name = 1547769; } optional string text = 1; }
    message Count { extend Set { optional Count count = 4135312; } optional int32 n = 1; optional Set inner = 2; }`,
});
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, set));
const type = messageType(registry, "sets.Holder");
const options = { registry, indent: 0 };

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "byteglass-sets-"));
  writeFileSync(path.join(folder, "set.binpb"), set);
});
afterAll(() => rmSync(folder, { recursive: true }));

function protoc(mode: "encode" | "decode", input: string | Uint8Array): Buffer {
  const words = [
    `--descriptor_set_in=${path.join(folder, "set.binpb")}`,
    `--${mode}=sets.Holder`,
    "sets.proto",
  ];
  const { status, stdout, stderr } = spawnSync(protocBinary(undefined), words, { input });
  if (status !== 0) throw new Error(String(stderr));
  return stdout;
}

const cases: readonly { readonly text: string; readonly json: unknown }[] = [
  { text: "set { }", json: { set: {} } },
  {
    text: 'set { [sets.Name.name] { text: "a" } } after: 1',
    json: { set: { "[sets.Name.name]": { text: "a" } }, after: 1 },
  },
  {
    text: 'set { [sets.Count.count] { n: 5 inner { [sets.Name.name] { text: "b" } } } [sets.Name.name] { } }',
    json: {
      set: {
        "[sets.Name.name]": {},
        "[sets.Count.count]": { n: 5, inner: { "[sets.Name.name]": { text: "b" } } },
      },
    },
  },
];

describe("a message set", () => {
  it.each(cases)("$text reads and writes as protoc does", ({ text, json }) => {
    const bytes = protoc("encode", text);
    expect(JSON.parse(renderJson(type, bytes, options).text)).toEqual(json);
    const encoded = encodeJson(type, JSON.stringify(json), options);
    expect(encoded.ok && toHex(encoded.value.bytes)).toBe(toHex(bytes));
    const rendered = renderText(type, bytes, options);
    expect([words(rendered.text), rendered.findings]).toEqual([
      words(protoc("decode", bytes).toString()),
      [],
    ]);
    const typed = encodeText(type, rendered.text, options);
    expect(typed.ok && toHex(typed.value.bytes)).toBe(toHex(bytes));
    const normal = normalizeBytes(type, bytes, options);
    expect(normal.ok && toHex(normal.value)).toBe(toHex(bytes));
  });

  const whole = { set: { "[sets.Name.name]": { text: "a" } } };

  it.each([
    ["the message before its number", "0a 0a 0b 1a030a0161 10f9bb5e 0c", whole],
    ["fields that are none of an item's", "0a 0e 0b 20 07 10f9bb5e 1a030a0161 28 07 0c", whole],
    ["an extension in its modern form", "0a 07 cadff305 03 0a0161", whole],
    ["two items that are one message", "0a 13 0b10f9bb5e1a030a01620c 0b 10f9bb5e 1a03 0a0161 0c", whole],
    ["a second number, which does not count", "0a 0c 0b 10f9bb5e 10 05 1a030a0161 0c", whole],
  ])("reads %s", (_, hex, expected) => {
    expect(JSON.parse(renderJson(type, withLengths(hex), options).text)).toEqual(expected);
  });

  it.each([
    ["an extension that no schema has", "0b 10 05 1a 02 0801 0c"],
    ["an item without a number", "0b 1a 02 0801 0c"],
    ["an item without a message", "0b 10f9bb5e 0c"],
  ])("keeps %s as an unknown field", (_, item) => {
    const bytes = withLengths(`0a 00 ${item}`);
    const { text, findings } = renderJson(type, bytes, options);
    expect([text, findings.map(({ code }) => code)]).toEqual(['{"set":{}}', ["unknown-field"]]);
    const normal = normalizeBytes(type, bytes, options);
    expect(normal.ok && toHex(normal.value)).toBe(toHex(bytes));
  });

  it("links the text of an item to its whole record", () => {
    const bytes = protoc("encode", 'set { [sets.Name.name] { text: "a" } }');
    const { text, links } = renderJson(type, bytes, options);
    const spans = [];
    for (let at = 0; at < links.length; at += 4)
      spans.push([text.slice(links[at], links[at + 1]), toHex(bytes.subarray(links[at + 2], links[at + 3]))]);
    expect(spans).toContainEqual(['"[sets.Name.name]":{"text":"a"}', "0b10f9bb5e1a030a01610c"]);
  });
});

describe("the wire view of a message set", () => {
  it("names the extension of an item, and what is in it", () => {
    const bytes = protoc(
      "encode",
      'set { [sets.Count.count] { n: 5 inner { [sets.Name.name] { text: "b" } } } } after: 7',
    );
    const document = createDocument({ id: "d", bytes, type, registry });
    const rows = document.readTree(0, 100).map(({ path, value }) => `${path} ${value}`);
    expect(rows).toEqual([
      "set Set",
      'set["[sets.Count.count]"] message set item',
      'set["[sets.Count.count]"] 4135312',
      'set["[sets.Count.count]"] Count',
      'set["[sets.Count.count]"].n 5',
      'set["[sets.Count.count]"].inner Set',
      'set["[sets.Count.count]"].inner["[sets.Name.name]"] message set item',
      'set["[sets.Count.count]"].inner["[sets.Name.name]"] 1547769',
      'set["[sets.Count.count]"].inner["[sets.Name.name]"] Name',
      'set["[sets.Count.count]"].inner["[sets.Name.name]"].text "b"',
      'set["[sets.Count.count]"].inner["[sets.Name.name]"] ',
      'set["[sets.Count.count]"] ',
      "after 7",
    ]);
    expect(document.summary.findings).toEqual([]);
  });

  it("reads an item of an unknown extension without a schema", () => {
    const bytes = withLengths("0a 00 0b 10 05 1a 02 0801 0c");
    const document = createDocument({ id: "d", bytes, type, registry });
    expect(document.readTree(0, 100).map(({ path }) => path)).toEqual([
      "set",
      "set.item[0]",
      "set.item[0].2",
      "set.item[0].3",
      "set.item[0].3.1",
      "set.item[0]",
    ]);
  });
});

/** Without line ends and indents; protoc writes the items of a set by the order of their numbers too. */
function words(text: string): string {
  return text.trim().split(/\s+/).join(" ");
}

/** The length of the outer record, whatever it says, is the length of what follows it. */
function withLengths(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  bytes[1] = bytes.length - 2;
  return bytes;
}
