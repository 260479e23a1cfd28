/** What an answer has that the schema does not know, on both channels that carry JSON. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { call } from "../support/call.ts";
import { sendJson, startHttpServer } from "../support/http-server.ts";
import { openSample, type Sample } from "../support/sample-channels.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());

const echo = "samples.sink.v1.EchoService/Echo";

it.each(["connect-json", "http-json"] as const)("%s tells of unknown fields", async (kind) => {
  const server = await startHttpServer((response) =>
    sendJson(response, '{"int32Value": 7, "nope": 1, "messageValue": {"neither": {}}}'),
  );
  const method = sample.method(echo);
  const channel = sample.channelOf(kind, method, { target: () => server.target });
  const { status, received } = await call(channel, [new Uint8Array()], { path: `/${echo}`, kind: "unary" });
  channel.close();
  server.stop();
  expect([status.code, received.length]).toEqual([0, 1]);
  expect(status.findings?.map(({ code, path, severity }) => [code, path, severity])).toEqual([
    ["unknown-field", "nope", "warning"],
    ["unknown-field", "messageValue.neither", "warning"],
  ]);
});
