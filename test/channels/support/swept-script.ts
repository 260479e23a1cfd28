/**
 * Run as a process of its own: asks a server whose headers have no end, over and over, while memory is swept. Node
 * aborts such a process where it sweeps a session before its streams.
 */
import { examine } from "../../../core/channels/autopsy.ts";
import type { Channel } from "../../../core/channels/channel.ts";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import { createGrpcWebChannel } from "../../../core/channels/grpc-web.ts";
import type { ServerAddress } from "../../../core/contract/params.ts";
import { writeEndlessHeaders } from "./endless-headers.ts";
import { startRawHttp2Server } from "./raw-http2-server.ts";
import { sweepMemory } from "./sweep-memory.ts";

const ROUNDS = 150;

async function callOver(channel: Channel): Promise<void> {
  const open = channel.open({ path: "/test.Echo/Unary", metadata: [], deadline: 10_000 }, () => undefined);
  open.send(Uint8Array.of(1)).catch(() => undefined);
  open.halfClose();
  await open.done;
  channel.close();
}

async function ask(how: string, address: ServerAddress): Promise<void> {
  if (how === "grpc") return callOver(createGrpcChannel(address));
  if (how === "grpc-web")
    return callOver(createGrpcWebChannel(address, "grpc-web", { http: { version: "2" } }));
  await examine(address, AbortSignal.timeout(10_000));
}

const server = await startRawHttp2Server(writeEndlessHeaders);
sweepMemory();
const address: ServerAddress = { target: `127.0.0.1:${server.port}`, security: { mode: "plaintext" } };
for (let round = 0; round < ROUNDS; round++) await ask(process.argv[2] ?? "", address);
server.stop();
process.stdout.write("done");
