import { describe, expect, it } from "vitest";
import { uselessExports } from "./exports.ts";
import { HOUSE_RULES } from "./house.ts";
import { importsOf } from "./imports.ts";
import { roomBreaches } from "./rooms.ts";
import { readSources } from "./source-files.ts";

const sources = readSources();

describe("every file", () => {
  it("keeps to its room's imports", () => {
    expect(sources.flatMap(roomBreaches)).toEqual([]);
  });

  it("exports only what another file imports", () => {
    expect(uselessExports(sources)).toEqual([]);
  });

  it.each(Object.entries(HOUSE_RULES))("%s", (_name, rule) => {
    expect(sources.flatMap(rule)).toEqual([]);
  });
});

describe("an import is found", () => {
  it.each([
    ['import { a } from "./a.ts";', "core/a.ts", false],
    ['import type { A } from "../a.ts";', "a.ts", true],
    ['import {\n  a,\n  type B,\n} from "./a.ts";', "core/a.ts", false],
    ['import "./a.css";', "core/a.css", false],
    ['import * as v from "valibot";', "valibot", false],
    ['export { a } from "./a.ts";', "core/a.ts", false],
    ['export * from "./a.ts";', "core/a.ts", false],
    ['export type { A } from "./a.ts";', "core/a.ts", true],
    ['const a = await import("./a.ts");', "core/a.ts", false],
    ['const fs = require("node:fs");', "node:fs", false],
    ['import W from "./w.ts?worker&url";', "core/w.ts", false],
  ])("in %s", (text, target, typeOnly) => {
    expect(importsOf({ path: "core/file.ts", text })).toMatchObject([{ target, typeOnly }]);
  });

  it.each(['// import "./a.ts"', '/* import { a } from "./a.ts"; */', "const text = 'import';"])(
    "but not in %s",
    (text) => {
      expect(importsOf({ path: "core/file.ts", text })).toEqual([]);
    },
  );
});

describe("a wall between rooms", () => {
  it.each([
    ["core/wire/a.ts", "node:fs", false],
    ["core/wire/a.ts", "fs", false],
    ["core/wire/a.ts", "../finding.ts", true],
    ["core/wire/a.ts", "../schema/index.ts", false],
    ["core/codec/a.ts", "protobufjs/minimal.js", true],
    ["core/codec/a.ts", "../schema/index.ts", false],
    ["core/calls/a.ts", "node:fs", true],
    ["core/calls/a.ts", "electron", false],
    ["core/calls/a.ts", "../../electron/main.ts", false],
    ["core/calls/a.ts", "../../proto-samples/server/index.ts", false],
    ["core/contract/a.ts", "valibot", true],
    ["core/contract/a.ts", "../engine.ts", false],
    ["renderer/a.tsx", "react", true],
    ["renderer/a.tsx", "react-dom/client", true],
    ["renderer/a.tsx", "monaco-editor/editor", true],
    ["renderer/a.tsx", "@fontsource-variable/inter", true],
    ["renderer/a.tsx", "node:path", false],
    ["renderer/a.tsx", "electron", false],
    ["renderer/a.tsx", "../core/engine.ts", false],
    ["renderer/a.tsx", "../core/contract/port.ts", true],
    ["cli/a.ts", "../core/engine.ts", true],
    ["cli/a.ts", "../core/codec/index.ts", false],
    ["electron/a.ts", "../core/engine.ts", true],
    ["electron/a.ts", "../core/engine/calls.ts", false],
    ["electron/a.ts", "../renderer/main.tsx", false],
    ["electron/a.ts", "@grpc/grpc-js", false],
  ])("%s may import %s: %s", (path, specifier, may) => {
    expect(roomBreaches({ path, text: `import "${specifier}";` }).length === 0).toBe(may);
  });
});

describe("an export", () => {
  it.each([
    ['import { one } from "./a.ts";', ["two"]],
    ['import {\n  one as first,\n  type two,\n} from "./a.ts";', []],
    ['export { two } from "./a.ts";', ["one"]],
    ['import * as all from "./a.ts";', []],
    ['const { one } = await import("./a.ts");', []],
    ['// import { one } from "./a.ts";', ["one", "two"]],
    ['import { one } from "../a.ts";', ["one", "two"]],
  ])("is of no use beside %s: %s", (text, useless) => {
    const files = [
      { path: "core/a.ts", text: "export const one = 1;\nexport function two() {}\nexport type Three = 3;" },
      { path: "core/b.ts", text },
    ];
    expect(uselessExports(files)).toEqual(
      useless.map((name) => `core/a.ts: exports ${name}, which no other file imports`),
    );
  });
});

describe("a house rule catches", () => {
  it.each([
    ["has at most 400 lines, or says why in its first line", "core/a.ts", "a\n".repeat(401), true],
    [
      "has at most 400 lines, or says why in its first line",
      "core/a.ts",
      `// Long: one table.\n${"a\n".repeat(401)}`,
      false,
    ],
    ["exports by name only", "core/a.ts", "export default 1;", true],
    ["exports by name only", "vite.config.ts", "export default 1;", false],
    ["has no any", "core/a.ts", "const a: any = 1;", true],
    ["has no any", "core/a.ts", "const a = b as any;", true],
    ["has no any", "core/a.ts", 'const a = "b: any"; // c: any', false],
    ["makes no code from text", "core/a.ts", 'const f = new Function("x");', true],
    ["makes no code from text", "core/a.ts", "isFunction(x)", false],
    ["makes no code from text", "test/a.ts", "eval(x)", false],
    ["is pure in the pure rooms", "core/wire/a.ts", "const a = process.env;", true],
    ["is pure in the pure rooms", "core/codec/a.ts", "Buffer.from(a)", true],
    ["is pure in the pure rooms", "core/codec/a.ts", "const now = Date.now();", true],
    ["is pure in the pure rooms", "core/codec/a.ts", "new Uint8Array(shared.buffer)", false],
    [
      "imports protobufjs whole only in tests and benchmarks",
      "core/a.ts",
      'import p from "protobufjs";',
      true,
    ],
    [
      "imports protobufjs whole only in tests and benchmarks",
      "core/a.ts",
      'import "protobufjs/minimal.js";',
      false,
    ],
    ["imports protobufjs whole only in tests and benchmarks", "test/a.ts", 'import "protobufjs";', false],
    ["writes relative imports with their extension", "core/a.ts", 'import "./b";', true],
    ["is named in kebab-case", "core/someFile.ts", "", true],
    ["is named in kebab-case", "renderer/some-file.test.tsx", "", false],
    [
      "names options of the terminal in brackets, which the window leaves out",
      "core/a.ts",
      'const hint = "Use --tls.";',
      true,
    ],
    [
      "names options of the terminal in brackets, which the window leaves out",
      "core/a.ts",
      'const hint = "Use TLS (--tls).";',
      false,
    ],
    [
      "names options of the terminal in brackets, which the window leaves out",
      "core/a.ts",
      'const words = ["--out", file];',
      false,
    ],
    [
      "names options of the terminal in brackets, which the window leaves out",
      "core/exchange/a.ts",
      'const hint = "Use --tls.";',
      false,
    ],
    ["names no path of a machine and no registry", "docs/a.md", `see /${"home"}/anna/x`, true],
    ["names no path of a machine and no registry", "docs/a.md", "see https://example.test/home", false],
  ])("%s: in %s", (name, path, text, caught) => {
    const rule = HOUSE_RULES[name];
    expect(rule?.({ path, text }).length).toBe(caught ? 1 : 0);
  });
});
