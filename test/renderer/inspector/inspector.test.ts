import { describe, expect, it } from "vitest";
import type { ByteRun } from "../../../core/contract/document-diff.ts";
import type { Frame } from "../../../core/contract/frames.ts";
import type { RecordReadings, ValueReading } from "../../../core/contract/readings.ts";
import type { SizeNode } from "../../../core/contract/sizes.ts";
import type { DocumentSummary, Selection, WireTypeName } from "../../../core/contract/views.ts";
import { byteLines } from "../../../renderer/diff/byte-lines.ts";
import { candidatesFor } from "../../../renderer/diff/candidates.ts";
import { breakagesOf } from "../../../renderer/edit/breakage.ts";
import { runsOf } from "../../../renderer/edit/rebuild.ts";
import { frameWords } from "../../../renderer/frames/words.ts";
import { matchWords } from "../../../renderer/match/words.ts";
import { ambiguityWords, likelihood } from "../../../renderer/readings/words.ts";
import { layOut, sizeClass } from "../../../renderer/sizes/treemap.ts";
import { NO_DRAFTS, newPayload, newRequest, openTab } from "../../../renderer/state/drafts.ts";
import { bodyText } from "../../../renderer/tree/editable-text.ts";
import { stateWords } from "../../../renderer/tree/row-state.ts";

describe("readings in words", () => {
  const readings = (part: Partial<RecordReadings>): RecordReadings => ({
    record: 0,
    path: "1",
    shown: "string",
    decidedBy: "guess",
    confidence: "sure",
    gap: 30,
    runnerUp: "bytes",
    pooledCount: 1,
    readings: [],
    refused: [],
    ...part,
  });
  it.each([
    [{}, "Sure: bytes is 30 bits behind."],
    [
      { confidence: "probable", gap: 12.4, pooledCount: 5 },
      "Probably so: bytes is 12 bits behind, over 5 occurrences.",
    ],
    [
      { confidence: "ambiguous", gap: 0.4 },
      "The two best readings differ by less than one bit. A second sample would settle it.",
    ],
    [{ gap: undefined, runnerUp: undefined }, "Nothing else fits."],
    [{ decidedBy: "schema" }, "The schema says how it is read."],
    [{ decidedBy: "choice" }, "You chose this reading."],
  ] as const)("%j", (part, words) =>
    expect(ambiguityWords(readings(part as Partial<RecordReadings>))).toBe(words),
  );

  const reading = (type: string, cost?: number): ValueReading => ({
    type,
    value: "",
    evidence: [],
    canonical: true,
    ...(cost === undefined ? {} : { cost }),
  });
  it("halves the bar with every eight bits", () => {
    const all = [reading("a", 40), reading("b", 48), reading("c")];
    expect(all.map((one) => likelihood(one, all))).toEqual([1, 0.5, undefined]);
  });
});

describe("frames and matches in words", () => {
  const frame: Frame = {
    index: 0,
    framing: "grpc",
    role: "message",
    span: { start: 0, end: 8 },
    header: { start: 0, end: 5 },
    payload: { start: 5, end: 8 },
    flags: 1,
    length: 3,
    compression: "gzip",
    text: "",
    record: 0,
    findings: [],
  };
  it.each([
    [frame, "gRPC message, flags 01, length 3"],
    [
      { ...frame, framing: "grpc-web", role: "trailers", flags: 128 },
      "gRPC-Web trailers, flags 80, length 3",
    ],
    [{ ...frame, framing: "delimited", flags: 0 }, "varint-delimited message, length 3"],
    [
      { ...frame, framing: "connect", role: "end-stream", flags: 2 },
      "Connect end of the stream, flags 02, length 3",
    ],
  ] as const)("%#", (one, words) => expect(frameWords(one)).toBe(words));

  const match = { typeName: "M", byteLength: 9, explainedByteLength: 9, declaredFieldCount: 9 };
  it.each([
    [{ ...match, knownFieldCount: 2, unknownFieldCount: 0, doubts: [] }, "2 of 2 fields known, 9 declared"],
    [
      { ...match, knownFieldCount: 0, unknownFieldCount: 1, doubts: ["a", "b"] },
      "0 of 1 field known, 9 declared; a, b",
    ],
  ])("%#", (one, words) => expect(matchWords(one)).toBe(words));
});

describe("breaking on purpose", () => {
  const selection = (length?: { start: number; end: number }): Selection => ({
    record: 3,
    treeRow: 3,
    path: "1",
    bytes: { start: 10, end: 16 },
    tag: { start: 10, end: 11 },
    value: { start: 12, end: 16 },
    description: "",
    excerpt: "",
    ...(length === undefined ? {} : { length }),
  });
  it.each<readonly [WireTypeName, readonly string[]]>([
    ["VARINT", ["truncate", "pad-varint", "duplicate", "set-wire-type"]],
    ["I32", ["truncate", "duplicate", "set-wire-type"]],
    ["LEN", ["truncate", "pad-varint", "set-length", "break-utf8", "duplicate", "set-wire-type"]],
    ["SGROUP", ["truncate", "unclose-group", "duplicate", "set-wire-type"]],
    ["EGROUP", ["truncate"]],
  ])("a %s record", (wireType, kinds) =>
    expect(breakagesOf(selection({ start: 11, end: 12 }), wireType).map(({ edit }) => edit.kind)).toEqual(
      kinds,
    ),
  );
  it("cuts a value in the middle, and says one byte more than there is", () => {
    const edits = breakagesOf(selection({ start: 11, end: 12 }), "LEN");
    expect(edits.map(({ edit }) => edit)).toContainEqual({ kind: "truncate", at: 14 });
    expect(edits.map(({ edit }) => edit)).toContainEqual({ kind: "set-length", record: 3, length: 5 });
  });
});

