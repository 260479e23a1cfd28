import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

let folder: string;

beforeAll(async () => {
  await ensureBuilt();
  folder = await mkdtemp(join(tmpdir(), "byteglass-inspect-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function inspectJson(words: readonly string[], stdin?: string) {
  const { exit, stdout, stderr } = await runByteglass(
    ["inspect", ...words, "--json"],
    stdin === undefined ? {} : { stdin },
  );
  expect([exit, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

describe("byteglass inspect", () => {
  it("explains bytes on a line a field", async () => {
    expect(await runByteglass(["inspect", "--hex", "08 96 01 1a 05 12 03 61 62 63"])).toEqual({
      exit: 0,
      stderr: "",
      stdout: [
        "10 bytes · no schema · hex, 29 characters",
        "0000  08 96 01                   1  int64  150  sint 75",
        "0003  1a 05                      3  message, 1 field",
        '0005  12 03 61 62 63               3.2  string  "abc"',
        "",
      ].join("\n"),
    });
  });

  it("answers as JSON with steps, atoms, records and findings", async () => {
    expect(await inspectJson(["--hex", "0896010a"])).toMatchObject({
      input: ["hex, 8 characters"],
      frames: [],
      atoms: [
        [0, 1, "tag"],
        [1, 3, "varint"],
        [3, 4, "tag"],
      ],
      records: [
        { path: "1", number: 1, wire: "VARINT", start: 0, end: 3, reading: "int64", value: "150" },
        { path: "1[1]", number: 1, wire: "LEN", start: 3, end: 4, status: "damaged" },
      ],
    });
  });

  it("names the other readings of a value", async () => {
    const { records } = await inspectJson(["--hex", "0a024869"]);
    expect(records[0].alternatives.slice(0, 2)).toEqual([
      { type: "message", value: "{9: 105}", cost: 21 },
      { type: "bytes", value: "48 69", cost: 28.2 },
    ]);
  });

  it.each([
    ["auto", "00000000030896 01", ["grpc", 0, 8, 5, 8], 2, 4],
    ["none", "00000000030896 01", undefined, 1, 2],
    ["grpc", "00000000030896 01", ["grpc", 0, 8, 5, 8], 2, 4],
    ["grpc-web", "800000000f677270632d7374617475733a300d0a", ["grpc-web", 0, 20, 5, 20], 1, 3],
    ["connect", "02000000027b7d", ["connect", 0, 7, 5, 7], 1, 3],
    ["delimited", "03089601", ["delimited", 0, 4, 1, 4], 2, 3],
    ["confluent", "000000000300089601", ["confluent", 0, 9, 6, 9], 2, 5],
  ])("--frames %s reads %s", async (kind, hex, frame, recordCount, atomCount) => {
    const { frames, records, atoms } = await inspectJson(["--frames", kind, "--hex", hex]);
    const [first] = frames;
    expect(first && [first.kind, first.start, first.end, ...first.payload]).toEqual(frame);
    expect([records.length, atoms.length]).toEqual([recordCount, atomCount]);
  });

  it("refuses a framing that does not exist", async () => {
    const { exit, stderr } = await runByteglass(["inspect", "--frames", "http", "--hex", "0801"]);
    expect([exit, stderr]).toEqual([
      2,
      'error: --frames does not know "http".\nhint: Choose one of auto, none, grpc, grpc-web, connect, delimited, confluent.\n',
    ]);
  });

  it("shows what compressed frames hold after the frames", async () => {
    const file = join(folder, "frames.bin");
    const packed = gzipSync(Uint8Array.of(8, 150, 1));
    const frame = Buffer.concat([Uint8Array.of(1, 0, 0, 0, packed.length), packed]);
    await writeFile(file, Buffer.concat([frame, frame]));
    const { frames, buffers } = await inspectJson([file]);
    expect(frames.map((each: { compression: string }) => each.compression)).toEqual(["gzip", "gzip"]);
    expect(buffers[1]).toMatchObject({
      step: "gunzip 23 B",
      start: 33,
      end: 56,
      atoms: [
        [0, 1, "tag"],
        [1, 3, "varint"],
      ],
      records: [{ path: "1", value: "150" }],
    });
    expect((await runByteglass(["inspect", file])).stdout).toContain("gunzip 23 B, bytes 5 to 28 above");
  });

  it.each([
    ["hex", "08 96 01"],
    ["0x", "0x08, 0x96, 0x01"],
    ["base64", "CJYB"],
    ["escapes", "\\x08\\x96\\x01"],
    ["octal", "\\010\\226\\001"],
    ["byte list", "[]byte{8, 150, 1}"],
    ["a standard input", "-"],
    ["a file", "@TEXT"],
  ])("reads %s as text", async (_, word) => {
    const textFile = join(folder, "dump.txt");
    await writeFile(textFile, "00000000  08 96 01   |...|\n");
    const text = word.replace("@TEXT", `@${textFile}`);
    const { atoms } = await inspectJson(["--text", text], "CJYB");
    expect(atoms).toEqual([
      [0, 1, "tag"],
      [1, 3, "varint"],
    ]);
  });

  it("reads a file, and unpacks it where it is compressed", async () => {
    const file = join(folder, "payload.bin");
    await writeFile(file, gzipSync(Uint8Array.of(8, 150, 1)));
    const { input, records } = await inspectJson([file]);
    expect(input.at(-1)).toMatch(/^gunzip \d+ B$/);
    expect(records).toHaveLength(1);
  });

  it.each([[[]], [["-"]]])("%j reads standard input", async (words) => {
    const given = words.length === 0 ? ["-"] : words;
    const { input, byteLength } = await inspectJson(given, "\u0008\u0001");
    expect([input, byteLength]).toEqual([["standard input, 2 bytes"], 2]);
  });

  it("refuses text that holds no bytes", async () => {
    const { exit, stderr } = await runByteglass(["inspect", "--text", "not bytes, surely!"]);
    expect(exit).toBe(2);
    expect(stderr).toMatch(/^error: /);
  });

  it("says nothing about a reader that has read enough", async () => {
    const file = join(folder, "many.bin");
    await writeFile(file, Buffer.from("0801".repeat(100_000), "hex"));
    const outcome = await runByteglass(["inspect", file], {
      onOutput: (child) => child.stdout?.destroy(),
    });
    expect([outcome.exit, outcome.stderr]).toEqual([0, ""]);
  });
});
