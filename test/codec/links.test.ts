import type { DescField, DescMessage } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeJson, renderJson } from "../../core/codec/index.ts";
import { jsonOf } from "./arbitraries.ts";
import { fromHex, toHex } from "./compile.ts";
import { type Link, linksOf } from "./links.ts";
import { registry, type } from "./schemas.ts";

interface Node extends Link {
  readonly children: Node[];
}

/** Links as a tree: those inside another one's bytes are its children. */
function treeOf(links: readonly Link[]): Node[] {
  const root: Node[] = [];
  const open: Node[] = [];
  for (const link of links) {
    const node = { ...link, children: [] };
    while (open.length > 0 && (open.at(-1)?.byteEnd ?? 0) <= link.byteStart) open.pop();
    (open.at(-1)?.children ?? root).push(node);
    open.push(node);
  }
  return root;
}

/** Checks that the text of every link, put into an object of its message, encodes to the bytes of the link. */
function checkLinks(desc: DescMessage, text: string, bytes: Uint8Array, nodes: readonly Node[]): void {
  if (desc.typeName.startsWith("google.protobuf.")) return;
  for (const node of nodes) {
    const record = bytes.subarray(node.byteStart, node.byteEnd);
    const slice = text.substring(node.textStart, node.textEnd);
    const field = desc.fields.find((one) => one.number === tagOf(record) >>> 3);
    if (field === undefined) throw new Error(`no field for ${toHex(record)}`);
    const isPacked = field.fieldKind === "list" && field.packed;
    const key = JSON.stringify(field.jsonName);
    const item = field.fieldKind === "list" ? `{${key}:[${slice}]}` : `{${slice}}`;
    const json = field.fieldKind === "map" ? `{${key}:{${slice}}}` : isPacked ? `{${slice}}` : item;
    expect([json, toHex(encode(desc, json))]).toEqual([json, toHex(record)]);
    if (isPacked) checkPacked(desc, field, text, bytes, node);
    else if (field.fieldKind === "map") checkEntry(field, text, bytes, node);
    else if (field.message !== undefined) checkLinks(field.message, text, bytes, node.children);
  }
}

function checkPacked(desc: DescMessage, field: DescField, text: string, bytes: Uint8Array, list: Node): void {
  const items = list.children.map((item) => {
    const json = `{${JSON.stringify(field.jsonName)}:[${text.substring(item.textStart, item.textEnd)}]}`;
    const own = toHex(bytes.subarray(item.byteStart, item.byteEnd));
    expect(toHex(encode(desc, json)).endsWith(own)).toBe(true);
    return own;
  });
  expect(toHex(bytes.subarray(list.byteStart, list.byteEnd)).endsWith(items.join(""))).toBe(true);
}

