import { afterAll, expect, it } from "vitest";
import type { PortableRequest } from "../../core/contract/exchange.ts";
import { createEngine } from "../../core/engine.ts";

const engine = createEngine();
afterAll(() => engine.close());

const request: PortableRequest = {
  name: "Say",
  folder: [],
  channel: "grpc",
  target: "{{host}}:443",
  security: { mode: "tls" },
  method: "a.B/Say",
  metadata: [
    { name: "authorization", value: "Bearer {{token}}" },
    { name: "x-missing", value: "{{nowhere}}" },
  ],
  messages: ['{"count": {{count}}, "name": "{{host}}"}'],
  sources: [],
};
const scope = {
  request: [
    { name: "host", value: "api.test" },
    { name: "count", value: "7", form: "json" as const },
    { name: "token", value: "s3cret", secret: true },
  ],
};

it("a copied line has the values of its variables, but not those of secrets", async () => {
  const { text, findings } = await engine.copyRequest({ request, form: "grpcurl", scope });
  expect(text).toContain("api.test:443");
  expect(text).toContain('{"count": 7, "name": "api.test"}');
  expect(text).toContain("Bearer {{token}}");
  expect(text).not.toContain("s3cret");
  expect(findings.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      'A variable stays as its name: the secret "token" is not copied.',
      'A variable stays as its name: "nowhere" is not defined.',
    ]),
  );
});
