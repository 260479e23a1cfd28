/** A connection is told while it comes about, on every channel, and no more once it carries the call. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectingStage } from "../../core/calls/connecting-stage.ts";
import type { ConnectionReport } from "../../core/contract/connection-report.ts";
import { call } from "./support/call.ts";
import { everyKind, openSample, type Sample } from "./support/sample-channels.ts";
import { startTcpServer } from "./support/tcp-server.ts";

let sample: Sample;
const closing: (() => void)[] = [];
beforeAll(async () => {
  sample = await openSample();
});
afterAll(async () => {
  for (const close of closing) close();
  await sample?.stop();
});

const method = () => sample.method("samples.status.v1.StatusService/ShowDetails");
const path = () => `/${method().parent.typeName}/${method().name}`;

describe.each(everyKind)("%s", (kind) => {
  it("tells each step as it begins, and nothing of a connection that stands", async () => {
    const channel = sample.channelOf(kind, method(), {
      target: (own) => own.replace(/127\.0\.0\.1|localhost/, "localhost"),
    });
    closing.push(() => channel.close());
    const told: ConnectionReport[] = [];
    const onConnecting = (report: ConnectionReport): number => told.push(report);
    await call(channel, [new Uint8Array()], { kind: "unary", path: path(), onConnecting });
    const stages = told.map(connectingStage);
    expect(stages[0]).toBe("looking up the name");
    expect(stages.some((stage) => /^connecting to localhost:\d+$/.test(stage))).toBe(true);
    expect(told[0]?.steps).toMatchObject([{ kind: "lookup", outcome: "under-way" }]);
    // Over HTTP/1.1 a connection is free once its answer is read to the end, which may be a moment after the status.
    const toldAgain = async (): Promise<number> => {
      const { length } = told;
      await call(channel, [new Uint8Array()], { kind: "unary", path: path(), onConnecting });
      return told.length - length;
    };
    await expect.poll(toldAgain).toBe(0);
  });

  // Node tells of a session that was destroyed in the turn in which it was made.
  it.each(["connecting", "connected"] as const)("can be closed as it tells of %s", async (told) => {
    const channel = sample.channelOf(kind, method(), kind === "grpc" ? {} : { http: { version: "2" } });
    const events: string[] = [];
    const open = channel.open({ kind: "unary", path: path(), metadata: [] }, (event) => {
      events.push(event.kind);
      if (event.kind === told) queueMicrotask(() => channel.close());
    });
    open.send(new Uint8Array()).catch(() => undefined);
    open.halfClose();
    expect(await open.done).toMatchObject({ code: 1, message: "Cancelled by the client." });
    expect(events).toContain(told);
  });
});

it("shows the step that takes long while it does", async () => {
  const silent = await startTcpServer((socket) => socket.resume());
  closing.push(silent.stop);
  const channel = sample.channelOf("grpc", method(), { target: () => `127.0.0.1:${silent.port}` });
  closing.push(() => channel.close());
  const told: ConnectionReport[] = [];
  const onConnecting = (report: ConnectionReport): number => told.push(report);
  const done = call(channel, [new Uint8Array()], {
    kind: "unary",
    path: path(),
    deadline: 3000,
    onConnecting,
  });
  await expect
    .poll(() => told.at(-1)?.steps.map(({ kind, outcome }) => `${kind} ${outcome}`))
    .toEqual(["tcp ok", "http2 under-way"]);
  expect(connectingStage(told.at(-1) ?? told[0] ?? expect.fail())).toBe("waiting for HTTP/2");
  await done;
});

it("shows a connection that is under way to who comes later, and nothing to a call that is over", async () => {
  const silent = await startTcpServer((socket) => socket.resume());
  closing.push(silent.stop);
  const channel = sample.channelOf("grpc", method(), { target: () => `127.0.0.1:${silent.port}` });
  closing.push(() => channel.close());
  const begin = (deadline: number) => {
    const told: ConnectionReport[] = [];
    const onConnecting = (report: ConnectionReport): number => told.push(report);
    const done = call(channel, [], { kind: "unary", path: path(), deadline, onConnecting });
    return { told, done, stage: () => told.at(-1) && connectingStage(told.at(-1) ?? expect.fail()) };
  };
  const first = begin(3000);
  await expect.poll(first.stage).toBe("waiting for HTTP/2");
  const second = begin(15_000);
  expect(second.stage()).toBe("waiting for HTTP/2");
  await first.done;
  const { length } = first.told;
  channel.close();
  await second.done;
  expect(second.told.length).toBeGreaterThan(0);
  const third = begin(300);
  await third.done;
  expect(third.told.length).toBeGreaterThan(1);
  expect(first.told.length).toBe(length);
});
