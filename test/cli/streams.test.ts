/** Streams as real processes: messages in and out as they come, recorded and replayed. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SampleServer, startSampleServer } from "../../proto-samples/server/index.ts";
import { ensureBuilt, launcher } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

let sample: SampleServer;
let target: string;
let folder: string;
beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleServer();
  target = sample.addresses.grpc;
  folder = await mkdtemp(join(tmpdir(), "byteglass-cli-streams-"));
});
afterAll(async () => {
  await sample.stop();
  await rm(folder, { recursive: true, force: true });
});

const live = "samples.vision.v1.CaptionService/Live";
const config = '{"config": {"rateHertz": 16000}}';
const sound = '{"pcm": "AAAA"}';

describe("a stream in the terminal", () => {
  it("sends standard input as it comes, and prints answers meanwhile", async () => {
    const child = spawn(process.execPath, [launcher, "call", target, live, "-d", "-"]);
    let stdout = "";
    const seen = (text: string) =>
      new Promise<void>((resolve) => {
        const look = () => (stdout.includes(text) ? resolve() : setTimeout(look, 10));
        look();
      });
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stdin.write(`${config}${sound.slice(0, 5)}`);
    child.stdin.write(`${sound.slice(5)}\n`);
    await seen('{"text":"good","final":false}\n');
    child.stdin.write(sound);
    await seen('{"text":"good morning","final":false}\n');
    child.stdin.end();
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
  });

  it("tells what happens with --events, one object a line", async () => {
    const { exit, stdout } = await runByteglass([
      "call",
      target,
      live,
      "--events",
      "-d",
      `${config}${sound}`,
    ]);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(exit).toBe(0);
    expect(lines.map(({ event }) => event)).toEqual(
      expect.arrayContaining(["connected", "request-headers", "message-sent", "half-close", "trailers"]),
    );
    expect(lines.find(({ event }) => event === "message-received")).toMatchObject({
      index: 0,
      message: { text: "good" },
      hex: "0a04676f6f641000",
    });
    expect(lines.at(-1)).toMatchObject({ event: "status", name: "OK", sentCount: 2, receivedCount: 1 });
  });

  it("is recorded, read again, and replayed at its times", async () => {
    const file = join(folder, "live.byteglass");
    const first = await runByteglass([
      "call",
      target,
      live,
      "-d",
      `${config}${sound}${sound}`,
      "--record",
      file,
    ]);
    expect(first.exit).toBe(0);
    const told = await runByteglass(["timeline", file, "--side", "in"]);
    expect(told.exit).toBe(0);
    expect(told.stdout).toContain("Caption #2");
    expect(told.stdout).toContain('{ "text": "good morning", "final": false }');
    const rows = await runByteglass(["timeline", file, "--json", "--text", "MORNING"]);
    expect(JSON.parse(rows.stdout)).toMatchObject({
      method: live,
      rows: [{ title: "Caption #2", byteLength: 16 }],
    });
    const again = await runByteglass(["call", target, live, "--replay", file, "--speed", "2"]);
    expect([again.exit, again.stdout]).toEqual([0, first.stdout]);
  });

  it("prints every message of a long stream, in order", async () => {
    const words = ["call", target, "samples.sink.v1.EchoService/ListBytes", "-d"];
    const { exit, stdout } = await runByteglass([...words, '{"byteCount": 1, "messageCount": 2500}']);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).index ?? 0);
    expect([exit, lines]).toEqual([0, Array.from({ length: 2500 }, (_, index) => index)]);
  });

  it("says where standard input does not fit, and cancels", async () => {
    const { exit, stderr } = await runByteglass(["call", target, live, "-d", "-"], {
      stdin: `${config}${sound}{"nope": 1}`,
    });
    expect(exit).toBe(2);
    expect(stderr).toContain("cannot be sent as samples.vision.v1.AudioChunk.");
    expect(stderr).toContain("nope");
  });

  it.each([
    [["--speed", "2"], "--speed belongs to --replay."],
    [["--replay", "x", "--speed", "fast"], '--speed needs a number from 0 to 1000, not "fast".'],
    [["--replay", "x", "-d", "{}"], "-d and --replay cannot be given together."],
    [["--events", "--json"], "--events and --json exclude each other."],
  ])("refuses %j", async (words, message) => {
    const { exit, stderr } = await runByteglass(["call", target, live, ...words]);
    expect(exit).toBe(2);
    expect(stderr).toContain(message);
  });

  it("refuses a file that is no recording", async () => {
    const file = join(folder, "not.ndjson");
    await writeFile(file, "{}\n");
    const { exit, stderr } = await runByteglass(["timeline", file]);
    expect(exit).toBe(2);
    expect(stderr).toContain(`${file} is no recording of a call.`);
  });
});
