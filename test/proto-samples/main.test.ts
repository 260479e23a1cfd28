import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeAddresses } from "../../proto-samples/server/main.ts";
import { callGrpc, schema } from "./sample-client.ts";

let folder = "";
const children: ChildProcess[] = [];

/** One CommonJS file with the compiled samples beside it, as a release has them. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "byteglass-test-"));
  await build({
    stdin: {
      contents: `import { runSample } from "./proto-samples/server/index.ts";
        runSample(process.argv.slice(2)).then((code) => { process.exitCode = code; });`,
      resolveDir: process.cwd(),
    },
    outfile: path.join(folder, "sample.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "silent",
  });
  await writeFile(path.join(folder, "samples.binpb"), descriptorSet());
});

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

/** Field 1 of FileDescriptorSet, once for each file. */
function descriptorSet(): Buffer {
  const parts = [...schema.files.values()].flatMap((bytes) => [
    Buffer.from([0x0a, ...varint(bytes.length)]),
    bytes,
  ]);
  return Buffer.concat(parts);
}

function varint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

interface Run {
  readonly child: ChildProcess;
  readonly firstLine: Promise<string>;
  readonly end: Promise<{ readonly code: number | null; readonly error: string }>;
}

function run(...args: readonly string[]): Run {
  const child = spawn(process.execPath, [path.join(folder, "sample.cjs"), ...args]);
  children.push(child);
  let [output, error] = ["", ""];
  child.stderr?.on("data", (chunk: Buffer) => {
    error += chunk.toString();
  });
  const firstLine = new Promise<string>((resolve) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const end = output.indexOf("\n");
      if (end >= 0) resolve(output.slice(0, end));
    });
  });
  const end = new Promise<{ code: number | null; error: string }>((resolve) => {
    child.once("close", (code) => resolve({ code, error }));
  });
  return { child, firstLine, end };
}

test("a bundle prints one line of addresses, serves, and leaves nothing behind at Ctrl C", async () => {
  const { child, firstLine, end } = run("--json");
  const addresses = JSON.parse(await firstLine) as { readonly grpc: string; readonly ca: string };
  expect(Object.keys(addresses)).toEqual([
    "grpc",
    "grpcTls",
    "grpcMtls",
    "web",
    "http",
    "ca",
    "clientCert",
    "clientKey",
  ]);
  const name = "grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
  const request = { fileContainingSymbol: "samples.sink.v1.EchoService" };
  const { messages } = await callGrpc(addresses.grpc, name, [request]);
  expect(messages).toMatchObject([{ fileDescriptorResponse: {} }]);
  child.kill("SIGINT");
  expect(await end).toEqual({ code: 0, error: "" });
  expect(existsSync(addresses.ca)).toBe(false);
});

const USAGE = `usage: sample [--port N] [--json]
  --port takes a number from 1 to 65531: the first of five ports.
`;

test.each([["--port=0"], ["--port=70000"], ["--port=a"], ["--nope"], ["word"]])(
  "refuses %s",
  async (argument) => {
    expect(await run(argument).end).toEqual({ code: 2, error: USAGE });
  },
);

test("shows every address to a person, and commands that use them", () => {
  const text = describeAddresses({
    grpc: "127.0.0.1:1",
    grpcTls: "127.0.0.1:2",
    grpcMtls: "127.0.0.1:3",
    web: "http://127.0.0.1:4",
    http: "http://127.0.0.1:5",
    ca: "ca.pem",
    clientCert: "client.pem",
    clientKey: "client-key.pem",
  });
  expect(text.split("\n").filter((line) => line !== "")).toEqual([
    "The sample server is ready.",
    "  gRPC                   127.0.0.1:1    (reflection, health)",
    "  gRPC over TLS          127.0.0.1:2",
    "  gRPC over mutual TLS   127.0.0.1:3",
    "  gRPC-Web and Connect   http://127.0.0.1:4",
    "  HTTP + JSON            http://127.0.0.1:5",
    "  CA certificate         ca.pem",
    "  client certificate     client.pem",
    "  client key             client-key.pem",
    "Try, in another terminal:",
    "  byteglass list 127.0.0.1:1",
    "  byteglass call 127.0.0.1:1 samples.vision.v1.VisionService/Predict \\",
    `    -d '{"modelId": "general-v2", "inputs": [{"image": {"url": "https://example.test/cat.jpg"}}]}'`,
    "  curl 'http://127.0.0.1:5/v1/models/general-v2?readMask=displayName,kind'",
    "Ctrl C ends it.",
  ]);
});
