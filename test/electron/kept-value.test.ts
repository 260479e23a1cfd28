import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readKept, writeKept } from "../../electron/kept-value.ts";
import { WindowStateSchema } from "../../electron/window-state.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "byteglass-kept-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const state = { x: 1, y: 2, width: 1000, height: 700, maximized: true };

it("reads what was written, and leaves no other file", () => {
  const file = join(folder, "deep/window.json");
  writeKept(file, state);
  expect(readKept(file, WindowStateSchema)).toEqual(state);
  expect(readdirSync(join(folder, "deep"))).toEqual(["window.json"]);
});

it.each([
  ["cut short", '{"x":1'],
  ["of another shape", '{"x":"1"}'],
  ["out of bounds", JSON.stringify({ ...state, x: 1e9 })],
  ["empty", ""],
])("ignores a file that is %s", (_name, text) => {
  const file = join(folder, "window.json");
  writeFileSync(file, text);
  expect(readKept(file, WindowStateSchema)).toBeUndefined();
  expect(readFileSync(file, "utf8")).toBe(text);
});

it("ignores a file that is missing", () => {
  expect(readKept(join(folder, "absent.json"), WindowStateSchema)).toBeUndefined();
});
