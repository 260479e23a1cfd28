/**
 * Run as a process of its own: makes calls and looks at connections over HTTP/2, to a server that writes anything at any
 * time, while memory is swept. Every call must come to its end, and nothing may be thrown where nobody catches it.
 */
import type { Socket } from "node:net";
import { examine } from "../../../core/channels/autopsy.ts";
import type { Channel } from "../../../core/channels/channel.ts";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import { createGrpcWebChannel } from "../../../core/channels/grpc-web.ts";
import type { ServerAddress } from "../../../core/contract/params.ts";
import { pickFrom, somePieces } from "./hostile-pieces.ts";
import { startRawHttp2Server } from "./raw-http2-server.ts";
import { sweepMemory } from "./sweep-memory.ts";

const ROUNDS = 40;
/** ms within which a call with a deadline of at most 180 ms has ended. */
const PATIENCE = 20_000;
const pick = pickFrom(Number(process.argv[2]));

function answer(socket: Socket, stream: number): void {
  const step = (left: number): void => {
    if (socket.destroyed) return;
    if (left === 0) {
      [() => socket.end(), () => socket.resetAndDestroy()][pick(5)]?.();
      return;
    }
    socket.write(somePieces(pick, stream));
    const next = (): void => step(left - 1);
    [next, () => setImmediate(next), () => setTimeout(next, pick(4))][pick(3)]?.();
  };
  step(1 + pick(6));
}

async function within<T>(ended: Promise<T>, what: string): Promise<T> {
  const timer = setTimeout(() => {
    process.stdout.write(`${what} did not end\n`);
    process.exit(1);
  }, PATIENCE);
  return await ended.finally(() => clearTimeout(timer));
}

async function callOver(channel: Channel): Promise<void> {
  const cancel = (): void => open.cancel();
  const open = channel.open({ path: "/test.Echo/Any", metadata: [], deadline: 30 + pick(150) }, () => {
    if (pick(30) === 0) queueMicrotask(cancel);
  });
  for (let left = pick(4); left >= 0; left--) {
    open.send(new Uint8Array(pick(2) * 50_000)).catch(() => undefined);
  }
  if (pick(5) > 0) open.halfClose();
  if (pick(6) === 0) setTimeout(cancel, pick(10));
  await within(open.done, "a call");
}

async function round(address: ServerAddress): Promise<void> {
  const how = pick(3);
  if (how === 0) {
    await within(examine(address, AbortSignal.timeout(100 + pick(200))), "an autopsy");
    return;
  }
  const http = { http: { version: "2" as const } };
  const channel = how === 1 ? createGrpcChannel(address) : createGrpcWebChannel(address, "grpc-web", http);
  await Promise.all(Array.from({ length: 1 + pick(3) }, () => callOver(channel)));
  channel.close();
}

const server = await startRawHttp2Server(answer);
sweepMemory();
for (let left = ROUNDS; left > 0; left--) {
  await round({ target: `127.0.0.1:${server.port}`, security: { mode: "plaintext" } });
}
process.stdout.write("done");
process.exit(0);
