import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallPlan, runCall } from "../../core/calls/index.ts";
import type { Channel, ChannelEvent } from "../../core/channels/channel.ts";
import { createGrpcChannel } from "../../core/channels/grpc.ts";
import { bytes, hex } from "../channels/support/call.ts";
import { type RunningGrpcServer, startGrpcServer } from "../channels/support/grpc-server.ts";
import { frame, respond, startHttp2Server } from "../channels/support/http2-server.ts";

let server: RunningGrpcServer;
let channel: Channel;
beforeAll(async () => {
  server = await startGrpcServer();
  channel = createGrpcChannel({ target: `127.0.0.1:${server.port}`, security: { mode: "auto" } });
});
afterAll(() => {
  channel.close();
  server.stop();
});

function plan(method: string, kind: CallPlan["kind"], messages: readonly string[]): CallPlan {
  return { channel, path: `/test.Echo/${method}`, kind, messages: messages.map(bytes), metadata: [] };
}

function received(events: readonly ChannelEvent[]): readonly string[] {
  return events.flatMap((event) => (event.kind === "message-received" ? [hex(event.bytes)] : []));
}

describe("runCall", () => {
  it.each<[string, CallPlan["kind"], string[], string[]]>([
    ["Unary", "unary", ["0801"], ["0801"]],
    ["ServerStream", "server-stream", ["03"], ["00", "01", "02"]],
    ["ClientStream", "client-stream", ["01", "02"], ["0102"]],
    ["ClientStream", "client-stream", [], [""]],
    ["Bidi", "bidi-stream", ["01", "02"], ["01", "02"]],
    ["Bidi", "bidi-stream", [], []],
  ])("%s (%s) with %j", async (method, kind, sent, expected) => {
    const live: ChannelEvent[] = [];
    const call = await runCall(plan(method, kind, sent), (event) => live.push(event));
    expect(received(live)).toEqual(expected);
    expect(call).toMatchObject({
      status: { code: 0 },
      sentCount: sent.length,
      receivedCount: expected.length,
      requestByteLength: sent.join("").length / 2,
      responseByteLength: expected.join("").length / 2,
      findings: [],
    });
    expect(call.duration).toBeGreaterThanOrEqual(call.headersAfter ?? 0);
    expect(call.headersAfter ?? call.duration).toBeGreaterThanOrEqual(call.connectedAfter ?? 0);
  });

  it("gathers headers and trailers", async () => {
    const metadata = [{ name: "x-a", value: "1" }];
    const call = await runCall({ ...plan("Unary", "unary", ["00"]), metadata });
    expect(call.requestHeaders).toContainEqual(metadata[0]);
    expect(call.headers).toContainEqual(metadata[0]);
    expect(call.trailers).toContainEqual({ name: "t-list", value: "two, three" });
  });

  it("ends with a status when the server fails while messages are still to be sent", async () => {
    const many = Array.from({ length: 50 }, () => "00".repeat(100_000));
    const call = await runCall(plan("Nope", "bidi-stream", many));
    expect(call.status.code).toBe(12);
    expect(call.sentCount).toBeLessThan(50);
  });

  it("is cancelled by its signal", async () => {
    const controller = new AbortController();
    const call = await runCall(
      plan("Stall", "server-stream", ["00"]),
      (event) => event.kind === "response-headers" && controller.abort(),
      controller.signal,
    );
    expect(call.status).toEqual({ code: 1, message: "Cancelled by the client.", cancelledHere: true });
  });

  it.each<[CallPlan["kind"], string[], string]>([
    ["unary", [], "test.Echo/Unary takes exactly one message, and 0 were given."],
    ["server-stream", ["00", "01"], "test.Echo/Unary takes exactly one message, and 2 were given."],
  ])("refuses %s with %j", async (kind, sent, message) => {
    await expect(runCall(plan("Unary", kind, sent))).rejects.toMatchObject({ code: "usage", message });
  });

  it("rejects a request that was never sent", async () => {
    const metadata = [{ name: "a b", value: "" }];
    await expect(runCall({ ...plan("Unary", "unary", ["00"]), metadata })).rejects.toMatchObject({
      code: "usage",
      message: "The metadata name “a b” has a character that a name cannot have.",
      findings: [{ path: "metadata[0]" }],
    });
  });

  it.each([0, 2])("says when a unary method answers OK with %i messages", async (count) => {
    const body = Buffer.concat(Array.from({ length: count }, () => frame(bytes("00"))));
    const odd = await startHttp2Server((stream) => respond(stream, body, { "grpc-status": "0" }));
    const over = createGrpcChannel({ target: `127.0.0.1:${odd.port}`, security: { mode: "auto" } });
    const call = await runCall({ ...plan("Unary", "unary", ["00"]), channel: over });
    over.close();
    odd.stop();
    expect(call.findings.map(({ message }) => message)).toEqual([
      `The server answered OK with ${count} messages, where this method answers with exactly one.`,
    ]);
  });
});
