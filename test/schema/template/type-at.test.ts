import { describe, expect, it } from "vitest";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { fieldExamples } from "../../../core/schema/template/template.ts";
import { typeAt } from "../../../core/schema/template/type-at.ts";
import { partOf } from "../support/files.ts";
import { compileText } from "../support/protoc.ts";

const text = `syntax = "proto3"; package p;
  message Tree { string name_of = 1; repeated Leaf leaves = 2; map<string, Leaf> by_name = 3; Tree left = 4; oneof o { Leaf a = 5; int64 b = 6; } }
  message Leaf { Tree tree = 1; map<string, string> labels = 2; }`;
const pool = buildPool([partOf(compileText({ "t.proto": text }).values())]);

describe("the type at a path", () => {
  it.each([
    ["", "p.Tree"],
    ["left", "p.Tree"],
    ["leaves[0]", "p.Leaf"],
    ["leaves[]", "p.Leaf"],
    ["leaves[3].tree.left", "p.Tree"],
    ["byName.any key", "p.Leaf"],
    ["by_name.left.tree", "p.Tree"],
    ["byName", undefined],
    ["leaves[0].labels.x", undefined],
    ["nameOf", undefined],
    ["nothing.there", undefined],
    ["__proto__", undefined],
  ])("of %j is %s", (path, typeName) => {
    expect(typeAt(pool, "p.Tree", path)?.typeName).toBe(typeName);
  });
});

describe("examples of fields", () => {
  it("stand for every field, members of oneofs and recursive ones too", () => {
    const type = typeAt(pool, "p.Tree", "");
    const examples = type === undefined ? [] : fieldExamples(type);
    expect(examples.map(({ name }) => name)).toEqual(["nameOf", "leaves", "byName", "left", "a", "b"]);
    for (const { json } of examples) expect(() => JSON.parse(json)).not.toThrow();
    expect(examples.find(({ name }) => name === "b")?.json).toBe('"0"');
    expect(JSON.parse(examples.find(({ name }) => name === "left")?.json ?? "")).toMatchObject({
      nameOf: "",
    });
  });
});
