import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel, ChannelEvent } from "../../core/channels/channel.ts";
import { createGrpcChannel } from "../../core/channels/grpc.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { bytes, call, finished, hex, kinds, only } from "./support/call.ts";
import { type RunningGrpcServer, startGrpcServer } from "./support/grpc-server.ts";

let server: RunningGrpcServer;
let channel: Channel;

function channelTo(target: string): Channel {
  return createGrpcChannel({ target, security: { mode: "auto" } });
}

beforeAll(async () => {
  server = await startGrpcServer();
  channel = channelTo(`127.0.0.1:${server.port}`);
});
afterAll(() => {
  channel.close();
  server.stop();
});

describe("the four kinds of call", () => {
  it.each<[string, string[], string[]]>([
    ["Unary", ["0801"], ["0801"]],
    ["Unary", [""], [""]],
    ["ServerStream", ["03"], ["00", "01", "02"]],
    ["ServerStream", ["00"], []],
    ["ClientStream", ["0801", "1002", ""], ["08011002"]],
    ["ClientStream", [], [""]],
    ["Bidi", ["01", "02", "03"], ["01", "02", "03"]],
    ["Bidi", [], []],
  ])("%s with %j answers %j", async (method, sent, expected) => {
    const { status, received, events } = await call(channel, sent.map(bytes), {
      path: `/test.Echo/${method}`,
    });
    expect(received).toEqual(expected);
    expect(status).toMatchObject({ code: 0 });
    expect(events.filter(({ kind }) => kind === "message-sent").length).toBe(sent.length);
  });

  it("tells a unary call in order, with times that never go back", async () => {
    const fresh = channelTo(`localhost:${server.port}`);
    const { events } = await call(fresh, [bytes("0801")]);
    fresh.close();
    expect(kinds(events)).toBe(
      "connecting resolving connected request-headers message-sent half-close response-headers message-received trailers status",
    );
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(only(events, "connecting").address).toBe(`localhost:${server.port}`);
    expect(only(events, "connected")).toMatchObject({ address: `127.0.0.1:${server.port}`, protocol: "h2c" });
    expect(only(events, "request-headers").line).toBe("POST /test.Echo/Unary");
  });

  it("does not connect again for the next call", async () => {
    const { events } = await call(channel, [bytes("0801")]);
    expect(kinds(events)).toMatch(/^connected request-headers /);
  });

  it("exchanges messages in turn while both sides are open", async () => {
    const events: ChannelEvent[] = [];
    let wake: () => void = () => undefined;
    const open = channel.open({ path: "/test.Echo/Bidi", metadata: [] }, (event) => {
      events.push(event);
      if (event.kind === "message-received") wake();
    });
    for (const text of ["01", "02"]) {
      const answered = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await open.send(bytes(text));
      await answered;
    }
    open.halfClose();
    await open.done;
    const talk = kinds(events.filter(({ kind }) => /^message/.test(kind)));
    expect(talk).toBe("message-sent message-received message-sent message-received");
    await expect(open.send(bytes("03"))).rejects.toThrow("Nothing can be sent after the half-close.");
  });
});

