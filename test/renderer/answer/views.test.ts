import { describe, expect, it } from "vitest";
import type { MethodSummary, SchemaSummary, TreeRow } from "../../../core/contract/views.ts";
import type { ErrorCode } from "../../../core/error.ts";
import type { NextStep } from "../../../core/next-step.ts";
import {
  namedImportFolder,
  stepLabel,
  stepsForError,
  stepsForStatus,
  wantsImportFolder,
} from "../../../renderer/answer/next-steps.ts";
import { type Shortcut, shortcutOf } from "../../../renderer/keys/shortcut.ts";
import { messageNames, schemaRows } from "../../../renderer/side/schema-rows.ts";
import { BOUNDS, DEFAULT_LAYOUT, setSize } from "../../../renderer/state/layout.ts";
import { addNotice } from "../../../renderer/state/notices.ts";
import { treeMove } from "../../../renderer/tree/moves.ts";
import { placeWords } from "../../../renderer/ui/finding-list.tsx";

describe("next steps", () => {
  const error = (code: ErrorCode, ...steps: readonly NextStep[]) => ({
    code,
    message: "",
    hint: "",
    findings: [],
    steps,
  });
  it.each([
    [error("tls", { kind: "use-tls" }), ["use-tls", "retry"]],
    [error("tls", { kind: "use-plaintext" }), ["use-plaintext", "retry"]],
    [error("unreachable", { kind: "retry" }), ["retry"]],
    [error("no-reflection"), ["open-protos", "open-descriptor-set", "retry"]],
    [error("bad-json"), []],
    [error("no-binding"), ["use-grpc"]],
    [error("not-found"), ["choose-method", "reload-schema"]],
    [error("timeout"), ["no-deadline", "retry"]],
    [error("internal"), []],
    [error("unreachable", { kind: "switch-transport" }), ["use-tls", "retry"]],
  ])("after %j: %j", (record, steps) => expect(stepsForError(record, false)).toEqual(steps));
  it.each([
    [14, ["use-tls"], ["use-tls", "retry"]],
    [14, ["choose-certificate-authority", "skip-verification"], ["open-security", "retry"]],
    [14, ["raise-deadline", "retry"], ["no-deadline", "retry"]],
    [4, [], ["no-deadline", "retry"]],
    [5, [], []],
    [8, ["overwrite"], ["retry"]],
    [12, [], ["choose-method", "reload-schema"]],
    [16, [], ["open-auth"]],
    [12, ["open-schema-files"], ["open-protos", "open-descriptor-set", "choose-method", "reload-schema"]],
  ] as const)("after status %i with %j: %j", (code, kinds, buttons) => {
    const steps = kinds.map((kind) => ({ kind }));
    const status = { code, name: "", message: "", explanation: "", hint: "", details: [], steps };
    expect(stepsForStatus(status, false)).toEqual(buttons);
  });
  it.each([
    [true, "use-plaintext"],
    [false, "use-tls"],
  ])("offers the transport that was not tried: with TLS %s, %s", (tls, button) =>
    expect(stepsForError(error("tls", { kind: "switch-transport" }), tls)).toEqual([button, "retry"]),
  );
  it("offers to check a certificate for a name that it has, before another is named", () => {
    const status = {
      ...{ code: 14, name: "", message: "", explanation: "", hint: "", details: [] },
      steps: [
        { kind: "set-server-name", serverName: "a.test" } as const,
        { kind: "set-server-name" } as const,
      ],
    };
    const steps = stepsForStatus(status, true);
    expect(steps).toEqual([{ kind: "check-name", serverName: "a.test" }, "open-server-name", "retry"]);
    expect(steps.map(stepLabel)).toEqual(["Check for the name a.test", "Set the server name…", "Try again"]);
  });
  it.each([
    ["grpc", ["use-grpc"]],
    ["http-json", ["use-http-json"]],
    ["connect", []],
  ])("offers another channel, %s, as %j", (channel, buttons) =>
    expect(stepsForError(error("internal", { kind: "use-channel", channel }), false)).toEqual(buttons),
  );
  it.each([
    [[{ kind: "add-import-folder", importName: "x", folder: "/a b" }], true, "/a b"],
    [[{ kind: "add-import-folder", importName: "x" }], true, undefined],
    [[{ kind: "retry" }], false, undefined],
    [undefined, false, undefined],
  ] as const)("takes an import folder from %j", (steps, wants, folder) => {
    const finding = {
      code: "import-not-found",
      severity: "error" as const,
      message: "",
      ...(steps !== undefined && { steps }),
    };
    expect([wantsImportFolder(finding), namedImportFolder(finding)]).toEqual([wants, folder]);
  });
});

describe("keys", () => {
  const press = (key: string, held: string) => ({
    key,
    ctrlKey: held.includes("C"),
    metaKey: held.includes("M"),
    shiftKey: held.includes("S"),
    altKey: held.includes("A"),
  });
  it.each<[string, string, boolean, Shortcut | undefined]>([
    ["Enter", "C", false, "send"],
    ["Enter", "M", true, "send"],
    ["Enter", "C", true, undefined],
    ["k", "C", false, "palette"],
    ["K", "C", false, "palette"],
    ["T", "CS", false, "reopen-tab"],
    ["Tab", "C", false, "next-tab"],
    ["Tab", "CS", true, "previous-tab"],
    ["Escape", "", false, "cancel"],
    ["Escape", "S", false, undefined],
    ["F1", "", false, "help"],
    ["F8", "", false, "next-finding"],
    ["F8", "S", false, "previous-finding"],
    ["F8", "C", false, undefined],
    ["k", "CA", false, undefined],
    ["v", "C", false, undefined],
  ])("%s with %j, mac %s: %s", (key, held, mac, shortcut) =>
    expect(shortcutOf(press(key, held), mac)).toBe(shortcut),
  );
});

