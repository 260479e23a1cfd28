import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeJson, renderJson } from "../../core/codec/index.ts";
import { jsonPatches } from "../../core/edit/json/json-patches.ts";
import { applyPatches } from "../../core/edit/patch.ts";
import { repairLengths } from "../../core/edit/repair.ts";
import { type RecordTable, readHeader } from "../../core/wire/records.ts";
import { fromHex, registry, typeNamed } from "../wire/schema.ts";
import { invertPatches } from "./invert.ts";
import { randomOf, scramble } from "./scramble.ts";

function encoded(json: string, typeName = "t.T"): Uint8Array {
  const result = encodeJson(typeNamed(typeName), json, { registry, verbatim: true });
  if (!result.ok) throw new Error(result.findings[0]?.message);
  return result.value.bytes;
}

function jsonOf(bytes: Uint8Array, typeName = "t.T"): string {
  return renderJson(typeNamed(typeName), bytes, { registry }).text;
}

/** The patches of an edit that makes the JSON of bytes `after`. */
function edit(bytes: Uint8Array, after: string, typeName = "t.T") {
  const change = { before: encoded(jsonOf(bytes, typeName), typeName), after: encoded(after, typeName) };
  const { table, patches } = jsonPatches({ bytes, type: typeNamed(typeName), registry }, [change]);
  return { table, leaves: patches, patches: repairLengths(table, patches) };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
}

type Row = readonly [name: string, before: string, json: string, after: string, type?: string];