describe("metadata", () => {
  it("goes out in order with repeats apart, and comes back so", async () => {
    const metadata = [
      { name: "X-List", value: "one" },
      { name: "x-other", value: "" },
      { name: "x-list", value: "two, three" },
      { name: "x-data-bin", value: "AAH_" },
      { name: "x-data-bin", value: "AA==" },
    ];
    const { events } = await call(channel, [bytes("")], { metadata });
    const sent = only(events, "request-headers").headers.filter(({ name }) => name.startsWith("x-"));
    expect(sent).toEqual([
      { name: "x-list", value: "one" },
      { name: "x-list", value: "two, three" },
      { name: "x-other", value: "" },
      { name: "x-data-bin", value: "AAH/" },
      { name: "x-data-bin", value: "AA==" },
    ]);
    const received = only(events, "response-headers").headers.filter(({ name }) => name.startsWith("x-"));
    expect(received.filter(({ name }) => name === "x-data-bin").map(({ value }) => value)).toEqual([
      "AAH/",
      "AA==",
    ]);
    expect(only(events, "trailers").trailers).toEqual([
      { name: "grpc-status", value: "0" },
      { name: "grpc-message", value: "OK" },
      { name: "t-list", value: "one" },
      { name: "t-list", value: "two, three" },
      { name: "t-bin", value: "AP8=" },
    ]);
  });

  it("may replace the headers that are ours", async () => {
    const metadata = [{ name: "User-Agent", value: "someone/1" }];
    await call(channel, [bytes("")], { metadata });
    expect(server.latestMetadata()).toMatchObject({ "user-agent": ["someone/1"] });
  });

  it("carries nothing of our own bookkeeping", async () => {
    await call(channel, [bytes("")]);
    expect(server.latestMetadata()).toEqual({
      "user-agent": [expect.stringMatching(/^byteglass grpc-node-js\//)],
    });
  });

  it("that cannot travel ends the call before anything is sent", async () => {
    const { status, events } = await call(channel, [bytes("")], { metadata: [{ name: "a b", value: "" }] });
    expect(kinds(events)).toBe("status");
    expect(status).toMatchObject({
      code: 3,
      message: "The metadata name “a b” has a character that a name cannot have.",
      cause: { code: "usage" },
    });
  });
});

describe("headers that Node refuses to send", () => {
  it("end the call with the reason, and the next call works", async () => {
    const metadata = ["1", "2"].map((value) => ({ name: "access-control-max-age", value }));
    const { status } = await call(channel, [bytes("")], { metadata });
    expect(status.code).toBe(13);
    expect(status.message).toMatch(/^The request headers could not be sent: .*access-control-max-age/);
    expect((await call(channel, [bytes("")])).status.code).toBe(0);
  });
});

describe("failing calls", () => {
  it.each([0, 1, 3, 200])("keep all %i messages that came before the error", async (count) => {
    const { status, received } = await call(channel, [new Uint8Array([count])], {
      path: "/test.Echo/FailAfter",
    });
    expect(received.length).toBe(count);
    expect(status).toEqual({
      code: 5,
      message: "no such thing: “é” / 100 %",
      detailBytes: bytes("0805120161"),
    });
  });

  it("say what the server says of an unknown method", async () => {
    const { status, events } = await call(channel, [bytes("")], { path: "/test.Echo/Nope" });
    expect(status).toEqual({
      code: 12,
      message: "The server does not implement the method /test.Echo/Nope",
    });
    expect(kinds(events)).toBe("connected request-headers message-sent half-close trailers status");
  });

  it("end at the deadline", async () => {
    const { status, events } = await call(channel, [bytes("")], { path: "/test.Echo/Stall", deadline: 1000 });
    expect(status.code).toBe(4);
    expect(status.message).toMatch(/^Deadline exceeded after [\d.]+s$/);
    expect(only(events, "request-headers").headers).toContainEqual({
      name: "grpc-timeout",
      value: expect.stringMatching(/^\d+m$/),
    });
  });

  it.each(["cancel", "signal"])("end when cancelled (%s), and the server hears of it", async (how) => {
    const before = server.cancelled();
    const controller = new AbortController();
    const events: ChannelEvent[] = [];
    const request = { path: "/test.Echo/Stall", metadata: [], signal: controller.signal };
    const open = channel.open(request, (event) => {
      events.push(event);
      if (event.kind !== "response-headers") return;
      if (how === "cancel") open.cancel();
      else controller.abort();
    });
    await open.send(bytes(""));
    open.halfClose();
    const { status } = finished(await open.done, events);
    expect(status).toEqual({ code: 1, message: "Cancelled by the client.", cancelledHere: true });
    await expect.poll(() => server.cancelled()).toBe(before + 1);
    await expect(open.send(bytes(""))).rejects.toThrow();
  });

  it("are over before they begin with a signal that is aborted already", async () => {
    const { status } = await call(channel, [bytes("")], { signal: AbortSignal.abort() });
    expect(status.code).toBe(1);
  });
});

describe("sizes", () => {
  it("bounds a received message", async () => {
    const message = new Uint8Array(2000);
    const { status, received } = await call(channel, [message], { maxMessageByteLength: 1999 });
    expect(received).toEqual([]);
    expect(status).toEqual({
      code: 8,
      message: "A message of 2,000 bytes came, larger than the bound of 1,999 bytes.",
      steps: [{ kind: "raise-message-limit", byteLength: 1_048_576 }],
    });
    expect((await call(channel, [message], { maxMessageByteLength: 2000 })).status.code).toBe(0);
  });

  it("carries megabytes both ways untouched", async () => {
    const message = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 31) & 255);
    const { received, status } = await call(channel, [message], { path: "/test.Echo/ClientStream" });
    expect(status.code).toBe(0);
    expect(received).toEqual([hex(message)]);
  });
});

