/** Files that are no requests: each named with file, line and column, none written over, the rest of the folder there. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCollectionFolder } from "../../core/collections/open-collection.ts";
import { readRequestFile, saveRequestFile } from "../../core/collections/request-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-bad-input-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const head = "info:\n  name: x\n  type: grpc\n";
const request = { name: "new", target: "a:1", method: "p.S/M", metadata: [], messages: [] };

/** Nine aliases of nine aliases … would be 43 million values. */
function bomb(): string {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level < 8; level++) {
    const aliases = Array.from({ length: 9 }, () => `*a${level - 1}`);
    lines.push(`a${level}: &a${level} [${aliases.join(", ")}]`);
  }
  return `${head}${lines.join("\n")}\n`;
}

const cases: readonly (readonly [string, string | Uint8Array, string])[] = [
  ["broken YAML", `${head}grpc:\n  url: [\n`, ":6:1 is not YAML: "],
  ["a tab for an indent", "info:\n\tname: x\n", ":2:1 is not YAML: Tabs are not allowed as indentation."],
  ["a key twice", `${head}  name: y\n`, ":4:3 is not YAML: the key name is there twice."],
  ["a key twice, far apart", `${head}a:\n  - {b: 1, b: 2}\n`, ":5:12 is not YAML: the key b is there twice."],
  [
    "a second document",
    `${head}---\nmore: 1\n`,
    ":4:1 is not YAML: a second document starts here, and a file holds one.",
  ],
  ["an alias of nothing", `${head}grpc:\n  url: *u\n`, ":5:8 is not YAML: *u has no anchor &u before it."],
  [
    "an alias of itself",
    `${head}a: &a\n  b: *a\n`,
    ":5:6 is not YAML: *a stands for something that it is in.",
  ],
  ["a bomb of aliases", bomb(), ":11:50 is not YAML: *a6 would become too much."],
  ["many brackets", `${head}a: ${"[".repeat(20_000)}\n`, ":4:"],
  [
    "deep mappings",
    `${head}${Array.from({ length: 3000 }, (_, at) => `${" ".repeat(at)}a:`).join("\n")}\n`,
    "it is nested too deeply here.",
  ],
  [
    "a million parts",
    `a: *b\n${"- x\n".repeat(400_000)}`,
    ":1:1 is not YAML: it has far more keys and values",
  ],
  ["nothing", "", ":1:1: the file should be a mapping, not empty."],
  ["a list", "- a\n", ":1:1: info is missing."],
  ["a text", "hello\n", ':1:1: the file should be a mapping, not "hello".'],
  ["a number for a name", "info:\n  type: grpc\n  name: 5\n", ":3:9: info.name should be a text, not 5."],
  ["a text for metadata", `${head}grpc:\n  metadata: a\n`, ':5:13: grpc.metadata should be a list, not "a".'],
  [
    "a mapping for a message",
    `${head}grpc:\n  message: {a: 1}\n`,
    ":5:12: grpc.message should be a text or a list, not a mapping.",
  ],
  [
    "a channel that is not",
    `${head}extensions:\n  byteglass:\n    channel: pigeon\n`,
    ":6:14: extensions.byteglass.channel should be ",
  ],
  [
    "Latin-1",
    Buffer.from(`${head}# caf\xe9\n`, "latin1"),
    ":4:6 is not UTF-8: byte 34 (e9) has no meaning there.",
  ],
  ["UTF-16", Buffer.from(`\ufeff${head}`, "utf16le"), ":1:1 is not UTF-8: byte 0 (ff) has no meaning there."],
  ["a cut character", Buffer.from([...Buffer.from(head), 0xe2, 0x82]), ":4:1 is not UTF-8"],
];

