/** Trailers of HTTP itself, which a server may send asked or not, on every channel over plain HTTP. */
import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChannelKind } from "../../../core/contract/params.ts";
import { call, only } from "../support/call.ts";
import { startHttpServer } from "../support/http-server.ts";
import { startHttp2Server } from "../support/http2-server.ts";
import { openSample, type Sample } from "../support/sample-channels.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());

const echo = "samples.sink.v1.EchoService/Echo";
const types: readonly [ChannelKind, string][] = [
  ["connect", "application/proto"],
  ["connect-json", "application/json"],
  ["http-json", "application/json"],
  ["http-protobuf", "application/x-protobuf"],
];
const bodyOf = (type: string) => (type.endsWith("json") ? "{}" : "");

async function trailersOf(kind: ChannelKind, target: string, version: "1.1" | "2") {
  const metadata = [{ name: "TE", value: "trailers" }];
  const channel = sample.channelOf(kind, sample.method(echo), { target: () => target, http: { version } });
  const finished = await call(channel, [new Uint8Array()], { path: `/${echo}`, kind: "unary", metadata });
  channel.close();
  return { trailers: only(finished.events, "trailers").trailers, code: finished.status.code };
}

describe.each(types)("trailers of HTTP over %s", (kind, type) => {
  const answer = (response: ServerResponse, declared: boolean): void => {
    response.writeHead(200, { "content-type": type, ...(declared && { trailer: "X-Trail" }) });
    response.write(bodyOf(type));
    response.addTrailers({ "X-Trail": "a", "Grpc-Trailer-B": "b" });
    response.end();
  };

  it.each([[true], [false]])("are shown as they came over HTTP/1.1 (declared: %s)", async (declared) => {
    const server = await startHttpServer((response) => answer(response, declared));
    const { trailers, code } = await trailersOf(kind, server.target, "1.1");
    server.stop();
    expect(server.heard[0]?.headers).toContain("TE: trailers");
    expect([code, trailers]).toEqual([
      0,
      [
        { name: "X-Trail", value: "a" },
        { name: "Grpc-Trailer-B", value: "b" },
      ],
    ]);
  });

  it("are shown as they came over HTTP/2", async () => {
    const server = await startHttp2Server((stream, { te }) => {
      stream.respond({ ":status": 200, "content-type": type }, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "x-trail": "a", "x-te": String(te) }));
      stream.end(bodyOf(type));
    });
    const { trailers, code } = await trailersOf(kind, `http://127.0.0.1:${server.port}`, "2");
    server.stop();
    expect([code, trailers]).toEqual([
      0,
      [
        { name: "x-trail", value: "a" },
        { name: "x-te", value: "trailers" },
      ],
    ]);
  });
});
