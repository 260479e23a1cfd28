/** A server that ends an HTTP/1.1 request before it is through: what is said of it, whatever else it speaks. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { explainStatus } from "../../../core/calls/index.ts";
import { call } from "../support/call.ts";
import { openSample, type Sample } from "../support/sample-channels.ts";
import { startTcpServer } from "../support/tcp-server.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());

const SETTINGS = Buffer.from("000000040000000000", "hex");

it.each<[string, string, string]>([
  ["both versions of HTTP", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "closed"],
  ["HTTP/2 alone", "", "http2-only"],
])("that speaks %s", async (_what, toOptions, reason) => {
  const server = await startTcpServer((socket) => {
    socket.once("data", (first) => {
      const word = first.toString("latin1").split(" ", 1)[0];
      if (word === "PRI") socket.write(SETTINGS);
      else if (word === "OPTIONS" && toOptions !== "") socket.end(toOptions);
      else socket.destroy();
    });
  });
  const method = sample.method("samples.sink.v1.EchoService/Echo");
  const channel = sample.channelOf("connect", method, { target: () => `127.0.0.1:${server.port}` });
  const { status } = await call(channel, [new Uint8Array(100)], { kind: "unary", deadline: 20_000 });
  channel.close();
  server.stop();
  expect(status).toMatchObject({ code: 14, cause: { reason } });
});

it("names the version that an HTTP 505 asks for", () => {
  const { hint } = explainStatus({ code: 2, message: "", httpStatus: 505 }, { channel: "connect" });
  expect(hint).toBe("Speak another version of HTTP, as the server wants it (--http-version 2, or 1.1).");
});
