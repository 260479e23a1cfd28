import { describe, expect, it } from "vitest";
import type { Edit } from "../../core/contract/edit.ts";
import { compileEdit } from "../../core/edit/compile.ts";
import { applyPatches } from "../../core/edit/patch.ts";
import { repairLengths, sortPatches } from "../../core/edit/repair.ts";
import { createGuessBinder } from "../../core/guess/binder.ts";
import { walk } from "../../core/wire/walk.ts";
import { invertPatches } from "./invert.ts";

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(" "), (digits) => Number.parseInt(digits, 16));
}

const rows: readonly (readonly [string, string, Edit, boolean, string])[] = [
  ["E1", "12 02 08 05", { kind: "set-value", record: 1, text: "300" }, true, "12 03 08 ac 02"],
  ["E2", "12 82 00 08 05", { kind: "set-value", record: 1, text: "6" }, true, "12 82 00 08 06"],
  ["E3", "12 82 00 08 05", { kind: "set-value", record: 1, text: "300" }, true, "12 83 00 08 ac 02"],
  ["E6", "08 96 01 0a", { kind: "delete", record: 1 }, true, "08 96 01"],
  ["E7", "10 02 08 01", { kind: "set-value", record: 1, text: "3" }, true, "10 02 08 03"],
  ["E8", "12 02 08 05", { kind: "set-length", record: 0, length: 5 }, false, "12 05 08 05"],
  ["unrepaired", "12 02 08 05", { kind: "set-value", record: 1, text: "300" }, false, "12 02 08 ac 02"],
  ["duplicate", "12 02 08 05", { kind: "duplicate", record: 1 }, true, "12 04 08 05 08 05"],
  ["move", "10 02 08 01", { kind: "move", record: 1, before: 0 }, true, "08 01 10 02"],
  ["number", "10 02", { kind: "set-number", record: 0, number: 16 }, true, "80 01 02"],
  ["wire type", "10 02", { kind: "set-wire-type", record: 0, wireType: 5 }, true, "15 02"],
  ["truncate", "08 96 01", { kind: "truncate", at: 2 }, false, "08 96"],
  ["pad", "08 01", { kind: "pad-varint", record: 0, width: 3 }, true, "08 81 80 00"],
  ["break UTF-8", "0a 02 48 69", { kind: "break-utf8", record: 0 }, true, "0a 03 ff 48 69"],
  ["unclose", "0b 08 01 0c", { kind: "unclose-group", record: 0 }, true, "0b 08 01"],
];

describe("compileEdit", () => {
  it.each(rows)("%s: %s", (_name, before, edit, repair, after) => {
    const bytes = bytesOf(before);
    const table = walk(bytes, createGuessBinder(bytes));
    const compiled = compileEdit(table, edit, () => undefined);
    if ("refused" in compiled) throw new Error(compiled.refused);
    const patches = repair ? repairLengths(table, compiled) : sortPatches(compiled);
    const edited = applyPatches(bytes, patches);
    expect(edited).toEqual(bytesOf(after));
    expect(applyPatches(edited, invertPatches(bytes, patches))).toEqual(bytes);
  });
});
