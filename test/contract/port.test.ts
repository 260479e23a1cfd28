import { MessageChannel } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import type { Engine, EngineListener } from "../../core/contract/engine.ts";
import { BATCH_LENGTH } from "../../core/contract/event-batch.ts";
import {
  connectEngine,
  ENGINE_METHODS,
  type EnginePort,
  isEngineFailure,
  serveEngine,
} from "../../core/contract/port.ts";
import type { EngineEvent } from "../../core/contract/views.ts";
import { ByteglassError } from "../../core/error.ts";

type NodePort = MessageChannel["port1"];

function nodePort(port: NodePort): EnginePort {
  return {
    post: (message) => port.postMessage(message),
    listen(onMessage, onClose) {
      port.on("message", onMessage);
      port.on("close", onClose);
    },
    close: () => port.close(),
  };
}

/** An engine whose methods are those given; the others answer with their own name. */
function engineOf(methods: Partial<Engine>): Engine {
  const names = ENGINE_METHODS.map((name) => [name, async () => name]);
  return { ...Object.fromEntries(names), ...methods };
}

function connect(methods: Partial<Engine>) {
  const { port1, port2 } = new MessageChannel();
  const events: EngineEvent[] = [];
  const batches: number[] = [];
  let closed: () => void = () => undefined;
  const onClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const served = serveEngine(engineOf(methods), nodePort(port1));
  const { engine, close } = connectEngine(nodePort(port2), {
    onEvents(more) {
      batches.push(more.length);
      events.push(...more);
    },
    onClose: () => closed(),
  });
  return { served, engine, close, events, batches, onClosed, raw: port2 };
}

const progress = (number: number): EngineEvent => ({
  kind: "progress",
  operationId: "a",
  stage: String(number),
});
const never = () => new Promise<never>(() => undefined);
const isTrue = (condition: () => boolean) =>
  expect.poll(condition, { interval: 1, timeout: 5000 }).toBe(true);

describe("a call over a port", () => {
  it("answers with the engine's value, bytes as bytes", async () => {
    const bytes = Uint8Array.of(8, 150, 1);
    const { engine, close } = connect({ readBytes: async () => bytes });
    expect(await engine.readBytes({ documentId: "d", start: 0, end: 3 })).toEqual(bytes);
    close();
  });

  it("hands the parameters over whole", async () => {
    const { engine, close } = connect({ loadState: async (request) => ({ text: JSON.stringify(request) }) });
    expect(await engine.loadState({ name: "tabs" })).toEqual({ text: '{"name":"tabs"}' });
    close();
  });

  it("rejects with the record of a coded error", async () => {
    const { engine, close } = connect({
      release: async () => {
        throw new ByteglassError("not-found", "There is no document d1.", { hint: "Open it again." });
      },
    });
    await expect(engine.release({ documentId: "d1" })).rejects.toEqual({
      name: "ByteglassError",
      record: {
        code: "not-found",
        message: "There is no document d1.",
        hint: "Open it again.",
        findings: [],
      },
    });
    close();
  });

  it("rejects with an internal error when an answer cannot be cloned", async () => {
    const { engine, close } = connect({ readJson: async () => (() => undefined) as unknown as string });
    await expect(engine.readJson({ documentId: "d", start: 0, end: 1 })).rejects.toSatisfy(
      (thrown: unknown) => isEngineFailure(thrown) && thrown.record.code === "internal",
    );
    close();
  });

  it.each([
    ["null", null],
    ["a text", "hello"],
    ["an unknown method", { t: "q", i: "1", m: "constructor", a: [] }],
    ["no arguments", { t: "q", i: "2", m: "release" }],
    ["an answer to nothing", { t: "s", i: "3", r: 1 }],
  ])("outlives a message that is %s", async (_name, message) => {
    const { engine, close, raw } = connect({});
    raw.postMessage(message);
    expect(await engine.startSample()).toBe("startSample");
    close();
  });
});

describe("events over a port", () => {
  it("arrive in order, in batches, and before the answer they belong to", async () => {
    let notify: EngineListener = () => undefined;
    const count = BATCH_LENGTH * 2 + 10;
    const connection = connect({
      stopSample: async () => {
        for (let number = 0; number < count; number++) notify(progress(number));
      },
    });
    notify = connection.served.notify;
    await connection.engine.stopSample();
    expect(connection.events).toEqual(Array.from({ length: count }, (_, number) => progress(number)));
    expect(connection.batches).toEqual([BATCH_LENGTH, BATCH_LENGTH, 10]);
    connection.close();
  });

  it("arrive without a call", async () => {
    const { served, events, close } = connect({});
    served.notify(progress(1));
    await isTrue(() => events.length === 1);
    close();
  });
});

describe("a port that closes", () => {
  it("rejects what is pending and says so", async () => {
    const { served, engine, onClosed } = connect({ startSample: never });
    const pending = engine.startSample();
    const rejected = expect(pending).rejects.toMatchObject({
      record: { code: "cancelled", message: "The engine stopped before it answered." },
    });
    served.close();
    await onClosed;
    await rejected;
    await expect(engine.stopSample()).rejects.toMatchObject({ record: { code: "cancelled" } });
  });

  it("cancels the operations it had running, and only those", async () => {
    const cancelled: string[] = [];
    const { engine, close } = connect({
      openSchema: (request) =>
        (request.operationId === "done" ? Promise.resolve() : never()) as Promise<never>,
      cancel: async ({ operationId }) => {
        cancelled.push(operationId);
      },
    });
    await engine.openSchema({ operationId: "done", sources: [] });
    engine.openSchema({ operationId: "open", sources: [] }).catch(() => undefined);
    await engine.startSample();
    close();
    await isTrue(() => cancelled.length > 0);
    expect(cancelled).toEqual(["open"]);
  });
});
