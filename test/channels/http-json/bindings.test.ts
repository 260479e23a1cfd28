import { beforeAll, describe, expect, it } from "vitest";
import { bindingsOf, choosePlan, requireBindings } from "../../../core/channels/http-json/bindings.ts";
import { renderJson } from "../../../core/codec/index.ts";
import { ByteglassError } from "../../../core/error.ts";
import { httpRuleOf } from "../../../core/schema/index.ts";
import { loadTranscodingSchema, type TranscodingSchema } from "../support/transcoding-schema.ts";

let schema: TranscodingSchema;
beforeAll(async () => {
  schema = await loadTranscodingSchema();
});

function choose(message: string, chosen?: number): string {
  const type = schema.message("Request");
  const bindings = bindingsOf(httpRuleOf(schema.method("Get")));
  const { text } = renderJson(type, schema.encode(message), { registry: schema.pool.registry, indent: 0 });
  try {
    const { plan } = choosePlan(bindings, type, text, chosen);
    return `${plan.method} ${plan.url}${plan.body === undefined ? "" : ` ${plan.body}`}`;
  } catch (error) {
    if (!(error instanceof ByteglassError)) throw error;
    return [`${error.code}: ${error.message}`, ...error.findings.map(({ message: said }) => said)].join("\n");
  }
}

describe("choosePlan", () => {
  it.each<[string, string]>([
    ['{"name":"things/a"}', "GET /v1/things/a"],
    ['{"parentId":"p","count":7}', "GET /v1/parents/p/things/7"],
    ['{"name":"things/a","parentId":"p","count":7}', "GET /v1/things/a?parent_id=p&count=7"],
    ["{}", "POST /v1/things:find {}"],
    ['{"leaves":[{}]}', 'POST /v1/things:find {"leaves":[{}]}'],
    ['{"name":"things/a","labels":{"a":"b"}}', 'POST /v1/things:find {"name":"things/a","labels":{"a":"b"}}'],
  ])("%s → %s", (message, expected) => {
    expect(choose(message)).toBe(expected);
  });

  it.each<[string, number, string]>([
    ['{"name":"things/a"}', 2, 'POST /v1/things:find {"name":"things/a"}'],
    ['{"parentId":"p"}', 1, "GET /v1/parents/p/things/0"],
    [
      "{}",
      0,
      "no-binding: GET /v1/{name=things/*} cannot carry this message. The field name is part of the path, and it is empty.\nThe field name is part of the path, and it is empty.",
    ],
  ])("%s by binding %i → %s", (message, chosen, expected) => {
    expect(choose(message, chosen)).toBe(expected);
  });

  it("says for each binding why it cannot carry the message", () => {
    const type = schema.message("Request");
    const bindings = bindingsOf(httpRuleOf(schema.method("Get"))).slice(0, 2);
    expect(() => choosePlan(bindings, type, "{}", undefined)).toThrow(
      expect.objectContaining({
        code: "no-binding",
        message: "None of the 2 HTTP bindings can carry this message.",
        hint: "Fill in name, as things/….",
        findings: [
          expect.objectContaining({
            message: "GET /v1/{name=things/*}: The field name is part of the path, and it is empty.",
          }),
          expect.objectContaining({
            message:
              "GET /v1/parents/{parent_id}/things/{count}: The field parent_id is part of the path, and it is empty.",
          }),
        ],
      }),
    );
  });
});

describe("requireBindings", () => {
  it("explains a method without any", () => {
    expect(() => requireBindings([], schema.method("Plain"), undefined)).toThrow(
      expect.objectContaining({
        code: "no-binding",
        message: "test.transcoding.Things/Plain has no google.api.http option: it has no HTTP + JSON form.",
        hint: "Call it over gRPC (--channel grpc), or load a schema in which the method has the option.",
      }),
    );
  });

  it("names the bindings there are", () => {
    const bindings = bindingsOf(httpRuleOf(schema.method("Get")));
    expect(() => requireBindings(bindings, schema.method("Get"), 3)).toThrow(
      expect.objectContaining({
        message: "test.transcoding.Things/Get has no HTTP binding 3.",
        hint: "Choose one of these: 0: GET /v1/{name=things/*}; 1: GET /v1/parents/{parent_id}/things/{count}; 2: POST /v1/things:find.",
      }),
    );
  });
});