const ROWS: readonly Row[] = [
  ["a leaf two levels down", "22 04 22 02 08 05", '{"m": {"m": {"a": 6}}}', "22 04 22 02 08 06"],
  ["the lengths around it", "22 04 22 02 08 05", '{"m": {"m": {"a": 300}}}', "22 05 22 03 08 AC 02"],
  [
    "an overlong length keeps its width",
    "22 86 00 22 82 80 00 08 05",
    '{"m": {"m": {"a": 300}}}',
    "22 87 00 22 83 80 00 08 AC 02",
  ],
  ["unknown fields beside it", "22 05 08 05 98 06 01", '{"m": {"a": 6}}', "22 05 08 06 98 06 01"],
  ["a zero that is on the wire", "22 02 08 00", '{"m": {"a": 7}}', "22 02 08 07"],
  ["a zero that is typed", "08 07", '{"a": 0}', "08 00"],
  ["a zero that is taken away", "08 00", "{}", ""],
  ["the last of two values", "08 01 08 02", '{"a": 3}', "08 01 08 03"],
  ["both of two values taken away", "08 01 08 02", "{}", ""],
  [
    "one of two merged parts",
    "22 02 08 01 22 03 12 01 61",
    '{"m": {"a": 1, "s": "b"}}',
    "22 02 08 01 22 03 12 01 62",
  ],
  [
    "a new field of two merged parts",
    "22 02 08 01 22 00",
    '{"m": {"a": 1, "f": true}}',
    "22 02 08 01 22 02 30 01",
  ],
  ["an item of a packed list", "1A 03 01 02 03", '{"p": [1, 9, 3]}', "1A 03 01 09 03"],
  ["a larger item of one", "1A 03 01 02 03", '{"p": [1, 300, 3]}', "1A 04 01 AC 02 03"],
  ["items in two forms", "18 01 1A 02 02 03 18 04", '{"p": [1, 2, 7, 8]}', "18 01 1A 02 02 07 18 08"],
  ["an item out of the middle", "1A 03 01 02 03", '{"p": [1, 3]}', "1A 02 01 03"],
  ["an item put in between", "1A 02 01 03", '{"p": [1, 2, 3]}', "1A 03 01 02 03"],
  ["an item after one that is not packed", "18 01", '{"p": [1, 2]}', "18 01 18 02"],
  ["the last item of a packed list", "1A 01 05 08 01", '{"a": 1}', "08 01"],
  ["overlong items stay", "1A 04 81 00 82 00", '{"p": [1, 3]}', "1A 03 81 00 03"],
  ["a list that is new", "08 01", '{"a": 1, "p": [1, 2]}', "08 01 1A 02 01 02"],
  ["the value of a map entry", "42 05 0A 01 61 10 01", '{"mp": {"a": 2}}', "42 05 0A 01 61 10 02"],
  ["the key of a map entry", "42 05 0A 01 61 10 01", '{"mp": {"bc": 1}}', "42 06 0A 02 62 63 10 01"],
  ["value before key", "42 05 10 01 0A 01 61", '{"mp": {"a": 2}}', "42 05 10 02 0A 01 61"],
  ["a missing value", "42 03 0A 01 61", '{"mp": {"a": 2}}', "42 05 0A 01 61 10 02"],
  [
    "an unknown field of an entry",
    "42 07 0A 01 61 10 01 18 05",
    '{"mp": {"a": 2}}',
    "42 07 0A 01 61 10 02 18 05",
  ],
  [
    "of a key twice the last",
    "42 05 0A 01 61 10 01 42 05 0A 01 61 10 02",
    '{"mp": {"a": 3}}',
    "42 05 0A 01 61 10 01 42 05 0A 01 61 10 03",
  ],
  ["a key twice is gone", "42 05 0A 01 61 10 01 42 05 0A 01 61 10 02", "{}", ""],
  [
    "a new entry",
    "42 05 0A 01 61 10 01 08 01",
    '{"a": 1, "mp": {"a": 1, "b": 2}}',
    "42 05 0A 01 61 10 01 42 05 0A 01 62 10 02 08 01",
  ],
  ["a member of a oneof", "48 01 52 01 61", '{"x": 5}', "48 05"],
  ["a member that was overwritten stays so", "48 01 52 01 61", '{"y": "b"}', "48 01 52 01 62"],
  ["no member of a oneof", "48 01 52 01 61 08 01", '{"a": 1}', "08 01"],
  ["five bytes of a negative int32 stay", "08 FF FF FF FF 0F 30 01", '{"a": -1}', "08 FF FF FF FF 0F"],
  ["bits of a NaN stay", "6D 01 00 80 7F 08 01", '{"a": 2, "fl": "NaN"}', "6D 01 00 80 7F 08 02"],
  [
    "a front item and a field of the message before",
    "22 02 08 01 18 05",
    '{"m": {"a": 1, "f": true}, "p": [4, 5]}',
    "22 04 08 01 30 01 18 04 18 05",
  ],
  ["a wrong wire type stays", "0D 01 02 03 04 08 01", '{"a": 2}', "0D 01 02 03 04 08 02"],
  ["a damaged end stays an end", "08 01 12 05 61", '{"a": 1, "s": "a", "u": "3"}', "08 01 58 03 12 05 61"],
  [
    "inside an Any",
    `0A 22 0A 1C ${hexOf(new TextEncoder().encode("type.googleapis.com/t.Status"))} 12 02 08 01`,
    '{"details": [{"@type": "type.googleapis.com/t.Status", "code": 2}]}',
    `0A 22 0A 1C ${hexOf(new TextEncoder().encode("type.googleapis.com/t.Status"))} 12 02 08 02`,
    "t.Known",
  ],
  ["a timestamp", "12 04 08 05 10 00", '{"at": "1970-01-01T00:00:06Z"}', "12 04 08 06 10 00", "t.Known"],
  ["in a group", "08 01 23 08 05 24", '{"r": 1, "g": {"i": 300}}', "08 01 23 08 AC 02 24", "t2.T"],
  ["beside an enum number that a closed enum lacks", "08 01 28 07", '{"r": 2}', "08 02 28 07", "t2.T"],
  ["what lacks a required field", "30 01 48 05", '{"wide": "6"}', "30 01 48 06", "t2.T"],
  ["an extension", "08 01 A2 06 01 61", '{"r": 1, "[t2.ext]": "b"}', "08 01 A2 06 01 62", "t2.T"],
];

describe("jsonPatches", () => {
  const rows = ROWS.map(
    ([name, before, json, after, type = "t.T"]) => [name, before, json, after, type] as const,
  );
  it.each(rows)("%s: %s", (_name, before, json, after, type) => {
    const bytes = fromHex(before);
    const { patches } = edit(bytes, json, type);
    const edited = applyPatches(bytes, patches);
    expect(hexOf(edited)).toBe(after);
    expect(applyPatches(edited, invertPatches(bytes, patches))).toEqual(bytes);
  });
});

/** Values of `t.T` as JSON. */
const value: fc.Memo<Record<string, unknown>> = fc.memo((depth) => {
  const int32 = fc.integer({ min: -3, max: 300 });
  const text = fc.string({ maxLength: 4, unit: "grapheme-ascii" });
  const member = fc.constantFrom("x", "y");
  return fc
    .record(
      {
        a: int32,
        s: text,
        p: fc.array(int32, { maxLength: 5 }),
        m: depth > 1 ? value(depth - 1) : fc.constant({}),
        f: fc.boolean(),
        e: fc.constantFrom("Z", "A"),
        mp: fc.dictionary(text, int32, { maxKeys: 3, noNullPrototype: true }),
        oneof: fc.tuple(member, int32, text),
        u: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
        z: int32,
        fl: fc.constantFrom(0.5, -2, "NaN"),
      },
      { requiredKeys: [] },
    )
    .map(({ oneof, ...rest }) => {
      if (oneof === undefined) return rest;
      const [name, number, string] = oneof;
      return { ...rest, [name]: name === "x" ? number : string };
    });
});

