import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import type { SampleAddresses } from "../../core/contract/views.ts";
import { type SampleServer, startSampleServer } from "../../proto-samples/server/index.ts";
import { callGrpc } from "./sample-client.ts";

const running: SampleServer[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  for (const server of running.splice(0)) await server.stop();
});

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "byteglass-test-"));
  folders.push(folder);
  return folder;
}

async function start(...args: Parameters<typeof startSampleServer>): Promise<SampleServer> {
  const server = await startSampleServer(...args);
  running.push(server);
  return server;
}

function portsOf({ grpc, grpcTls, grpcMtls, web, http }: SampleAddresses): readonly number[] {
  return [grpc, grpcTls, grpcMtls, web, http].map((address) => Number(address.split(":").at(-1)));
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** Sends a text and closes the connection when the server has had the time to read it. */
function sendAndLeave(port: number, text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(Buffer.from(text, "latin1"));
      setTimeout(() => socket.destroy(), 30);
    });
    socket.on("error", () => undefined);
    socket.once("close", () => resolve());
    socket.resume();
  });
}

test("uses free ports from the one given up, past one that is taken", async () => {
  const blocker = createServer();
  const first = await new Promise<number>((resolve) => {
    blocker.listen(0, "127.0.0.1", () => {
      const address = blocker.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const ports = portsOf((await start({ port: first })).addresses);
  expect(Math.min(...ports)).toBeGreaterThan(first);
  expect([...ports].sort((one, other) => one - other)).toEqual(ports);
  await new Promise((resolve) => blocker.close(resolve));
});

test("two servers share nothing", async () => {
  const [one, two] = [await start(), await start()];
  const made = { modelId: "mine", model: {} };
  await callGrpc(one.addresses.grpc, "samples.vision.v1.ModelService/CreateModel", [made]);
  const find = (address: string) =>
    callGrpc(address, "samples.vision.v1.ModelService/GetModel", [{ name: "models/mine" }]);
  const codes = [(await find(one.addresses.grpc)).status.code, (await find(two.addresses.grpc)).status.code];
  expect(codes).toEqual([0, 5]);
});

test("stop ends calls under way, frees the ports and removes its folder", async () => {
  const server = await start();
  const { grpc, http, web, ca } = server.addresses;
  const endings = [
    callGrpc(grpc, "samples.status.v1.StatusService/Hang", [{}]).then(({ status }) => status.code),
    fetch(`${http}/v1/status:hang`).then(String, () => "cut"),
    fetch(`${web}/samples.status.v1.StatusService/Hang`, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    }).then(String, () => "cut"),
  ];
  await callGrpc(grpc, "samples.sink.v1.EchoService/Wait", [{ delay: "0.050s" }]);
  await server.stop();
  await server.stop();
  expect(await Promise.all(endings)).toEqual([expect.toBeOneOf([1, 14]), "cut", "cut"]);
  expect(await Promise.all(portsOf(server.addresses).map(accepts))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(existsSync(path.dirname(ca))).toBe(false);
});

test.each([
  ["nothing", ""],
  ["half a preface", "PRI"],
  ["a preface and noise", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff\xff\xff"],
  ["noise", "\x00\x16\x03\x01\xff\xfe\xfd"],
  ["half a request", "POST /v1/sink:echo HTTP/1.1\r\ncontent-length: 100\r\n\r\n{"],
  ["a bad request", "GET / HTTP/9.9\r\n\r\n"],
])("%s on every port does no harm", async (_, text) => {
  const server = await start();
  await Promise.all(portsOf(server.addresses).map((port) => sendAndLeave(port, text)));
  const { status } = await callGrpc(server.addresses.grpc, "grpc.health.v1.Health/Check", [{}]);
  const answers = [`${server.addresses.http}/v1/bytes/1`, server.addresses.web].map((url) => fetch(url));
  expect([status.code, ...(await Promise.all(answers)).map((answer) => answer.status)]).toEqual([
    0, 200, 404,
  ]);
});

test("a folder that was given stays", async () => {
  const directory = await makeFolder();
  const server = await start({ directory });
  await server.stop();
  expect([path.dirname(server.addresses.ca), existsSync(server.addresses.ca)]).toEqual([directory, true]);
});

test("says which .proto files do not compile, and where", async () => {
  const protoDirectory = await makeFolder();
  await writeFile(
    path.join(protoDirectory, "bad.proto"),
    'syntax = "proto3";\nmessage Bad { Nowhere field = 1; }\n',
  );
  const start = startSampleServer({ protoDirectory });
  await expect(start).rejects.toThrow(
    `The sample .proto files in ${protoDirectory} do not compile:\nbad.proto, line 2, column 15: "Nowhere" is not defined.`,
  );
});
