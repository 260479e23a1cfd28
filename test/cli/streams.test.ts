/** Streams as real processes: messages in and out as they come, recorded and replayed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
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

const listBytes = "samples.sink.v1.EchoService/ListBytes";
const live = "samples.vision.v1.CaptionService/Live";
const config = '{"config": {"rateHertz": 16000}}';
const sound = '{"pcm": "AAAA"}';

interface Line {
  readonly event: string;
  readonly message?: { readonly int32Value?: number };
}

function linesOf(stdout: string): readonly Line[] {
  const lines = stdout.trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

/** A way to the server that counts the bytes it sends. */
async function countingRelay(serverPort: number) {
  let count = 0;
  const relay = createServer((client) => {
    const server = connect(serverPort, "127.0.0.1");
    server.on("data", (chunk) => {
      count += chunk.length;
    });
    client.on("error", () => server.destroy()).pipe(server);
    server.on("error", () => client.destroy()).pipe(client);
  }).listen(0, "127.0.0.1");
  await once(relay, "listening");
  const { port } = relay.address() as AddressInfo;
  return { port, counted: () => count, close: () => void relay.close() };
}

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

  it.each(["--json", "--events"])("tells what happens with %s, one object a line, in order", async (flag) => {
    const { exit, stdout } = await runByteglass(["call", target, live, flag, "-d", `${config}${sound}`]);
    const lines = linesOf(stdout);
    expect(exit).toBe(0);
    expect(lines.map(({ event }) => event)).toEqual(
      expect.arrayContaining(["connected", "request-headers", "half-close", "trailers"]),
    );
    expect(lines.filter(({ event }) => event === "message-sent")).toMatchObject([
      { index: 0, message: { config: { rateHertz: 16000 } }, byteLength: 5 },
      { index: 1, message: { pcm: "AAAA" }, hex: "1203000000" },
    ]);
    expect(lines.find(({ event }) => event === "message-received")).toMatchObject({
      index: 0,
      message: { text: "good" },
      hex: "0a04676f6f641000",
    });
    const names = lines.map(({ event }) => event);
    expect(names.indexOf("message-received")).toBeLessThan(names.indexOf("trailers"));
    expect(lines.at(-1)).toMatchObject({
      event: "status",
      name: "OK",
      sentCount: 2,
      receivedCount: 1,
      sizes: { request: 10, response: 8 },
    });
  });

  it("tells every message that was sent, beyond the first hundred too", async () => {
    const words = ["call", target, "samples.sink.v1.EchoService/EchoEach", "--json", "-d", "-"];
    const body = Array.from({ length: 250 }, (_, index) => `{"int32Value": ${index + 1}}\n`).join("");
    const { exit, stdout } = await runByteglass(words, { stdin: body });
    const numbers = (wanted: string) =>
      linesOf(stdout).flatMap(({ event, message }) => (event === wanted ? [message?.int32Value] : []));
    const expected = Array.from({ length: 250 }, (_, index) => index + 1);
    expect([exit, numbers("message-sent"), numbers("message-received")]).toEqual([0, expected, expected]);
  });

  it("prints events as they happen, and ends by Ctrl C with the status as its last line", async () => {
    const { exit, stdout, stderr } = await runByteglass(
      [
        "call",
        target,
        listBytes,
        "--json",
        "-d",
        '{"byteCount": 1, "messageCount": 1000, "interval": "0.05s"}',
      ],
      {
        onOutput: (child, written) => {
          if (written.includes("message-received")) child.kill("SIGINT");
        },
      },
    );
    const lines = linesOf(stdout);
    expect([exit, stderr]).toEqual([130, "Cancelled.\n"]);
    expect(lines.some(({ event }) => event === "message-received")).toBe(true);
    expect(lines.at(-1)).toMatchObject({ event: "status", name: "CANCELLED" });
  });

  it("lets the server wait while nobody reads", async () => {
    const { port, counted, close } = await countingRelay(Number(target.split(":").at(-1)));
    const body = '{"byteCount": 1000000, "messageCount": 250}';
    const words = ["call", `127.0.0.1:${port}`, listBytes, "--json", "-d", body];
    const child = spawn(process.execPath, [launcher, ...words]);
    await new Promise((resolve) => child.stdout.once("readable", resolve));
    // The server waits when nothing came for a while; all of it would be 250 MB.
    for (let before = -1; before !== counted(); ) {
      before = counted();
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
    expect(counted()).toBeLessThan(150_000_000);
    child.kill("SIGKILL");
    close();
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
    const chart = await runByteglass(["timeline", file, "--side", "out", "--chart", "config.rateHertz"]);
    expect(chart.stdout.split("\n").slice(0, 2)).toEqual([
      "→ config.rateHertz · 1 value of 3 messages",
      "16000",
    ]);
    const none = await runByteglass(["timeline", file, "--chart", "text"]);
    expect([none.exit, none.stderr.split("\n")[0]]).toEqual([
      2,
      "error: No message that was received has a number at text.",
    ]);
    const nothing = await runByteglass(["timeline", file, "--text", "no such word"]);
    expect([nothing.exit, nothing.stderr]).toEqual([
      0,
      expect.stringMatching(/^None of its \d+ events is one that was asked for\.$/m),
    ]);
    const again = await runByteglass(["call", target, live, "--replay", file, "--speed", "2"]);
    expect([again.exit, again.stdout]).toEqual([0, first.stdout]);
  });

  it("is not begun when its recording could not be written", async () => {
    const [missing, isFolder] = [join(folder, "none", "a.byteglass"), folder];
    const words = ["call", "localhost:1", live, "-d", "{}", "--record"];
    const first = await runByteglass([...words, missing]);
    const second = await runByteglass([...words, isFolder]);
    expect([first.exit, first.stderr.split("\n")[0]]).toEqual([
      2,
      `error: --record ${missing}: there is no folder ${join(folder, "none")}.`,
    ]);
    expect([second.exit, second.stderr.split("\n")[0]]).toEqual([
      2,
      `error: --record ${isFolder}: this is a folder.`,
    ]);
  });

  it("prints every message of a long stream, in order", async () => {
    const words = ["call", target, listBytes, "-d", '{"byteCount": 1, "messageCount": 2500}'];
    const { exit, stdout } = await runByteglass(words);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).index ?? 0);
    expect([exit, lines]).toEqual([0, Array.from({ length: 2500 }, (_, index) => index)]);
  });

  it.runIf(existsSync("/usr/bin/script"))("lets who types mend a message that does not fit", async () => {
    const each = "samples.sink.v1.EchoService/EchoEach";
    const line = `'${process.execPath}' '${launcher}' call ${target} ${each} -d -`;
    // Stands for a person at a terminal.
    const child = spawn("/usr/bin/script", ["-qec", line, "/dev/null"], {
      env: { ...process.env, NO_COLOR: "1" },
    });
    let shown = "";
    child.stdout.on("data", (chunk) => {
      shown += String(chunk).replace(/\r/g, "");
    });
    const seen = (text: string) => expect.poll(() => shown, { timeout: 20_000 }).toContain(text);
    await seen("Type messages as JSON: each is sent once it is whole. Ctrl D half-closes, Ctrl C cancels.\n");
    child.stdin.write('{"nope": 1}\n');
    await seen('"nope" is no field of samples.sink.v1.KitchenSink.');
    await seen("It was not sent; the call goes on.");
    child.stdin.write('{"int32Value":\n 2}\n');
    await seen('\n{"int32Value":2}\n');
    child.stdin.write("\u0004");
    expect((await once(child, "exit"))[0]).toBe(0);
  });

  it.each(["grpc", "grpc-web", "grpc-web-text", "connect", "connect-json", "http-json"])(
    "is cancelled by Ctrl C on %s, and says so",
    async (channel) => {
      const { grpc, http, web } = sample.addresses;
      const server = channel === "grpc" ? grpc : channel === "http-json" ? http : web;
      const { exit, stdout, stderr } = await runByteglass(
        [
          ...["call", server, listBytes, "--channel", channel, "--reflect", grpc],
          ...["-d", '{"byteCount": 1, "messageCount": 1000, "interval": "0.05s"}'],
        ],
        { onOutput: (child, written) => void (written.includes("\n") && child.kill("SIGINT")) },
      );
      expect([exit, stderr]).toEqual([130, "Cancelled.\n"]);
      expect(JSON.parse(stdout.split("\n")[0] ?? "")).toHaveProperty("content");
    },
  );

  it.each([[[]], [["--json"]]])("ends quietly when its reader has read enough (%j)", async (words) => {
    const body = '{"byteCount": 1, "messageCount": 100000, "interval": "0.01s"}';
    const child = spawn(process.execPath, [launcher, "call", target, listBytes, "-d", body, ...words]);
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    expect([(await once(child, "exit"))[0], stderr]).toEqual([0, ""]);
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
