import { afterAll, beforeAll, expect, test } from "vitest";
import { type SampleServer, startSampleServer } from "../../proto-samples/server/index.ts";

let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
});
afterAll(() => server.stop());

test("answers over the gateway as soon as it has started", async () => {
  const response = await fetch(`${server.addresses.http}/v1/models/general-v1?readMask=displayName`);
  expect(await response.json()).toEqual({ displayName: "General, the first" });
});
