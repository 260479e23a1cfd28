import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

const PROTO = `syntax = "proto3";
package a;
message M { int64 id = 1; string name = 2; repeated M kids = 3; bytes raw = 4; }
message Answer { bool ok = 1; }
service S { rpc Do(M) returns (Answer); }
`;

let folder = "";
let schema: readonly string[] = [];

beforeAll(async () => {
  await ensureBuilt();
  folder = await mkdtemp(join(tmpdir(), "byteglass-convert-"));
  await writeFile(join(folder, "a.proto"), PROTO);
  await writeFile(join(folder, "one.json"), '{"id": 1}');
  await writeFile(join(folder, "one.txtpb"), "id: 1");
  await writeFile(join(folder, "one.bin"), Uint8Array.of(8, 1));
  await writeFile(join(folder, "wrong.json"), '{\n  "nam": 1\n}');
  schema = ["--proto", "a.proto", "-I", folder];
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (words: readonly string[], stdin = "") =>
  runByteglass([...words, ...schema], { stdin, cwd: folder });

describe("encode prints the bytes of", () => {
  it.each([
    [
      "JSON on standard input, every digit of it",
      ["a.M"],
      '{"id": 9007199254740993}',
      "088180808080808010\n",
    ],
    ["JSON in a file", ["a.M", "one.json"], "", "0801\n"],
    ["the text format, by the name of the file", ["a.M", "one.txtpb"], "", "0801\n"],
    [
      "the text format",
      ["a.M", "-", "--from", "text"],
      "id: -1 kids { name: 'x' }",
      "08ffffffffffffffffff011a03120178\n",
    ],
    ["base64", ["a.M", "one.json", "--to", "base64"], "", "CAE=\n"],
    ["the bytes themselves", ["a.M", "one.json", "--to", "binary"], "", "\u0008\u0001"],
    ["a method's request", ["a.S/Do", "one.json"], "", "0801\n"],
    ["nothing", ["a.M"], "{}", "\n"],
  ])("%s", async (_title, words, stdin, stdout) => {
    expect(await run(["encode", ...words], stdin)).toEqual({ exit: 0, stdout, stderr: "" });
  });

  it("a message as JSON, when JSON is asked for", async () => {
    const { exit, stdout } = await run(["encode", "a.M", "one.json", "--json", "--to", "base64"]);
    expect([exit, JSON.parse(stdout)]).toEqual([
      0,
      { type: "a.M", byteLength: 2, base64: "CAE=", findings: [] },
    ]);
  });

  it("what fits, leniently, and says what it skipped", async () => {
    const words = ["encode", "a.M", "--from", "text", "--lenient"];
    expect(await run(words, "id: 1 nam: 2")).toEqual({
      exit: 0,
      stdout: "0801\n",
      stderr: [
        "note: standard input, line 1, column 7, nam: nam is no field of a.M; it is skipped.",
        '    hint: Did you mean "name"?',
        "",
      ].join("\n"),
    });
  });
});

describe("encode refuses with 2 what does not fit, with its place", () => {
  it("in JSON", async () => {
    expect(await run(["encode", "a.M", "wrong.json"])).toEqual({
      exit: 2,
      stdout: "",
      stderr: [
        "error: The JSON is no a.M.",
        '  wrong.json, line 2, column 3, nam: "nam" is no field of a.M.',
        '      "nam": 1',
        "      ^^^^^",
        '    hint: Did you mean "name"?',
        "hint: `byteglass template a.M …` prints a JSON body that fits.",
        "",
      ].join("\n"),
    });
  });

  it("in the text format", async () => {
    const { exit, stdout, stderr } = await run(["encode", "a.M", "--from", "text"], "kids {\n  id: 1.5\n}");
    expect([exit, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(
      "standard input, line 2, column 7, kids[0].id: Expected a whole number from -9223372036854775808 to " +
        "9223372036854775807 (int64), but found 1.5.",
    );
  });

  it("in the text format, with a code of its own", async () => {
    const { stdout } = await run(["encode", "a.M", "--from", "text", "--json"], "kids {\n  id: 1.5\n}");
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "bad-text", message: "The text is no a.M." } });
  });

  it("binary inside JSON", async () => {
    const { exit, stderr } = await run(["encode", "a.M", "one.json", "--to", "binary", "--json"]);
    expect([exit, stderr]).toEqual([
      2,
      "error: --json cannot hold --to binary.\nhint: Use --to hex or --to base64.\n",
    ]);
  });

  it("as JSON, when JSON is asked for", async () => {
    const { exit, stdout } = await run(["encode", "a.M", "wrong.json", "--json"]);
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: "bad-json",
        findings: [{ code: "unknown-field", file: "wrong.json", text: { line: 2 } }],
      },
    });
  });
});

