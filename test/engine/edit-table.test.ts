/** Edits of hard payloads, before → action → after, through the engine; and that opening alone changes no byte. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Edit } from "../../core/contract/edit.ts";
import { fromHex } from "../wire/schema.ts";
import { bytesOf, engine, open, withInspector } from "./inspector.ts";

withInspector();

/** `1`: the record of the row with that path. */
type Action = (record: (path: string) => number) => Edit;

const set =
  (path: string, text: string): Action =>
  (record) => ({ kind: "set-value", record: record(path), text });

const ROWS: readonly (readonly [
  name: string,
  before: string,
  Action,
  repair: boolean,
  after: string,
  findings: string,
])[] = [
  ["E1", "12 02 08 05", set("2.1", "300"), true, "12 03 08 AC 02", ""],
  ["E2", "12 82 00 08 05", set("2.1", "6"), true, "12 82 00 08 06", "length-overlong"],
  ["E3", "12 82 00 08 05", set("2.1", "300"), true, "12 83 00 08 AC 02", "length-overlong"],
  ["E5", "00 00 00 00 03 08 96 01", set("1", "300"), true, "00 00 00 00 03 08 AC 02", ""],
  ["E5 with a longer value", "00 00 00 00 02 08 05", set("1", "300"), true, "00 00 00 00 03 08 AC 02", ""],
  ["E6", "08 96 01 0A", (record) => ({ kind: "delete", record: record("1[1]") }), true, "08 96 01", ""],
  ["E7", "10 02 08 01", set("1", "3"), true, "10 02 08 03", "field-order"],
  [
    "E8",
    "12 02 08 05",
    (record) => ({ kind: "set-length", record: record("2"), length: 5 }),
    false,
    "12 05 08 05",
    "truncated-payload",
  ],
];

describe("edits", () => {
  it.each(ROWS)("%s", async (_name, before, action, repair, after, findings) => {
    const { documentId } = await open(before);
    const rows = await engine.readTree({ documentId, start: 0, end: 50 });
    const edit = action((path) => rows.find((row) => row.path === path)?.record ?? -1);
    const edited = await engine.editDocument({ documentId, edit, repair });
    expect(await bytesOf(edited.document)).toBe(after);
    const own = edited.document.findings.map(({ code }) => code);
    expect(own.filter((code) => !code.startsWith("reading-")).join(" ")).toBe(findings);
    const back = edited.patches.reduceRight(undo(fromHex(before)), fromHex(after));
    expect(back).toEqual(fromHex(before));
  });
});

/** Puts the bytes back that a patch replaced; from the last patch to the first, offsets before them stay. */
function undo(before: Uint8Array) {
  return (
    bytes: Uint8Array,
    patch: { start: number; end: number; bytes: Uint8Array },
    at: number,
    all: readonly { start: number; end: number; bytes: Uint8Array }[],
  ) => {
    const shift = all.slice(0, at).reduce((sum, one) => sum + one.bytes.length - (one.end - one.start), 0);
    const start = patch.start + shift;
    const rest = bytes.subarray(start + patch.bytes.length);
    return Uint8Array.of(...bytes.subarray(0, start), ...before.subarray(patch.start, patch.end), ...rest);
  };
}

function payloads(): readonly (readonly [string, string, string | undefined])[] {
  const files = [
    ["wire.txt", undefined],
    ["proto3.txt", "t.T"],
    ["frames.txt", undefined],
    ["frames.txt", "t.T"],
  ] as const;
  return files.flatMap(([name, typeName]) =>
    readFileSync(new URL(`../../proto-samples/payloads/${name}`, import.meta.url), "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "" && !line.startsWith("#"))
      .map((line) => {
        const [title = "", hex = ""] = line.split("|");
        return [title.trim(), hex.trim(), typeName] as const;
      }),
  );
}

describe("E9: what is only opened has the same bytes", () => {
  it.each(payloads())("%s: %s %s", async (_name, hex, typeName) => {
    const document = await open(hex, typeName);
    // The payload of a lone compressed frame is shown in its stead; the frame is where it came from.
    const id = document.origin?.documentId ?? document.documentId;
    const bytes = fromHex(hex);
    const opened = await engine.readBytes({ documentId: id, start: 0, end: bytes.length + 1 });
    expect(Buffer.from(opened).toString("hex")).toBe(Buffer.from(bytes).toString("hex"));
  });
});
