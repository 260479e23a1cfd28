/** `call --bytes`: what is given travels as it is, and is refused where it cannot. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningSample } from "../../core/engine.ts";
import { startSampleServer } from "../../proto-samples/server/index.ts";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

const echo = "samples.sink.v1.EchoService/EchoAny";
let sample: RunningSample;
let cwd = "";
beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleServer();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-bytes-"));
});
afterAll(async () => {
  await sample.stop();
  rmSync(cwd, { recursive: true });
});

async function sent(words: readonly string[]) {
  const { exit, stdout, stderr } = await runByteglass(["call", ...words, "--json"], { cwd });
  return { exit, stderr, ...(stdout === "" ? {} : (JSON.parse(stdout) as Record<string, unknown>)) };
}

describe("call --bytes", () => {
  it("sends an overlong length and an unknown field as they are", async () => {
    const { exit, messageHex } = (await sent([
      sample.addresses.grpc,
      echo,
      "--bytes",
      "0a 81 00 78 50 01",
    ])) as {
      exit: number;
      messageHex?: string;
    };
    expect(exit).toBe(0);
    expect(messageHex).toContain("5001");
  });

  it("sends a damaged message, and the server says what it makes of it", async () => {
    const { exit, status } = (await sent([sample.addresses.grpc, echo, "--bytes", "0a 05 78"])) as {
      exit: number;
      status?: { code: number };
    };
    expect([exit > 64, status?.code === 0]).toEqual([true, false]);
  });

  it("takes a file", async () => {
    writeFileSync(join(cwd, "m.bin"), Uint8Array.of(0x0a, 1, 0x78));
    expect(await sent([sample.addresses.grpc, echo, "--bytes", "@m.bin"])).toMatchObject({ exit: 0 });
  });

  it("takes a file of several messages", async () => {
    const each = "samples.sink.v1.EchoService/EchoEach";
    const messages = [1, 2, 3].map((number) => [0x18, number]);
    writeFileSync(
      join(cwd, "m.delimited"),
      Uint8Array.from(messages.flatMap((bytes) => [bytes.length, ...bytes])),
    );
    writeFileSync(
      join(cwd, "m.prefixed"),
      Uint8Array.from(messages.flatMap((bytes) => [0, 0, 0, bytes.length, ...bytes])),
    );
    const words = ["call", sample.addresses.grpc, each, "--bytes"];
    for (const [file, form] of [
      ["@m.delimited", "delimited"],
      ["@m.prefixed", "length-prefixed"],
    ] as const) {
      const { exit, stdout } = await runByteglass([...words, file, "--frames", form], { cwd });
      expect([exit, stdout]).toEqual([0, '{"int32Value":1}\n{"int32Value":2}\n{"int32Value":3}\n']);
    }
  });

  it.each<[readonly string[], string]>([
    [["--bytes", "@m.bin", "--frames", "grpc"], 'call --frames does not know "grpc".'],
    [["--bytes", "00", "--frames", "delimited"], "--frames belongs to one --bytes @FILE."],
    [["--bytes", "@nowhere", "--frames", "delimited"], "The file nowhere does not exist."],
    [["-d", "@m.bin"], "m.bin holds bytes, not JSON."],
  ])("refuses %j", async (words, message) => {
    writeFileSync(join(cwd, "m.bin"), Uint8Array.of(0x0a, 1, 0x78));
    const { exit, stderr } = await runByteglass(["call", sample.addresses.grpc, echo, ...words], { cwd });
    expect([exit, stderr.split("\n")[0]]).toEqual([2, `error: ${message}`]);
  });

  it("is refused over HTTP + JSON when the JSON cannot say all of it", async () => {
    const words = [sample.addresses.http, echo, "--channel", "http-json", "--reflect", sample.addresses.grpc];
    const told = await runByteglass(["call", ...words, "--bytes", "0a 01 78 50 01"], { cwd });
    expect([told.exit, told.stdout]).toEqual([2, ""]);
    expect(told.stderr).toContain("JSON cannot carry the message as it is: it would leave something out.");
  });

  it("does not go with -d", async () => {
    const told = await runByteglass(["call", sample.addresses.grpc, echo, "-d", "{}", "--bytes", "00"], {
      cwd,
    });
    expect([told.exit, told.stderr]).toEqual([
      2,
      "error: -d and --bytes cannot be given together.\nhint: Say -d for messages as JSON, or --bytes for messages as bytes.\n",
    ]);
  });
});
