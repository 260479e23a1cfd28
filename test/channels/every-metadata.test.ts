/** Metadata on every channel over plain HTTP: order, case and repeats go out as given, and come back as sent. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { call, only } from "./support/call.ts";
import { everyKind, openSample, type Sample } from "./support/sample-channels.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const echo = "samples.sink.v1.EchoService/Echo";
const given = [
  { name: "X-Trace", value: "1" },
  { name: "x-trace", value: "2, 3" },
  { name: "X-Raw-Bin", value: "AP8=" },
  { name: "X-trace", value: "" },
];

describe.each(everyKind.filter((kind) => kind !== "grpc"))("%s", (kind) => {
  it("keeps metadata both ways", async () => {
    let heard: readonly string[] = [];
    const server = createServer((request, response) => {
      heard = request.rawHeaders;
      request.resume();
      response.sendDate = false;
      response.writeHead(503, ["X-Answer", "a", "x-answer", "b, c", "X-ANSWER", "", "X-Answer-Bin", "AP8="]);
      response.end("no");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const method = sample.method(echo);
    const target = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const channel = sample.channelOf(kind, method, { target });
    closing.push(() => channel.close());
    const { events } = await call(channel, [new Uint8Array()], {
      path: `/${echo}`,
      kind: "unary",
      metadata: given,
      deadline: 10_000,
    });
    const pairs = heard.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${heard[index + 1]}`] : []));
    const lines = given.map(({ name, value }) => `${name}: ${value}`);
    expect(pairs.filter((line) => lines.includes(line))).toEqual(lines);
    const told = only(events, "request-headers").headers;
    expect(told.filter(({ name }) => /^x-(trace|raw-bin)$/i.test(name))).toEqual(given);
    const answer = only(events, "response-headers").headers.filter(({ name }) => /^x-answer/i.test(name));
    expect(answer).toEqual([
      { name: "X-Answer", value: "a" },
      { name: "x-answer", value: "b, c" },
      { name: "X-ANSWER", value: "" },
      { name: "X-Answer-Bin", value: "AP8=" },
    ]);
  });
});