describe("the schema tree", () => {
  const method = (fullName: string): MethodSummary => ({
    name: fullName.slice(fullName.indexOf("/") + 1),
    fullName,
    kind: "unary",
    inputType: "p.In",
    outputType: "p.Out",
    httpBindings: [],
    comment: "",
    deprecated: false,
  });
  const schema: SchemaSummary = {
    schemaId: "s",
    services: [
      { fullName: "p.A", comment: "", methods: [method("p.A/One"), method("p.A/Two")] },
      { fullName: "Bare", comment: "", methods: [method("Bare/Three")] },
    ],
    messageCount: 2,
    fileCount: 1,
    origin: "",
    findings: [],
  };
  const show = (filter: string, ...folded: readonly string[]) =>
    schemaRows(schema, filter, new Set(folded)).map((row) => `${"·".repeat(row.depth)}${row.label}`);
  it.each([
    ["", ["messages"], ["p", "·A", "··One", "··Two", "(no package)", "·Bare", "··Three", "messages"]],
    ["", ["package p", "messages"], ["p", "(no package)", "·Bare", "··Three", "messages"]],
    ["", ["p.A", "package "], ["p", "·A", "(no package)", "messages", "·p.In", "·p.Out"]],
    ["two", ["p.A", "package p"], ["p", "·A", "··Two"]],
    ["out", ["messages"], []],
    ["zzz", [], []],
  ])("filtered by %j with %j folded", (filter, folded, rows) =>
    expect(show(filter, ...folded)).toEqual(rows),
  );
  it("has what the engine found below what the filter leaves, and says how much more there is", () => {
    const named = {
      symbol: "p.Out.two",
      kind: "field",
      name: "two",
      container: "p.Out",
      deprecated: false,
    } as const;
    const labels = schemaRows(schema, "two", new Set(), { total: 4001, isCut: true, names: [named] }).map(
      ({ label }) => label,
    );
    expect(labels).toEqual([
      "p",
      "A",
      "Two",
      "types, fields and values",
      "two",
      "4,000 and more left: show more",
    ]);
  });
  it("names all messages where the schema lists them", () => {
    expect(messageNames(schema)).toEqual(["p.In", "p.Out"]);
    expect(messageNames({ ...schema, messages: ["p.In", "p.In.Nested"] })).toEqual(["p.In", "p.In.Nested"]);
  });
});

describe("keys in a tree", () => {
  const row = (hasChildren: boolean) => ({ hasChildren }) as TreeRow;
  it.each([
    ["ArrowDown", { visible: 2, count: 5, row: row(false), folded: false }, { kind: "go", visible: 3 }],
    ["ArrowDown", { visible: 4, count: 5, row: row(false), folded: false }, { kind: "go", visible: 4 }],
    ["ArrowDown", { visible: -1, count: 5, row: undefined, folded: false }, { kind: "go", visible: 0 }],
    ["ArrowRight", { visible: 1, count: 5, row: row(true), folded: true }, { kind: "fold" }],
    ["ArrowRight", { visible: 1, count: 5, row: row(true), folded: false }, { kind: "go", visible: 2 }],
    ["ArrowRight", { visible: 1, count: 5, row: row(false), folded: false }, undefined],
    ["ArrowLeft", { visible: 1, count: 5, row: row(true), folded: false }, { kind: "fold" }],
    ["ArrowLeft", { visible: 1, count: 5, row: row(false), folded: false }, { kind: "parent" }],
    ["End", { visible: 1, count: 5, row: row(false), folded: false }, { kind: "go", visible: 4 }],
    ["Home", { visible: 1, count: 0, row: undefined, folded: false }, undefined],
  ])("%s at %j: %j", (key, place, move) => expect(treeMove(key, place)).toEqual(move));
});

it.each([
  [100, BOUNDS.sideWidth[0]],
  [300, 300],
  [5000, BOUNDS.sideWidth[1]],
  [Number.NaN, 252],
])("a sidebar of %d pixels is %d wide", (size, width) =>
  expect(setSize(DEFAULT_LAYOUT, "sideWidth", size).sideWidth).toBe(width),
);

it("does not repeat a notice", () => {
  const notice = { id: "1", text: "a", tone: "plain" as const };
  expect(addNotice([notice], { ...notice, id: "2" })).toEqual([notice]);
  expect(addNotice([notice], { ...notice, id: "2", text: "b" }).map(({ text }) => text)).toEqual(["b", "a"]);
});

it.each([
  [{ text: { line: 3, column: 5, start: 0, end: 1 } }, "line 3, column 5"],
  [{ text: { line: 3, column: 5, start: 0, end: 1 }, file: "a.proto" }, "a.proto:3:5"],
  [{ bytes: { start: 0x25, end: 0x29 } }, "0025 +4"],
  [{ file: "a.proto" }, "a.proto"],
  [{}, ""],
])("the place of %j is %j", (place, words) =>
  expect(placeWords({ code: "c", severity: "error", message: "m", ...place })).toBe(words),
);
