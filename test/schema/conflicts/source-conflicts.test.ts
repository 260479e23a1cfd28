import { describe, expect, it } from "vitest";
import { sourceConflicts } from "../../../core/schema/conflicts/source-conflicts.ts";
import { buildPool, type PoolPart } from "../../../core/schema/pool/pool.ts";
import { compileText } from "../support/protoc.ts";

const part = (name: string, file: string, body: string): PoolPart => ({
  name,
  origin: "files",
  files: [...compileText({ [file]: `syntax = "proto3"; package p; ${body}` }).values()],
});
const conflictsOf = (...parts: readonly PoolPart[]) => sourceConflicts(buildPool(parts), parts);

const order = "message Order { float total = 1; } message Same { int32 a = 1; }";

describe("sources that disagree", () => {
  it("are told with both declarations, and which is used", () => {
    const { conflicts } = conflictsOf(
      part("server:1", "a.proto", order),
      part(
        "a.binpb",
        "a.proto",
        "// Other words.\nmessage Order { double total = 1; } message Same { int32 a = 1; }",
      ),
    );
    expect(conflicts).toEqual([
      {
        symbol: "p.Order",
        usedFrom: "server:1",
        leftOutFrom: "a.binpb",
        used: "message Order {\n  float total = 1;\n}",
        leftOut: expect.stringContaining("double total = 1;"),
      },
    ]);
  });

  it("are told where the files have other names too", () => {
    const { conflicts } = conflictsOf(
      part("one", "a.proto", order),
      part("two", "b.proto", "message Order { double total = 1; }"),
    );
    expect(conflicts.map(({ symbol, usedFrom }) => `${symbol} ${usedFrom}`)).toEqual(["p.Order one"]);
  });

  it("are told where one lacks what the other has in a file of the same name", () => {
    const { conflicts } = conflictsOf(
      part("one", "a.proto", "message Order { float total = 1; }"),
      part("two", "a.proto", order),
    );
    expect(conflicts).toEqual([
      expect.objectContaining({ symbol: "p.Same", usedFrom: "one", leftOutFrom: "two", used: "" }),
    ]);
  });

  it("do not where they say the same, complete each other, or there is one", () => {
    const none = { conflicts: [], more: 0 };
    expect(conflictsOf(part("one", "a.proto", order), part("two", "a.proto", order))).toEqual(none);
    expect(conflictsOf(part("one", "a.proto", order), part("two", "b.proto", "message Two {}"))).toEqual(
      none,
    );
    expect(conflictsOf(part("one", "a.proto", order))).toEqual(none);
  });
});
