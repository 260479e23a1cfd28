import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JsonNode, readJsonTree, textOf } from "../../../renderer/form/json-tree.ts";

/** The value of a tree by what its leaves say. */
function plainOf(node: JsonNode): unknown {
  switch (node.kind) {
    case "leaf":
      return JSON.parse(node.raw);
    case "list":
      return node.items.map(plainOf);
    case "object":
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plainOf(value)]));
  }
}

describe("the tree of a JSON text", () => {
  it("says what JSON.parse says, however it is indented", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2, "\t"), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const node = readJsonTree(text);
        expect(node && plainOf(node)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ["9007199254740993", "9007199254740993"],
    [" 1.10 ", "1.10"],
    ['"a\\u0062"', '"a\\u0062"'],
    ["{{count}}", "{{count}}"],
    ["-{{count}}0", "-{{count}}0"],
  ])("keeps %s as it is written", (text, raw) =>
    expect(readJsonTree(text)).toMatchObject({ kind: "leaf", raw }),
  );

  it.each(["", "{", '{"a"}', '{"a":}', '{"a":1,}', "[1 2]", "[1,]", '{"a":1}}', '"a', "[".repeat(200)])(
    "is none for %j",
    (text) => expect(readJsonTree(text)).toBeUndefined(),
  );

  it("has the place of every key and value", () => {
    const text = '{ "a": [1, {{x}}] }';
    const tree = readJsonTree(text);
    const member = tree?.kind === "object" ? tree.members[0] : undefined;
    expect(member && text.slice(member.keySpan.start, member.keySpan.end)).toBe('"a"');
    expect(member && text.slice(member.start, member.end)).toBe('"a": [1, {{x}}]');
  });

  it.each([
    ['"a\\nb"', "a\nb"],
    ["12", "12"],
    ['"a\\xb"', "a\\xb"],
  ])("%s says %j", (raw, said) => expect(textOf(raw)).toBe(said));
});
