import { describe, expect, it } from "vitest";
import { encodeJson } from "../../core/codec/index.ts";
import type { TypeMatch } from "../../core/contract/match.ts";
import { rankTypes } from "../../core/match/rank-types.ts";
import { compileProto, fromHex } from "../codec/compile.ts";
import { generate, seeded } from "../codec/differential/generate.ts";
import { assemble } from "../codec/differential/referee.ts";
import { clarifai } from "../codec/differential/schemas.ts";

const registry = compileProto({
  "a.proto": `syntax = "proto3"; package p;
    message User { int64 id = 1; string name = 2; Address home = 3; }
    message Address { string street = 1; int32 zip = 2; }
    message Event { fixed64 at = 1; string name = 2; bytes raw = 3; }
    message Wide { int64 id = 1; string name = 2; Address home = 3; int32 a = 4; int32 b = 5; }
    message Holder { int64 id = 1; Address home = 2; int32 a = 3; int32 b = 4; int32 c = 5; }`,
});

function ranked(bytes: Uint8Array, from = registry, limit = 20): readonly TypeMatch[] {
  const steps = rankTypes(bytes, from, limit);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

describe("rankTypes", () => {
  it.each([
    [
      "every field known, and the fewer that could have been there",
      "08 01 12 01 61 1a 05 0a 01 62 10 07",
      ["p.User", "p.Wide"],
    ],
    ["the wire type tells", "09 01 00 00 00 00 00 00 00 12 01 61", ["p.Event"]],
    ["inside too: a child with a wrong wire type explains less", "1a 04 08 01 10 07", ["p.Event"]],
    ["control characters are no name", "12 02 10 01", ["p.Holder"]],
    ["no type knows field 99", "98 06 01", []],
  ])("%s", (_why, hex, best) => {
    expect(
      ranked(fromHex(hex))
        .slice(0, best.length)
        .map(({ typeName }) => typeName),
    ).toEqual(best);
  });

  it("says what a type leaves open", () => {
    expect(ranked(fromHex("08 01 50 01"))[0]).toEqual({
      typeName: "p.User",
      byteLength: 4,
      explainedByteLength: 2,
      knownFieldCount: 1,
      unknownFieldCount: 1,
      declaredFieldCount: 3,
      doubts: ["unknown-field"],
    });
  });

  it("puts the true type of Clarifai's messages among the best ten, nearly always", () => {
    const schema = assemble(clarifai());
    const messages = schema.types
      .filter((type) => type.fields.length >= 5)
      .map((type, index) => ({ type, encoded: encodeJson(type, generate(type, seeded(index)), schema) }))
      .flatMap(({ type, encoded }) =>
        encoded.ok && encoded.value.bytes.length > 20 ? [{ type, ...encoded.value }] : [],
      )
      .slice(0, 60);
    const found = messages.filter(({ type, bytes }) =>
      ranked(bytes, schema.registry, 10).some(({ typeName }) => typeName === type.typeName),
    );
    expect(messages.length).toBe(60);
    expect(found.length / messages.length).toBeGreaterThan(0.9);
  }, 180_000);
});
