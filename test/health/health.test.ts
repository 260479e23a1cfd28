import { Server, ServerCredentials, type ServiceDefinition } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Channel } from "../../core/channels/channel.ts";
import { createGrpcChannel } from "../../core/channels/grpc.ts";
import { checkHealth, watchHealth } from "../../core/health/health.ts";

type Bytes = Buffer;
const same = (bytes: Bytes): Bytes => bytes;
const method = (name: string, responseStream: boolean) => ({
  path: `/grpc.health.v1.Health/${name}`,
  requestStream: false,
  responseStream,
  requestSerialize: same,
  requestDeserialize: same,
  responseSerialize: same,
  responseDeserialize: same,
});

let channel: Channel;
let server: Server;
const asked: string[] = [];

async function start(service: ServiceDefinition, handlers: Record<string, unknown>): Promise<Channel> {
  server = new Server();
  server.addService(service, handlers as Parameters<Server["addService"]>[1]);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  return createGrpcChannel({ target: `127.0.0.1:${port}`, security: { mode: "plaintext" } });
}

beforeAll(async () => {
  channel = await start(
    { Check: method("Check", false), Watch: method("Watch", true) },
    {
      Check(call: { request: Bytes }, done: (error: object | null, answer?: Bytes) => void) {
        const name = call.request.subarray(2).toString("utf8");
        asked.push(name);
        if (name === "gone") done({ code: 5, details: "no such service" });
        else done(null, Buffer.from(name === "odd" ? "0863" : name === "bad" ? "08" : "0801", "hex"));
      },
      Watch(call: { request: Bytes; write: (bytes: Bytes) => void }) {
        call.write(Buffer.from("0801", "hex"));
        call.write(Buffer.from("0802", "hex"));
      },
    },
  );
});
afterAll(() => {
  channel.close();
  server.forceShutdown();
});

it.each([
  ["", "SERVING"],
  ["pkg.Service", "SERVING"],
  ["gone", "SERVICE_UNKNOWN"],
  ["odd", "UNKNOWN"],
  ["bad", "UNKNOWN"],
])("the health of “%s” is %s", async (service, state) => {
  expect(await checkHealth(channel, service)).toEqual({ state });
  expect(asked.at(-1)).toBe(service);
});

it("is watched until that is ended", async () => {
  const states: string[] = [];
  const stop = new AbortController();
  const ended = await watchHealth(
    channel,
    "",
    (state) => {
      states.push(state);
      if (states.length === 2) stop.abort();
    },
    stop.signal,
  );
  expect({ states, ended }).toEqual({ states: ["SERVING", "NOT_SERVING"], ended: undefined });
});

it("tells changes alone, and that the server broke it off", async () => {
  const turning = await start(
    { Watch: method("Watch", true) },
    {
      Watch(call: {
        write: (bytes: Bytes) => void;
        destroy: () => void;
        emit: (name: string, error: object) => void;
      }) {
        for (const bytes of ["0801", "0801", "0802", "0802", "0801"]) call.write(Buffer.from(bytes, "hex"));
        call.emit("error", { code: 1, details: "going away" });
      },
    },
  );
  const states: string[] = [];
  const ended = await watchHealth(turning, "", (state) => states.push(state), new AbortController().signal);
  expect({ states, code: ended?.code }).toEqual({ states: ["SERVING", "NOT_SERVING", "SERVING"], code: 1 });
  turning.close();
});
