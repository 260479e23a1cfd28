/** What protoc accepts we accept, to the same message; what it refuses we refuse; where not, it is named below. */
import { describe, expect, it } from "vitest";
import { encodeText, renderJson } from "../../../core/codec/index.ts";
import { registry, type } from "../schemas.ts";
import { openProtoc } from "./protoc.ts";

const protoc = openProtoc();

/** Texts of a type, one a line. */
const TEXTS: Readonly<Record<string, string>> = {
  "t.Scalars": String.raw`
    s: "\x4"
    s: "\X41"
    s: "\?\a\b\f\n\r\t\v\\\'\""
    s: "\u00e9\U0001f600"
    s: "a" 'b'"c"
    s: "\8"
    s: '"'
    s: "\e"
    i32: 0X1F
    i32: 017
    i32: 08
    i32: -0x10
    i32: - 1
    i32: + 1
    i32: 1f
    i32: 1.
    i32: 00
    i32: 1;;
    i32: 1;
    i32: 1,
    ; i32: 1
    i32 : 1
    i32:1 i64:2
    i32:1i64:2
    i32: 1 1
    i32: 1_0
    i32: [1]
    i32: []
    i32: 1 i32: 2
    i32: 1 # x
    i32: 1 // x
    i32:1,s:"a";b:true
    u32: -0
    u64: 18446744073709551615
    u64: 18446744073709551616
    i64: -9223372036854775808
    f32: 4294967296
    d: 1.
    d: .5
    d: 1.e5
    d: 1e5f
    d: 1F
    d: inf
    d: -inf
    d: Infinity
    d: INF
    d: infinityf
    d: inff
    d: nan
    d: -nan
    d: 0x1
    d: 017
    d: 09
    d: 00.5
    d: 0.5
    d: 1e999
    d: -1e999
    f: 1e39
    d: 1e
    d: 1e+
    d: - 1
    d: - inf
    d: --1
    d: 1.5.2
    d: 1_0
    d: 18446744073709551616
    b: t
    b: T
    b: TRUE
    b: True
    b: 1
    b: 01
    b: 0x1
    b: 0
    b: 2
    b: -1
    b: "true"
    b: 1.0
    color: RED
    color: red
    color: 1
    color: 99
    color: -5
    color: 0x1
    color: 1.0
    color: "RED"
    color: 4294967295
    raw: "\xff\000\377"
    [t.x]: 1
    #c`,
  "t.Node": `
    child { }
    child: { }
    child < >
    child: < >
    child { >
    child [{}]
    child: [{}]
    kids [{}, {}]
    kids: [{}, <>]
    kids: [{},]
    kids []
    kids {} kids {}
    kids: {} ,kids {};
    name "a"
    rank: 1 rank: 2
    Child {}
    child {;}
    child {rank:1;}
    child 5`,
  "t.Lists": `
    i32: [1,2]
    i32: [1,2,]
    i32: [] i32: 3
    i32: [[1]]
    i32: 1 s: "x" i32: 2
    s: ["a" "b", "c"]
    i32 [1]
    color: [RED, 1]
    node: [{},{name:"x"}]`,
  "t.Maps": `
    s { key: "a" value: 1 }
    s { value: 1 key: "a" }
    s { key: "a" }
    s { value: 1 }
    s {}
    s: {key: "a"} s: {key:"a" value:2}
    s: [{key:"a"},{key:"b"}]
    s { key: "a" key: "b" }
    b { key: true value: "x" }
    b { key: 1 }
    node { key: "a" value {} }
    node { key: "a" }
    color { key: "a" }`,
  "t2.Grouped": `
    Item { x: 1 }
    item { x: 1 }
    ITEM { x: 1 }
    Item: { x: 1 }
    Many { z: 1 } Many {z: 2}
    many [{z:1}]
    Item { Deep { y: "a" } }`,
  "t2.Basic": `
    [t2.extra]: 1
    [ t2 . extra ]: 1
    [.t2.extra]: 1
    [t2/extra]: 1
    [t2.tags]: ["a"]
    [t2.nested] { i32: 1 }
    [t2.Scope.inner]: "x"
    [t2.no]: 1
    [t2.extra]: 1 [t2.extra]: 2
    closed: YES
    closed: 4
    closed: 5
    picked: YES number: 1
    number: 1 number: 2`,
  "t.Known": `
    any { [type.googleapis.com/t.Node] { name: "a" } }
    any { [type.example.com/t.Node] { name: "a" } }
    any { [type.googleapis.com/t.Node]: < > }
    any { [ type.googleapis.com / t.Node ] {} }
    any { [a/b/t.Node] {} }
    any { [type.googleapis.com/a%20b/t.Node] {} }
    any { [type.googleapis.com/t.Node]: 1 }
    any { [type.googleapis.com/t.Node] {}, }
    any { [type.googleapis.com/t.Node] {} type_url: "x" }
    any { [type.googleapis.com/no.Such] {} }
    any { [t.Node] {} }
    any { type_url: "a/b" value: "x" }
    time { seconds: 1 }
    struct { fields { key: "a" value { number_value: 1 } } }`,
  "t23.Edition": `
    required: 1 delimited { x: 1 }
    required: 1 Delimited { x: 1 }
    required: 1 Part { x: 1 }
    required: 1 many { inner { x: 1 } } many {}
    required: 1 implicit: 0 explicit: 0
    required: 1 unchecked: "\\377"
    required: 1 shut: 3
    required: 1 open: 3`,
};

const rows = Object.entries(TEXTS).flatMap(([name, texts]) =>
  texts
    .trim()
    .split("\n")
    .map((text) => [name, text.trim()] as const),
);

function show(name: string, bytes: Uint8Array | undefined): string {
  return bytes === undefined ? "refused" : renderJson(type(name), bytes, { registry, indent: 0 }).text;
}

function ours(name: string, text: string): string {
  const encoded = encodeText(type(name), text, { registry });
  return show(name, encoded.ok ? encoded.value.bytes : undefined);
}

describe("protoc agrees on", () => {
  it.each(rows)("%s %j", (name, text) => {
    expect(ours(name, text)).toBe(show(name, protoc(name, "encode", text)));
  });
});

describe("protoc is another opinion on", () => {
  it.each([
    ["an octal escape beyond a byte, which it cuts", "t.Scalars", 's: "\\400"', '{"s":"\\u0000"}'],
    [
      "two escaped halves of a surrogate pair, which the conformance suite refuses",
      "t.Scalars",
      's: "\\ud83d\\ude00"',
      '{"s":"\u{1f600}"}',
    ],
    [
      "bytes in a string that are no UTF-8, which no parser takes",
      "t.Scalars",
      's: "\\xff"',
      '{"s":"\ufffd"}',
    ],
    ["a missing required field, of which it only warns", "t2.Strict", "id: 1", '{"id":1}'],
  ])("%s", (_title, name, text, theirs) => {
    expect([ours(name, text), show(name, protoc(name, "encode", text))]).toEqual(["refused", theirs]);
  });
});