describe("back-pressure", () => {
  it("tells nothing while paused, and everything after", async () => {
    const events: ChannelEvent[] = [];
    const open = channel.open({ path: "/test.Echo/ServerStream", metadata: [] }, (event) => {
      events.push(event);
      if (event.kind === "message-received" && event.bytes[0] === 2) open.pause();
    });
    await open.send(bytes("c8"));
    open.halfClose();
    const received = () => finished({ code: 0, message: "" }, events).received;
    await expect.poll(() => received().length).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(received()).toEqual(["00", "01", "02"]);
    open.resume();
    expect((await open.done).code).toBe(0);
    expect(received().length).toBe(200);
  });
});

describe("several calls on one channel", () => {
  it("one that is cancelled before it is connected leaves the others alone", async () => {
    const fresh = channelTo(`127.0.0.1:${server.port}`);
    const cancelled = fresh.open({ path: "/test.Echo/Unary", metadata: [] }, () => undefined);
    const other = call(fresh, [bytes("0801")]);
    cancelled.cancel();
    expect(await cancelled.done).toMatchObject({ code: 1 });
    expect((await other).received).toEqual(["0801"]);
    fresh.close();
  });

  it("many at once keep their own answers", async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        call(channel, [Uint8Array.of(index)], { path: "/test.Echo/Bidi" }),
      ),
    );
    expect(answers.map(({ received }) => received)).toEqual(
      Array.from({ length: 200 }, (_, index) => [hex(Uint8Array.of(index))]),
    );
  });

  it("end with the channel", async () => {
    const fresh = channelTo(`127.0.0.1:${server.port}`);
    const events: ChannelEvent[] = [];
    const open = fresh.open({ path: "/test.Echo/Stall", metadata: [] }, (event) => {
      events.push(event);
      if (event.kind === "response-headers") fresh.close();
    });
    await open.send(bytes("00"));
    open.halfClose();
    expect(await open.done).toEqual({ code: 1, message: "Cancelled by the client.", cancelledHere: true });
  });
});

describe("where the server is", () => {
  it("reaches a unix socket with the authority localhost", async () => {
    const socket = path.join(scratchFolder("socket"), "grpc.sock");
    const own = await startGrpcServer({ address: `unix:${socket}` });
    const over = channelTo(`unix:${socket}`);
    const { status, events } = await call(over, [bytes("0801")]);
    expect(status.code).toBe(0);
    expect(only(events, "connected").address).toBe(`unix:${socket}`);
    over.close();
    own.stop();
  });

  it("puts a base path before the method", async () => {
    const over = channelTo(`http://127.0.0.1:${server.port}/base`);
    const { status } = await call(over, [bytes("")]);
    over.close();
    expect(status.message).toBe("The server does not implement the method /base/test.Echo/Unary");
  });

  it("connects again at once after a failure, when a server has come up", async () => {
    const gone = await startGrpcServer();
    gone.stop();
    const over = channelTo(`127.0.0.1:${gone.port}`);
    expect((await call(over, [bytes("")])).status.code).toBe(14);
    const back = await startGrpcServer({ address: `127.0.0.1:${gone.port}` });
    expect((await call(over, [bytes("")])).status.code).toBe(0);
    over.close();
    back.stop();
  });
});
