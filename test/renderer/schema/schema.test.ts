import { describe, expect, it } from "vitest";
import type { SchemaSource } from "../../../core/contract/params.ts";
import type { ChangeCounts, SavedCheck } from "../../../core/contract/schema.ts";
import type { SchemaChange } from "../../../core/contract/views.ts";
import type { ErrorRecord } from "../../../core/error.ts";
import {
  changedFiles,
  fileExists,
  foreignFolder,
  linksInside,
  unsafeNames,
  unwritable,
} from "../../../core/schema/export/refusals.ts";
import { hoverParts } from "../../../renderer/editor/field-hover.ts";
import { commentParagraphs } from "../../../renderer/schema/docs/comment-paragraphs.ts";
import { changeHead, changeValues, driftWords } from "../../../renderer/schema/drift/change-words.ts";
import type { Drift } from "../../../renderer/schema/drift/drifts.ts";
import { marksWithin, savedMarks } from "../../../renderer/schema/drift/saved-marks.ts";
import { exportSteps } from "../../../renderer/schema/export/export-steps.ts";
import { pairLines } from "../../../renderer/schema/sources/pair-lines.ts";
import {
  addItems,
  moveItem,
  reflectedSources,
  removeItem,
} from "../../../renderer/schema/sources/source-edits.ts";

const counts = (breaking: number, lossy: number, compatible = 0) => ({
  all: breaking + lossy + compatible,
  breaking,
  lossy,
  compatible,
});

describe("a list of sources", () => {
  it.each<[number, -1 | 1, string]>([
    [0, 1, "bac"],
    [2, -1, "acb"],
    [0, -1, "abc"],
    [2, 1, "abc"],
    [7, 1, "abc"],
  ])("with %d moved by %d", (from, step, moved) => {
    expect(moveItem(["a", "b", "c"], from, step).join("")).toBe(moved);
  });

  it("loses and gains", () => {
    expect(removeItem(["a", "b"], 0)).toEqual(["b"]);
    expect(addItems(["a", "b"], ["b", "c"])).toEqual(["a", "b", "c"]);
  });

  const server = { target: "a:1", security: { mode: "auto" as const } };
  const reflection = (metadata: { name: string; value: string }[]): SchemaSource => ({
    kind: "reflection",
    server,
    metadata,
    version: "v1alpha",
  });
  const files: SchemaSource = { kind: "proto", files: ["a.proto"], importPaths: [] };
  const own = [{ name: "own", value: "1" }];
  const sent = [{ name: "sent", value: "2" }];
  const connection = { id: "x", sample: false, phase: "idle", operationId: "", stage: "" } as const;

  it.each([
    [undefined, [{ kind: "reflection", server, metadata: sent, version: "auto" }]],
    [{ ...connection, sources: [files, reflection(own)] }, [files, reflection(sent)]],
    [{ ...connection, ownMetadata: true, sources: [files, reflection(own)] }, [files, reflection(own)]],
    [{ ...connection, sources: [files] }, [{ kind: "reflection", server, metadata: sent, version: "auto" }]],
  ])("keeps what was set when its server is connected to again", (known, expected) => {
    expect(reflectedSources(known, server, sent)).toEqual(expected);
  });
});

describe("two declarations side by side", () => {
  it.each<[string, string, readonly string[]]>([
    ["a\nb\nc", "a\nx\nc", ["a|a", "b|x", "c|c"]],
    ["a\nc", "a\nb\nc", ["a|a", "-|b", "c|c"]],
    ["a\nb", "", ["a|-", "b|-"]],
    ["", "", []],
    ["a\nb\nc", "c", ["a|-", "b|-", "c|c"]],
  ])("pair %j with %j", (first, second, pairs) => {
    expect(pairLines(first, second).map(([a = "-", b = "-"]) => `${a}|${b}`)).toEqual(pairs);
  });

  it("are laid side by side as they are when they are long", () => {
    const long = Array.from({ length: 1000 }, (_, at) => String(at)).join("\n");
    expect(pairLines(long, "0")).toHaveLength(1000);
  });
});

