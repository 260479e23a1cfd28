import { describe, expect, it } from "vitest";
import { eachField, lenPayloads } from "../../../core/schema/raw/fields.ts";
import { readFileHeader } from "../../../core/schema/raw/file-header.ts";
import { readFileSymbols } from "../../../core/schema/raw/file-symbols.ts";
import { compileText } from "../support/protoc.ts";

describe("fields of raw bytes", () => {
  it.each<[string, readonly number[], number | undefined, readonly number[]]>([
    ["nothing", [], undefined, []],
    ["two fields", [8, 1, 18, 1, 65], undefined, [8, 18]],
    ["a group", [11, 8, 1, 12, 16, 2], undefined, [11, 16]],
    ["a length past the end", [8, 1, 18, 9, 65], 2, [8, 18]],
    ["a tag without a payload", [8, 1, 16], 2, [8, 16]],
    ["field number 0", [8, 1, 0, 1], 2, [8]],
    ["an end of no group", [8, 1, 12], 2, [8, 12]],
    ["an overlong tag", [8, 1, 255, 255, 255, 255, 255, 1], 2, [8]],
  ])("%s", (_name, bytes, damagedAt, tags) => {
    const seen: number[] = [];
    const end = eachField(Uint8Array.from(bytes), (tag) => {
      seen.push(tag);
      return false;
    });
    expect([end, seen]).toEqual([damagedAt, tags]);
  });

  it("gives the payloads of one tag, and those before the damage", () => {
    expect(lenPayloads(Uint8Array.of(10, 1, 65, 18, 1, 66, 10, 0, 10, 9), 10)).toEqual([
      Uint8Array.of(65),
      new Uint8Array(0),
    ]);
  });
});

describe("a raw file", () => {
  const [file = new Uint8Array(0)] = compileText({
    "a/b.proto": `syntax = "proto2"; package p.q; 
      message M { optional N n = 1; message Inner { enum E { A = 0; } optional E e = 1; } extensions 5; extend M { optional Inner x = 5; } }
      message N {} enum Top { B = 0; } service S { rpc R(M) returns (N); } extend N2 { optional Top t = 7; } message N2 { extensions 7; }`,
  }).values();

  it("tells its name, package and imports", () => {
    expect(readFileHeader(file)).toEqual({ name: "a/b.proto", package: "p.q", dependencies: [] });
  });

  it("tells what it declares and what it uses", () => {
    const { declared, referenced } = readFileSymbols(file, "p.q");
    expect([[...declared].sort(), [...referenced].sort()]).toEqual([
      ["p.q.M", "p.q.M.Inner", "p.q.M.Inner.E", "p.q.M.x", "p.q.N", "p.q.N2", "p.q.S", "p.q.Top", "p.q.t"],
      [".p.q.M", ".p.q.M.Inner", ".p.q.M.Inner.E", ".p.q.N", ".p.q.N2", ".p.q.Top"],
    ]);
  });
});
