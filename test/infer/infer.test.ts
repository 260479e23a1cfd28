import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeJson, renderJson } from "../../core/codec/index.ts";
import { addSample, noEvidence } from "../../core/infer/evidence.ts";
import { writeProto } from "../../core/infer/write-proto.ts";
import { jsonOf } from "../codec/arbitraries.ts";
import { compileProto, fromHex, messageType } from "../codec/compile.ts";
import { registry as known, type } from "../codec/schemas.ts";

function inferred(samples: readonly Uint8Array[], names: Record<string, string> = {}): string {
  const evidence = noEvidence();
  for (const bytes of samples) addSample(evidence, bytes);
  return writeProto(evidence, { packageName: "", messageName: "M", names }).source;
}

/** Fields as `path type name`, comments left out. */
function linesOf(...hex: string[]): readonly string[] {
  return inferred(hex.map(fromHex))
    .split("\n")
    .slice(2, -1)
    .map((line) => line.replace(/ *\/\/.*/, ""));
}

describe("inferred fields", () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ["a varint", ["08 96 01"], ["message M {", "  uint64 f1 = 1;", "}"]],
    ["a negative one", ["08 ff ff ff ff ff ff ff ff ff 01"], ["message M {", "  int64 f1 = 1;", "}"]],
    ["text", ["0a 09 61 70 70 6c 65 5f 70 61 79"], ["message M {", "  string f1 = 1;", "}"]],
    ["a float", ["0d 00 00 80 3f"], ["message M {", "  float f1 = 1;", "}"]],
    ["fixed bits that are no float", ["0d 01 00 00 00"], ["message M {", "  fixed32 f1 = 1;", "}"]],
    ["two in one message", ["08 01 08 02"], ["message M {", "  repeated uint64 f1 = 1;", "}"]],
    ["one in each of two messages", ["08 01", "08 02"], ["message M {", "  uint64 f1 = 1;", "}"]],
    [
      "a message",
      ["12 04 08 05 10 07", "12 02 08 05"],
      [
        "message M {",
        "  message F2 {",
        "    uint64 f1 = 1;",
        "    uint64 f2 = 2;",
        "  }",
        "  F2 f2 = 2;",
        "}",
      ],
    ],
    ["text and bytes", ["0a 03 61 62 63", "0a 02 ff fe"], ["message M {", "  bytes f1 = 1;", "}"]],
    ["nothing", [""], ["message M {", "}"]],
    ["a number that is kept back", ["c0 a3 09 01"], ["message M {", "", "}"]],
  ])("%s", (_name, samples, lines) => {
    expect(linesOf(...samples)).toEqual(lines);
  });

  it("groups need an edition", () => {
    expect(inferred([fromHex("0b 08 01 0c")])).toBe(
      `edition = "2023";\n\nmessage M {\n  message F1 {\n    uint64 f1 = 1; // 1 in 1 message; only 0 and 1: bool?\n  }\n  F1 f1 = 1 [features.message_encoding = DELIMITED]; // 1 in 1 message\n}\n`,
    );
  });

  it("have the names they are given", () => {
    expect(inferred([fromHex("12 02 08 05")], { "2": "order_line", "2.1": "count" })).toContain(
      "  message OrderLine {\n    uint64 count = 1; // 1 in 1 message\n  }\n  OrderLine order_line = 2; // 1 in 1 message",
    );
  });
});

const UNREAD = new Set(["unknown-field", "wrong-wire-type", "bad-group", "truncated"]);

it("what is inferred compiles, and reads every sample without an unknown field", { timeout: 60_000 }, () => {
  const samples = ["t.Node", "t.Lists", "t.Maps", "t.Scalars", "t2.Grouped"].flatMap((name) =>
    fc.sample(jsonOf(type(name)), { numRuns: 6, seed: 7 }).flatMap((json) => {
      const encoded = encodeJson(type(name), json, { registry: known });
      return encoded.ok ? [encoded.value.bytes] : [];
    }),
  );
  expect(samples.length).toBe(30);
  const sources = Object.fromEntries(
    samples.map((bytes, index) => [
      `s${index}.proto`,
      inferred([bytes]).replace(/message M /, `message S${index} `),
    ]),
  );
  const registry = compileProto(sources);
  for (const [index, bytes] of samples.entries()) {
    const { findings } = renderJson(messageType(registry, `S${index}`), bytes, { registry });
    expect([index, sources[`s${index}.proto`], findings.filter(({ code }) => UNREAD.has(code))]).toEqual([
      index,
      sources[`s${index}.proto`],
      [],
    ]);
  }
});