describe("a file of a collection", () => {
  it.each(cases)("is named and left alone: %s", async (name, content, message) => {
    const own = join(folder, name.replaceAll(/\W/g, "-"));
    await mkdir(own);
    await writeFile(join(own, "opencollection.yml"), "opencollection: 1.0.0\n");
    await writeFile(join(own, "good.yml"), head);
    const file = join(own, "bad.yml");
    await writeFile(file, content);
    const { items, findings } = await openCollectionFolder(own);
    expect([findings, items.map(({ id, kind }) => [id, kind])]).toEqual([
      [],
      [
        ["bad.yml", "broken"],
        ["good.yml", "request"],
      ],
    ]);
    const [finding] = items[0]?.findings ?? [];
    expect(finding?.message).toContain(message);
    expect(finding?.message.startsWith(file)).toBe(true);
    expect([finding?.text?.line, finding?.text?.column]).toEqual([expect.any(Number), expect.any(Number)]);
    const { hash, request: none } = await readRequestFile(file);
    expect(none).toBeUndefined();
    const isYaml = finding?.code === "wrong-type";
    const saved = await saveRequestFile(file, request, hash).catch((thrown: unknown) => thrown);
    if (isYaml) return;
    expect(saved).toMatchObject({
      code: "bad-text",
      findings: expect.arrayContaining([expect.objectContaining({ code: finding?.code })]),
    });
    expect(Buffer.compare(await readFile(file), Buffer.from(content))).toBe(0);
  });

  it.each([
    ["CRLF", `${head}grpc:\n  url: a:1\n  method: /p.S/M\n`.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\ufeff${head}grpc:\n  url: a:1\n  method: /p.S/M\n`],
    ["no line end at its end", `${head}grpc:\n  url: a:1\n  method: /p.S/M`],
    ["an anchor", `${head}grpc:\n  url: &u a:1\n  method: /p.S/M\n`],
  ])("keeps what it is made of when it is changed: %s", async (_, text) => {
    const file = join(folder, "kept.yml");
    await writeFile(file, text);
    const { request: read, hash } = await readRequestFile(file);
    if (read === undefined) throw new Error("unread");
    expect(await saveRequestFile(file, { ...read, method: "p.S/Other" }, hash)).toMatchObject({
      kind: "saved",
    });
    expect(await readFile(file, "utf8")).toBe(text.replace("/p.S/M", "/p.S/Other"));
    await rm(file);
  });

  it("may have as much text as a message needs, and thousands of keys", async () => {
    const long = `${head}grpc:\n  message: |-\n${`    "${"y".repeat(98)}"\n`.repeat(100_000)}`;
    const many = `${head}x: &x 1\n${Array.from({ length: 20_000 }, (_, at) => `k${at}: v\n`).join("")}`;
    for (const text of [long, many]) {
      const file = join(folder, "large.yml");
      await writeFile(file, text);
      expect((await readRequestFile(file)).findings).toEqual([]);
      await rm(file);
    }
  });

  it("has a bound", async () => {
    const file = join(folder, "huge.yml");
    await writeFile(file, Buffer.alloc(33 * 1024 * 1024, 0x20));
    await expect(readRequestFile(file)).rejects.toMatchObject({
      code: "too-large",
      message: expect.stringContaining(file),
    });
    await rm(file);
  });
});

it("names what is wrong with the collection's own file, and opens the rest", async () => {
  const own = join(folder, "own");
  await mkdir(own);
  await writeFile(join(own, "good.yml"), head);
  for (const [text, code, message] of [
    ["opencollection: 9.0.0\n", "newer-version", ":1:17: the collection is of version 9.0.0"],
    ["info: {name: [\n", "bad-yaml", ":2:1 is not YAML"],
    ["info:\n  name: 5\n", "wrong-type", ":2:9: info.name should be a text, not 5."],
    ["request:\n  variables: 5\n", "wrong-type", ":2:14: request.variables should be a list, not 5."],
    ["request:\n  variables: *v\n", "bad-yaml", ":2:14 is not YAML: *v has no anchor"],
  ] as const) {
    await writeFile(join(own, "opencollection.yml"), text);
    const { findings, items } = await openCollectionFolder(own);
    expect(findings[0], text).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(items, text).toHaveLength(1);
  }
});