describe("sizes as areas", () => {
  const node = (parent: number, label: string, byteLength: number, number = 1): SizeNode => ({
    parent,
    path: label,
    label,
    typeName: "",
    number,
    count: 1,
    byteLength,
    tagByteLength: 1,
    lengthByteLength: 1,
    valueByteLength: 0,
    record: 0,
  });
  const nodes = [node(-1, "", 40, 0), node(0, "a", 30), node(0, "b", 10), node(1, "c", 20), node(1, "d", 10)];
  it("gives every field without fields a box as large as its bytes", () => {
    const boxes = layOut(nodes, 300, 100);
    expect(boxes.map(({ node: { label } }) => label).sort()).toEqual(["b", "c", "d"]);
    for (const {
      width,
      height,
      node: { byteLength },
    } of boxes)
      expect((width * height) / byteLength / (30_000 / 40)).toBeGreaterThan(0.85);
  });
  it("draws nothing where there is no room or nothing to draw", () => {
    expect(layOut(nodes, 0, 100)).toEqual([]);
    expect(layOut([], 300, 100)).toEqual([]);
  });
  it.each([
    [node(0, "a", 1), "I64", "i64"],
    [node(0, "a", 1), undefined, "plain"],
    [node(0, "gap", 1, 0), "LEN", "gap"],
    [node(0, "frames", 1, 0), "LEN", "plain"],
  ] as const)("%#", (one, wireType, name) => expect(sizeClass(one, wireType)).toBe(name));
});

describe("differences", () => {
  const runs: readonly ByteRun[] = [
    { kind: "same", before: { start: 0, end: 2 }, after: { start: 0, end: 2 } },
    { kind: "changed", before: { start: 2, end: 3 }, after: { start: 2, end: 12 } },
    { kind: "removed", before: { start: 3, end: 4 }, after: { start: 12, end: 12 } },
    { kind: "same", before: { start: 4, end: 24 }, after: { start: 12, end: 32 } },
  ];
  it("stand side by side, eight bytes a line, long equal runs counted", () => {
    const lines = byteLines(runs, new Uint8Array(24).fill(1), new Uint8Array(32).fill(2), 100);
    expect(lines.map(({ before, after }) => `${before} | ${after}`)).toEqual([
      "01 01 | 01 01",
      "01 | 02 02 02 02 02 02 02 02",
      " | 02 02",
      "01 | ",
      "20 bytes the same | 20 bytes the same",
    ]);
    expect(byteLines(runs, new Uint8Array(24), new Uint8Array(32), 2)).toHaveLength(2);
  });

  it("can be taken with all that is open, and with the bytes before the edits", () => {
    const document = (documentId: string) => ({ documentId }) as DocumentSummary;
    const one = newPayload("p", { kind: "text", text: "08" }, "one.bin");
    const two = newPayload("q", { kind: "text", text: "09" }, "two.bin");
    const request = newRequest("r", { method: "p.S/M" });
    const drafts = [one, two, request].reduce(openTab, NO_DRAFTS);
    const payloads = {
      p: { key: "", phase: "ready" as const, document: document("p0") },
      q: { key: "", phase: "ready" as const, document: document("q0") },
    };
    const compositions = { r: { key: "", lastDocument: document("r0") } };
    const open = { drafts, payloads, edited: {}, compositions, runs: {} };
    expect(candidatesFor(open, "p", "p1").map(({ label }) => label)).toEqual([
      "before the edits",
      "two.bin",
      "M: request",
    ]);
    expect(candidatesFor(open, "p", "p0").map(({ label }) => label)).toEqual(["two.bin", "M: request"]);
  });
});

describe("edits that are made again", () => {
  const step = (record?: number) => ({
    title: "",
    patches: [],
    ...(record === undefined ? {} : { reading: { record } }),
  });
  it("go together while they are patches; other readings go alone", () =>
    expect(runsOf([step(), step(), step(1), step(2), step()]).map((run) => run.length)).toEqual([
      2, 1, 1, 1,
    ]));
});

describe("values that are typed", () => {
  it.each([
    [[0x48, 0x69], "string", { text: "Hi", type: "string" }],
    [[0xff, 0x69], "string", { text: "ff 69", type: "hex" }],
    [[8, 1], "message", { text: "08 01", type: "hex" }],
    [[], "none", { text: "", type: "string" }],
  ] as const)("%j as %s", (bytes, kind, text) =>
    expect(bodyText(Uint8Array.from(bytes), kind)).toEqual(text),
  );
  it.each([
    ["set", ""],
    ["absent", "absent"],
    ["overwritten", "overwritten"],
    ["default", "default, yet written"],
  ] as const)("a row that is %s", (state, words) => expect(stateWords(state)).toBe(words));
});
