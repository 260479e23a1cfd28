/** Header fields of an answer, many and large ones, arrive whole on every channel, up to a bound. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { MetadataEntry } from "../../core/contract/params.ts";
import { call, only } from "./support/call.ts";
import { startHttp2Server } from "./support/http2-server.ts";
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
type Version = "1.1" | "2";

function fieldsOf(count: number, length: number): IncomingHttpHeaders {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, "v".repeat(length)]));
}

/** A server that answers with these header fields; its port. */
async function startServer(version: Version, fields: IncomingHttpHeaders): Promise<number> {
  const headers = { "content-type": "text/plain", ...fields };
  if (version === "2") {
    const server = await startHttp2Server((stream) => {
      stream.on("error", () => undefined);
      stream.respond({ ":status": 200, ...headers });
      stream.end("x");
    });
    closing.push(server.stop);
    return server.port;
  }
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, headers);
    response.end("x");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function ask(kind: (typeof everyKind)[number], version: Version, fields: IncomingHttpHeaders) {
  const port = await startServer(version, fields);
  const method = sample.method(echo);
  const target = () => `127.0.0.1:${port}`;
  const channel = sample.channelOf(kind, method, {
    target,
    ...(kind === "grpc" ? {} : { http: { version } }),
  });
  closing.push(channel.close);
  return await call(channel, [sample.encode(method, "{}")], {
    path: `/${echo}`,
    kind: "unary",
    deadline: 20_000,
  });
}

const isFilled = ({ name }: MetadataEntry): boolean => name.startsWith("x-");

describe.each(everyKind)("%s", (kind) => {
  it.each<[Version, number, number]>([
    ["2", 300, 10],
    ["2", 3000, 1],
    ["2", 3, 20_000],
    ["1.1", 300, 10],
    ["1.1", 3000, 1],
    ["1.1", 3, 20_000],
    ["1.1", 3, 300_000],
  ])("takes over HTTP/%s %d fields of %d characters", async (version, count, length) => {
    if (kind === "grpc" && version === "1.1") return;
    const fields = fieldsOf(count, length);
    const { events } = await ask(kind, version, fields);
    const { headers } = only(events, "response-headers");
    expect(Object.fromEntries(headers.filter(isFilled).map(({ name, value }) => [name, value]))).toEqual(
      fields,
    );
  });

  it("reads no further over HTTP/1.1 than a bound, and says so", async () => {
    if (kind === "grpc") return;
    const { status } = await ask(kind, "1.1", fieldsOf(11, 100_000));
    expect(status).toMatchObject({ code: 14, cause: { reason: "large-headers" } });
  });
});
