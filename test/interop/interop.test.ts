/** The gRPC interoperability suite against servers of two makes. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel } from "../../core/channels/channel.ts";
import { createGrpcChannel } from "../../core/channels/grpc.ts";
import { inFolder } from "../cli/build-cli.ts";
import { describeWith } from "../servers/support/programs.ts";
import { findPython, pythonMissing, type RunningPython, startPython } from "../servers/support/python.ts";
import { interopCases, type UnderTest } from "./cases.ts";
import { startCompressingServer } from "./compressing-server.ts";
import { loadMessages } from "./messages.ts";
import { startInteropServer } from "./server.ts";

/** The names that have to be there; what runs is looked up when the servers do. */
const NAMES = [
  "empty_unary",
  "large_unary",
  "client_streaming",
  "server_streaming",
  "ping_pong",
  "empty_stream",
  "client_compressed_unary",
  "server_compressed_unary",
  "client_compressed_streaming",
  "server_compressed_streaming",
  "cancel_after_begin",
  "cancel_after_first_response",
  "timeout_on_sleeping_server",
  "custom_metadata",
  "status_code_and_message",
  "special_status_message",
  "unimplemented_method",
  "unimplemented_service",
];

function to(target: string): Channel {
  return createGrpcChannel({ target, security: { mode: "plaintext" } });
}

/** Runs every case once. */
function runCases(under: () => UnderTest): void {
  it("has every case by its name", () => {
    expect(Object.keys(interopCases(under()))).toEqual(NAMES);
  });
  it.each(NAMES)("%s", async (name) => await interopCases(under())[name]?.());
}

describe("gRPC interoperability with grpc-js", () => {
  let under: UnderTest;
  const closing: (() => void)[] = [];
  beforeAll(async () => {
    const messages = await loadMessages();
    const server = await startInteropServer(messages);
    const other = await startCompressingServer(messages);
    const channel = to(`127.0.0.1:${server.port}`);
    const compressing = to(`127.0.0.1:${other.port}`);
    closing.push(channel.close, compressing.close, server.stop, other.stop);
    under = { messages, channel, compressing, seesCompression: true, cancelled: server.cancelled };
  });
  afterAll(() => {
    for (const close of closing) close();
  });
  runCases(() => under);
});

describeWith("gRPC interoperability with gRPC's C++ core", await findPython(), pythonMissing, (python) => {
  let under: UnderTest;
  let server: RunningPython;
  beforeAll(async () => {
    const folder = inFolder("test/interop");
    server = await startPython(python, {
      script: join(folder, "server.py"),
      files: ["testing.proto"],
      folders: [folder],
    });
    const channel = to(server.target);
    under = { messages: await loadMessages(), channel, compressing: channel, seesCompression: false };
  });
  afterAll(async () => {
    under?.channel.close();
    await server?.stop();
  });
  runCases(() => under);
});