function checkEntry(field: DescField, text: string, bytes: Uint8Array, entry: Node): void {
  const [key, value, ...more] = entry.children;
  expect(more).toEqual([]);
  if (key === undefined || value === undefined) throw new Error("an entry has a key and a value");
  expect([bytes[key.byteStart], bytes[value.byteStart]].map((tag) => (tag ?? 0) >>> 3)).toEqual([1, 2]);
  expect(text.substring(entry.textStart, entry.textEnd)).toMatch(/^"/);
  expect(key.textStart).toBe(entry.textStart);
  expect([value.textEnd, value.byteEnd]).toEqual([entry.textEnd, entry.byteEnd]);
  if (field.message !== undefined) checkLinks(field.message, text, bytes, value.children);
}

function tagOf(record: Uint8Array): number {
  let tag = 0;
  for (const [index, byte] of record.entries()) {
    tag += (byte & 0x7f) * 2 ** (index * 7);
    if (byte < 0x80) break;
  }
  return tag;
}

function encode(desc: DescMessage, json: string): Uint8Array {
  const encoded = encodeJson(desc, json, { registry });
  // A message alone may lack the required fields that stand beside it.
  return encoded.ok ? encoded.value.bytes : fromHex("");
}

describe("the text of every link is the value whose bytes are the bytes of the link", () => {
  const names = [
    "t.Scalars",
    "t.Optional",
    "t.Lists",
    "t.Node",
    "t.Maps",
    "t.Choice",
    "t.Known",
    "t.Names",
    "t2.Basic",
    "t2.Grouped",
  ];
  it.each(names)("%s", (name) => {
    const desc = type(name);
    fc.assert(
      fc.property(jsonOf(desc), fc.nat(3), (json, indent) => {
        const { text, links } = renderJson(desc, encode(desc, json), { registry, indent });
        checkLinks(desc, text, encode(desc, json), treeOf(linksOf(links)));
      }),
      { numRuns: 100 },
    );
  });
});

describe("links", () => {
  const show = (text: string, bytes: Uint8Array, links: Int32Array) =>
    linksOf(links).map(
      (link) =>
        `${text.substring(link.textStart, link.textEnd)} = ${toHex(bytes.subarray(link.byteStart, link.byteEnd))}`,
    );
  const rows: [name: string, hex: string, ...links: string[]][] = [
    ["t.Node", "0a0161 2005", '"name":"a" = 0a0161', '"rank":5 = 2005'],
    ["t.Lists", "0a0401ac0203", '"i32":[1,300,3] = 0a0401ac0203', "1 = 01", "300 = ac02", "3 = 03"],
    ["t.Lists", "120161 120162", '"a" = 120161', '"b" = 120162'],
    ["t.Lists", "0801 0a0102", "1 = 0801", "2 = 02"],
    ["t.Maps", "0a050a01611001", '"a":1 = 0a050a01611001', '"a" = 0a0161', "1 = 1001"],
    [
      "t.Node",
      "1202 2001 1203 0a0161",
      '"child":{"name":"a","rank":1} = 12022001',
      '"child":{"name":"a","rank":1} = 12030a0161',
      '"name":"a" = 0a0161',
      '"rank":1 = 2001',
    ],
    [
      "t.Known",
      "0a0d 0a07 2f742e4e6f6465 1202 2005",
      '"any":{"@type":"/t.Node","rank":5} = 0a0d0a072f742e4e6f646512022005',
      '"@type":"/t.Node" = 0a072f742e4e6f6465',
      '"rank":5 = 2005',
    ],
    ["t.Known", "6a020805", '"int64Value":"5" = 6a020805', '"5" = 0805'],
    ["t.Known", "12020805", '"time":"1970-01-01T00:00:05Z" = 12020805'],
    ["t2.Grouped", "0b 1001 0c", '"item":{"x":1} = 0b10010c', '"x":1 = 1001'],
  ];
  it.each(rows)("of %s %s", (name, hex, ...expected) => {
    const bytes = fromHex(hex);
    const { text, links } = renderJson(type(name), bytes, { registry, indent: 0 });
    expect(show(text, bytes, links)).toEqual(expected);
  });
  it("are absent when they are not wanted", () => {
    expect(renderJson(type("t.Node"), fromHex("2005"), { registry, links: false }).links).toEqual(
      new Int32Array(),
    );
    const encoded = encodeJson(type("t.Node"), '{"rank":5}', { registry, links: false });
    expect(encoded.ok && encoded.value.links).toEqual(new Int32Array());
  });
  it("are in text order when @type is not the first key", () => {
    const json = '{"any":{"rank":5,"@type":"x/t.Node"}}';
    const encoded = encodeJson(type("t.Known"), json, { registry });
    if (!encoded.ok) throw new Error("refused");
    expect(show(json, encoded.value.bytes, encoded.value.links)).toEqual([
      '"any":{"rank":5,"@type":"x/t.Node"} = 0a0e0a08782f742e4e6f646512022005',
      '"rank":5 = 2005',
      '"@type":"x/t.Node" = 0a08782f742e4e6f6465',
    ]);
  });
});