describe("decode prints", () => {
  it.each([
    ["JSON", ["a.M", "one.bin"], "", '{\n  "id": "1"\n}\n'],
    ["the text format", ["a.M", "one.bin", "--to", "text"], "", "id: 1\n"],
    [
      "hex on standard input",
      ["a.M", "--from", "hex", "--to", "text"],
      "08 01\n12 01 78",
      'id: 1\nname: "x"\n',
    ],
    ["base64 on standard input", ["a.M", "--from", "base64", "--to", "text"], "CAE=\n", "id: 1\n"],
    [
      "base64url without padding",
      ["a.M", "--from", "base64", "--to", "text"],
      "IgL--w",
      'raw: "\\376\\373"\n',
    ],
    ["digits of the command line", ["a.M", "--hex", "0x08, 0x01", "--to", "text"], "", "id: 1\n"],
    ["a method's answer", ["a.S/Do", "--hex", "0801", "--to", "text"], "", "ok: true\n"],
    ["nothing", ["a.M", "--hex", "", "--to", "text"], "", ""],
    [
      "one line of JSON",
      ["a.M", "one.bin", "--json"],
      "",
      '{"type":"a.M","byteLength":2,"json":{"id":"1"},"findings":[]}\n',
    ],
    [
      "the text in JSON",
      ["a.M", "one.bin", "--json", "--to", "text"],
      "",
      '{"type":"a.M","byteLength":2,"text":"id: 1","findings":[]}\n',
    ],
  ])("%s", async (_title, words, stdin, stdout) => {
    expect(await run(["decode", ...words], stdin)).toEqual({ exit: 0, stdout, stderr: "" });
  });

  it("the same bytes again, through the text format", async () => {
    const hex = "08ffffffffffffffffff011a03120178220200ff";
    const { stdout } = await run(["decode", "a.M", "--hex", hex, "--to", "text"]);
    expect(await run(["encode", "a.M", "--from", "text"], stdout)).toEqual({
      exit: 0,
      stdout: `${hex}\n`,
      stderr: "",
    });
  });

  it("what the schema knows, and tells the rest on standard error", async () => {
    expect(await run(["decode", "a.M", "--hex", "08012803", "--to", "text"])).toEqual({
      exit: 0,
      stdout: "id: 1\n",
      stderr: [
        "note: bytes 2–4: a.M has no field 5; the record at byte 2 (VARINT, 2 bytes) is not in the text.",
        "    hint: The sender's schema may be newer.",
        "",
      ].join("\n"),
    });
  });

  it("what can be shown of damaged bytes, and ends with 2", async () => {
    expect(await run(["decode", "a.M", "--hex", "0801120561", "--to", "text"])).toEqual({
      exit: 2,
      stdout: 'id: 1\nname: "a"\n',
      stderr:
        "warning: bytes 2–5: The record at byte 2 (field 2, LEN) says 5 bytes, but its message has 1 left.\n",
    });
  });
});

describe("a wrong command ends with 2", () => {
  it.each([
    [["encode"], "", "encode needs the TYPE of a message."],
    [["encode", "a.M", "--from", "xml"], "{}", '--from does not know "xml".'],
    [["encode", "a.M", "--to", "octal"], "{}", '--to does not know "octal".'],
    [["encode", "a.N"], "{}", "The schema has no message type a.N."],
    [["encode", "a.M", "nowhere.json"], "", /^The file nowhere.json could not be read: ENOENT/],
    [["decode"], "", "decode needs the TYPE of a message."],
    [
      ["decode", "a.M", "one.bin", "--hex", "08"],
      "",
      "decode reads one thing: a FILE, - for standard input, or --hex.",
    ],
    [["decode", "a.M", "--hex", "0g"], "", '--hex has "g" in it, which is no hexadecimal digit.'],
    [["decode", "a.M", "--from", "hex"], "0", "standard input has 1 digits: the last byte is half."],
    [["decode", "a.M", "--from", "base64"], "CA*=", 'standard input has "*" in it, which is no base64.'],
    [["decode", "a.M", "--from", "base64"], "CAE=C", 'standard input has "=" in it, which is no base64.'],
    [["decode", "a.M", "--from", "base64"], "CAEEC", "The base64 of standard input is cut off."],
  ])("%j", async (words, stdin, message) => {
    const { exit, stdout, stderr } = await run(words, stdin);
    expect([exit, stdout]).toEqual([2, ""]);
    const told = stderr.split("\n")[0]?.replace(/^error: /, "") ?? "";
    if (typeof message === "string") expect(told).toBe(message);
    else expect(told).toMatch(message);
  });
});
