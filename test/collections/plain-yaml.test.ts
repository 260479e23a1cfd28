import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readPlainYaml } from "../../core/collections/plain-yaml.ts";
import { parseYaml } from "../../core/collections/yaml-text.ts";

const request = `# a request
info:
  name: Predict a cat   # its name
  type: grpc
  seq: 12
  tags: [smoke, "two words"]
grpc:
  url: "{{host}}:50051"
  method: /samples.vision.v1.VisionService/Predict
  metadata:
    - name: authorization
      value: Bearer {{token}}
    - {name: b, value: '1', disabled: true}
  message: |-
    {"modelId": "general",

      "limit": {{limit}}}
  # below a block
runtime:
  assertions:
  - expression: message.score
    operator: gt
    value: 0.50
`;

/** What the library reads, or undefined where it refuses. */
function byLibrary(text: string): { readonly value: unknown } | undefined {
  const { document, findings } = parseYaml("a.yml", text);
  return findings.length > 0 ? undefined : { value: document.toJS({ maxAliasCount: 100 }) };
}

/** Each number and word with its path and its text. */
function sourcesOf(
  value: unknown,
  of: (path: (string | number)[]) => string | undefined,
  path: (string | number)[] = [],
) {
  if (typeof value === "string" || value === null || value === undefined) return [];
  if (typeof value !== "object") return [[path.join("."), of(path)]];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, item]): unknown[] => sourcesOf(item, of, [...path, key]));
}

function expectTheSame(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain === undefined) return false;
  expect({ value: plain.value }, text).toEqual(byLibrary(text));
  const { source } = parseYaml("a.yml", text);
  expect(sourcesOf(plain.value, plain.source), text).toEqual(sourcesOf(plain.value, source));
  return true;
}

const pieces = [
  ..." \n:-#|>[]{},\"'\\&*!%@`?~\t\r=<.0a1",
  "\n  ",
  "\n    ",
  "\n- ",
  "\n  - ",
  ": ",
  " #",
  "null",
  "true",
  "0x1",
  "1e3",
  "007",
  "key: ",
  "|-\n",
  "|+\n",
  "---",
  "...",
  "é",
  "\ufeff",
  "<<: ",
];

describe("plain YAML", () => {
  it("reads what requests are made of", () => {
    expect(expectTheSame(request)).toBe(true);
    expect(expectTheSame(request.replaceAll("\n", "\r\n"))).toBe(true);
    expect(readPlainYaml(request)?.source(["runtime", "assertions", 0, "value"])).toBe("0.50");
  });

  it.each([
    ["an anchor", "a: &x 1\n"],
    ["a tag", "a: !!str 1\n"],
    ["a folded text", "a: >\n  b\n"],
    ["a text over two lines", "a: b\n  c\n"],
    ["a key twice", "a: b\na: c\n"],
    ["nothing", "a:\n"],
    ["a tab", "a:\tb\n"],
    ["a byte order mark", "\ufeffa: b\n"],
    ["many digits", "a: 9007199254740993\n"],
    ["two documents", "a: b\n---\nc: d\n"],
    ["damage", "a: [b\n"],
    ["a colon in a text", "a: b: c\n"],
    ["__proto__", "__proto__: {a: b}\n"],
  ])("leaves to the library: %s", (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  it("reads a value as the library does, however it is written", () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.string({ unit: "grapheme" }),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constantFrom("a: b", "# x", "null", "1.0", "- a", "x\ny\n", "a\n\n  b"),
    );
    const key = fc.oneof(
      fc.stringMatching(/^[a-z][a-zA-Z0-9_.-]{0,8}$/),
      fc.constantFrom("true", "a b", "1"),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(key, tie("tree"), { maxKeys: 4 }),
      ),
    }));
    let read = 0;
    fc.assert(
      fc.property(
        fc.dictionary(key, tree, { maxKeys: 4 }),
        fc.constantFrom(2, 4),
        fc.boolean(),
        (value, indent, indentSeq) => {
          if (expectTheSame(stringify(value, { indent, indentSeq, lineWidth: 0 }))) read++;
        },
      ),
      { numRuns: 1000 },
    );
    expect(read).toBeGreaterThan(20);
  });

  it("never reads differently what was changed anywhere", () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(request.length), fc.nat(3), fc.constantFrom(...pieces)), {
          minLength: 1,
          maxLength: 3,
        }),
        (edits) => {
          const text = edits.reduce(
            (before, [at, gone, piece]) => before.slice(0, at) + piece + before.slice(at + gone),
            request,
          );
          if (expectTheSame(text)) read++;
        },
      ),
      { numRuns: 1000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it("never reads differently what is put together at random", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces, "a", "b", "c: d", "- e"), { maxLength: 14 }),
        (parts) => {
          expectTheSame(parts.join(""));
        },
      ),
      { numRuns: 5000 },
    );
  });
});