const seed = fc.integer();
const IS_LONG = process.env["BYTEGLASS_LONG"] === "1";
const RUNS = IS_LONG ? 20_000 : 300;
/** In ms. */
const TIMEOUT = IS_LONG ? 3_600_000 : 60_000;

describe("laws of JSON edits", () => {
  it(
    "make the bytes say the JSON, whatever form they had, and undo gives the bytes back",
    () => {
      const law = fc.property(value(3), value(3), seed, (old, next, number) => {
        const bytes = scramble(encoded(JSON.stringify(old)), randomOf(number));
        const { patches } = edit(bytes, JSON.stringify(next));
        const edited = applyPatches(bytes, patches);
        expect(JSON.parse(jsonOf(edited))).toEqual(JSON.parse(jsonOf(encoded(JSON.stringify(next)))));
        expect(applyPatches(edited, invertPatches(bytes, patches))).toEqual(bytes);
      });
      fc.assert(law, { numRuns: RUNS });
    },
    TIMEOUT,
  );

  it(
    "of nothing change nothing",
    () => {
      const law = fc.property(value(3), seed, (old, number) => {
        const bytes = scramble(encoded(JSON.stringify(old)), randomOf(number));
        expect(edit(bytes, jsonOf(bytes)).patches).toEqual([]);
      });
      fc.assert(law, { numRuns: RUNS });
    },
    TIMEOUT,
  );

  it(
    "of one leaf touch only its own bytes and the lengths around it",
    () => {
      const law = fc.property(value(3), seed, fc.nat(), (old, number, choice) => {
        const bytes = scramble(encoded(JSON.stringify(old)), randomOf(number));
        const json: unknown = JSON.parse(jsonOf(bytes));
        const leaves = leavesOf(json);
        const leaf = leaves[choice % Math.max(1, leaves.length)];
        if (leaf === undefined) return;
        const { links } = renderJson(typeNamed("t.T"), bytes, { registry });
        leaf.change();
        const { leaves: patches, table } = edit(bytes, JSON.stringify(json));
        expect(patches).toHaveLength(1);
        const [patch] = patches;
        // The patch lies in a record of the leaf's own path: no link of another leaf covers it.
        const covering = [...linksOf(links)].filter(
          ({ start, end }) => start <= (patch?.start ?? 0) && (patch?.end ?? 0) <= end,
        );
        expect(covering.length).toBeGreaterThan(0);
        const around = lengthsAround(table, patch?.parent ?? -1);
        const lengths = repairLengths(table, patches).filter(({ start }) => start !== patch?.start);
        for (const { start } of lengths) expect(around).toContain(start);
      });
      fc.assert(law, { numRuns: RUNS });
    },
    TIMEOUT,
  );
});

function* linksOf(links: Int32Array): Generator<{ start: number; end: number }> {
  for (let at = 0; at < links.length; at += 4) yield { start: links[at + 2] ?? 0, end: links[at + 3] ?? 0 };
}

/** Where the lengths of a record and of all records around it start. */
function lengthsAround({ bytes, records }: RecordTable, record: number): readonly number[] {
  const starts: number[] = [];
  for (let at = record; at >= 0; at = records.parent[at] ?? -1)
    starts.push(readHeader({ bytes, records }, at).length?.start ?? -1);
  return starts;
}

interface Leaf {
  readonly change: () => unknown;
}

/** Numbers, texts and flags in a JSON value, each with a way to give it another value of its type. */
function leavesOf(json: unknown): readonly Leaf[] {
  if (typeof json !== "object" || json === null) return [];
  const holder = json as Record<string, unknown>;
  return Object.keys(holder).flatMap((key): readonly Leaf[] => {
    const old = holder[key];
    const set = (next: unknown) => [{ change: () => Object.assign(holder, { [key]: next }) }];
    if (typeof old === "number") return set(old === 300 ? 5 : 300);
    if (typeof old === "boolean") return set(!old);
    if (key === "u") return set(old === "7" ? "8" : "7");
    if (key === "e") return set(old === "A" ? "Z" : "A");
    if (key === "fl") return set(1.5);
    if (typeof old === "string") return set(`${old}!`);
    return leavesOf(old);
  });
}