describe("changes in words", () => {
  const change = (part: Partial<SchemaChange>): SchemaChange => ({
    symbol: "p.M.f",
    subject: "field",
    kind: "retyped",
    before: "int32",
    after: "string",
    wire: "breaking",
    json: "lossy",
    why: "",
    ...part,
  });
  it.each<[Partial<SchemaChange>, string, string]>([
    [{}, "field retyped", "int32 → string"],
    [{ kind: "added", before: "", after: "int32 f = 1" }, "field added", "int32 f = 1"],
    [{ kind: "removed", before: "p.M.f", after: "" }, "field removed", ""],
    [{ kind: "json-name", before: "", after: "x" }, "field json name changed", "none → x"],
    [{ kind: "more", after: "12" }, "and 12 more", ""],
  ])("%j", (part, head, values) => {
    expect([changeHead(change(part)), changeValues(change(part))]).toEqual([head, values]);
  });

  it.each<[ChangeCounts, number, number, string]>([
    [counts(1, 0), 0, 0, "1 change, 1 of them breaking"],
    [counts(0, 1, 1), 1, 0, "2 changes; 1 open request no longer fits"],
    [counts(0, 1), 2, 0, "1 change; 2 open requests no longer fit"],
    [counts(0, 1), 1, 1, "1 change; 1 open request and 1 saved request no longer fit"],
  ])("are counted: %j", (changes, open, saved, words) => {
    expect(driftWords(changes, open, saved)).toBe(words);
  });
});

describe("saved requests that no longer fit", () => {
  const finding = (path: string) => ({
    code: "unknown-field",
    severity: "error" as const,
    message: "No.",
    path,
  });
  const check = (file: string, paths: readonly string[]): SavedCheck => ({
    id: file,
    name: file,
    file,
    method: "p.S/M",
    outcome: "does-not-fit",
    findings: paths.map(finding),
  });
  const drift = (saved: readonly SavedCheck[]): Drift => ({
    beforeId: "1",
    afterId: "2",
    counts: counts(1, 0),
    drafts: [],
    saved,
    isSeen: true,
  });
  const head = "The schema of a:1 changed: this request no longer fits.";

  it.each<[readonly string[], string]>([
    [["x"], `${head}\n• x: No.`],
    [["x", ""], `${head}\n• x: No.\n• No.`],
    [
      ["1", "2", "3", "4", "5", "6", "7"],
      `${head}\n• 1: No.\n• 2: No.\n• 3: No.\n• 4: No.\n• 5: No.\n• and 2 more`,
    ],
    [[], `${head}\nIts service is gone.`],
  ])("say each field and why: %j", (paths, title) => {
    expect(savedMarks({ a: drift([check("/c/a.yml", paths)]) }, () => "a:1").get("/c/a.yml")).toBe(title);
  });

  it("are counted in closed folders", () => {
    const marks = savedMarks(
      {
        a: drift([check("/c/x/a.yml", ["x"]), check("/c/xy/b.yml", ["x"])]),
        b: drift([check("/c/x/z/c.yml", [])]),
      },
      (id) => id,
    );
    expect(["/c", "/c/x", "/c/xy", "/d"].map((folder) => marksWithin(marks, folder))).toEqual([3, 2, 1, 0]);
  });
});

describe("docs", () => {
  it("flow in paragraphs and keep lists and code", () => {
    const parts = commentParagraphs("One line\nand another `code`.\n\n- a\n- b");
    expect(
      parts.map((paragraph) => paragraph.map(({ text, isCode }) => (isCode ? `<${text}>` : text)).join("")),
    ).toEqual(["One line and another <code>.", "- a\n- b"]);
  });

  it("are told by a hover with rules and values", () => {
    const parts = hoverParts({
      path: "kind",
      declaration: "Kind kind = 3",
      comment: "What *it* is.",
      shape: { cardinality: "single", type: "enum" },
      form: "In JSON: 1.",
      deprecated: true,
      rules: ["enum.in = `x`"],
      values: [
        { name: "A", comment: "First\nmore" },
        { name: "B", comment: "" },
      ],
    });
    expect(parts).toEqual([
      "```proto\nKind kind = 3\n```",
      "**Deprecated.**",
      "What \\*it\\* is\\.",
      "In JSON: 1\\.",
      "Rules: `` enum.in = `x` ``",
      "- `A` First\n- `B`",
    ]);
  });
});

describe("an export that was refused", () => {
  it.each<[ErrorRecord, readonly string[]]>([
    [fileExists("a.binpb").toRecord(), ["overwrite"]],
    [changedFiles("out", ["a.proto"]).toRecord(), ["overwrite"]],
    [foreignFolder("out", ["a.txt"]).toRecord(), ["overwrite"]],
    [unsafeNames(["../../a.proto"]).toRecord(), ["as-set"]],
    [linksInside("out", ["a"]).toRecord(), []],
    [unwritable("out", new Error("no space")).toRecord(), []],
  ])("%j", (error, steps) => {
    expect(exportSteps(error)).toEqual(steps);
  });
});
