import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { explainBinding } from "../../../core/channels/http-json/explain.ts";
import { findUrl } from "../../../core/channels/http-json/find-url.ts";
import { type HttpBinding, planHttpRequest } from "../../../core/channels/http-json/http-request.ts";
import { readUrlBy, splitUrl } from "../../../core/channels/http-json/read-url.ts";
import { encodeJson, renderJson } from "../../../core/codec/index.ts";
import { loadTranscodingSchema, type TranscodingSchema } from "../support/transcoding-schema.ts";

let schema: TranscodingSchema;
beforeAll(async () => {
  schema = await loadTranscodingSchema();
});

/** `GET /v1/{name}`, `POST /v1/x body:*` → a binding. */
function binding(rule: string): HttpBinding {
  const [method = "", path = "", body = ""] = rule.split(" ");
  return { method, path, body: body.replace("body:", ""), responseBody: "" };
}

function canonical(json: string): string {
  const type = schema.message("Request");
  const { registry } = schema.pool;
  const encoded = encodeJson(type, json, { registry });
  if (!encoded.ok) return `refused: ${encoded.findings[0]?.message}`;
  return renderJson(type, encoded.value.bytes, { registry, indent: 0 }).text;
}

/** A rule, a URL and a body → the message's JSON, or undefined; the codes of findings follow. */
function read(rule: string, url: string, body?: string): string | undefined {
  const found = readUrlBy(binding(rule), schema.message("Request"), splitUrl(url), body);
  if (found === undefined) return undefined;
  return [canonical(found.json), ...found.findings.map(({ code }) => code)].join(" ");
}

describe("a URL is read back", () => {
  it.each<[string, string, string | undefined, string]>([
    ["GET /v1/{name}", "/v1/a", undefined, '{"name":"a"}'],
    [
      "GET /v1/{name}",
      "GET https://api.test:8080/v1/a%2Fb%20c?count=2#top",
      undefined,
      '{"name":"a/b c","count":2}',
    ],
    ["GET /v1/{name=things/*}", "/v1/things/a%20b", undefined, '{"name":"things/a b"}'],
    ["GET /v1/{name=**}", "/v1/a/b%2Fc/d", undefined, '{"name":"a/b%2Fc/d"}'],
    ["GET /v1/{name=things/**}", "/v1/things", undefined, '{"name":"things"}'],
    [
      "POST /v1/{name=things/*}:run body:*",
      "POST /v1/things/a:run",
      '{"count":3}',
      '{"name":"things/a","count":3}',
    ],
    [
      "POST /v1/things body:leaf",
      "/v1/things?name=n&tags=a&tags=b",
      '{"text":"x"}',
      '{"name":"n","tags":["a","b"],"leaf":{"text":"x"}}',
    ],
    [
      "GET /v1/x",
      "/v1/x?leaf.deeper.text=t&leaf.flag=true&on=true&color=RED&bigs=1&bigs=9007199254740993",
      undefined,
      '{"on":true,"color":"RED","bigs":["1","9007199254740993"],"leaf":{"flag":true,"deeper":{"text":"t"}}}',
    ],
    [
      "GET /v1/x",
      "/v1/x?at=2024-01-02T03:04:05Z&took=1.5s&mask=a,b&maybe=7&perhaps=true",
      undefined,
      '{"at":"2024-01-02T03:04:05Z","took":"1.500s","mask":"a,b","maybe":"7","perhaps":true}',
    ],
    [
      "GET /v1/x",
      "/v1/x?parentId=p&other_name=r&q=a+b%2Bc",
      undefined,
      '{"parentId":"p","other_name":"r"} unknown-parameter',
    ],
    ["GET /v1/x", "/v1/x", '{"count":1}', "{} unused-body"],
    ["GET /v1/x", "/api/gateway/v1/x?count=1", undefined, '{"count":1}'],
    [
      "PUT /v1/{name=files/**} body:upload",
      "/v1/files/a/b",
      "ä",
      '{"name":"files/a/b","upload":{"data":"w6Q="}}',
    ],
    ["* /v1/any", "PURGE /v1/any?name=n", undefined, '{"name":"n"}'],
    // What grpc-gateway takes beside ProtoJSON.
    ["GET /v1/x", "/v1/x?color=1&colors=1&colors=RED", undefined, '{"color":"RED","colors":["RED","RED"]}'],
    [
      "GET /v1/x",
      "/v1/x?on=1&perhaps=T&leaf.flag=F",
      undefined,
      '{"on":true,"leaf":{"flag":false},"perhaps":true}',
    ],
    ["GET /v1/x", "/v1/x?mask=leaf.text,parent_id", undefined, '{"mask":"leaf.text,parentId"}'],
    ["GET /v1/x", "/v1/x?mask=leafNode.parent_id", undefined, '{"mask":"leafNode.parentId"}'],
    // `line_1` has no form in JSON: `line1` is another field.
    [
      "GET /v1/x",
      "/v1/x?mask=parent_id,line_1",
      undefined,
      'refused: Expected field paths such as "user.displayName,photo" (google.protobuf.FieldMask), but found the path "line_1".',
    ],
    ["GET /v1/x", '/v1/x?free={"a":1}&anything=[1]', undefined, '{"free":{"a":1},"anything":[1]}'],
    ["GET /v1/x", "/v1/x?labels[a]=b&labels[c.d]=", undefined, '{"labels":{"a":"b","c.d":""}}'],
    ["GET /v1/x", "/v1/x?blob=-_8%3D", undefined, '{"blob":"+/8="}'],
    // What a rule takes from elsewhere is no parameter.
    ["GET /v1/{name}", "/v1/a?name=b", undefined, '{"name":"a"} parameter-elsewhere'],
    ["POST /v1/x body:*", "/v1/x?count=1", '{"name":"a"}', '{"name":"a"} parameter-elsewhere'],
    [
      "POST /v1/x body:leaf",
      "/v1/x?leaf.number=1",
      '{"text":"t"}',
      '{"leaf":{"text":"t"}} parameter-elsewhere',
    ],
    ["GET /v1/x", "/v1/x?leaves.text=a&tags[0]=b", undefined, "{} unknown-parameter unknown-parameter"],
  ])("%s: %s %s", (rule, url, body, expected) => {
    expect(read(rule, url, body)).toBe(expected);
  });

  it.each<[string, string]>([
    ["GET /v1/{name}", "/v1/a/b"],
    ["GET /v1/{name}", "/v1/"],
    ["GET /v1/{name}", "POST /v1/a"],
    ["GET /v1/{name=things/*}", "/v1/parts/a"],
    ["POST /v1/{name}:run body:*", "/v1/a"],
    ["GET /v1/{name}", "/v1/%ff"],
  ])("%s is not %s", (rule, url) => {
    expect(read(rule, url)).toBeUndefined();
  });

  it("whatever a rule made of a message", () => {
    const rules = [
      "GET /v1/{name}",
      "GET /v1/{name=**}",
      "POST /v1/{name}:run body:*",
      "POST /v1/{parent_id}/{count} body:leaf",
    ];
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .filter((one) => !/^\.{1,2}$/.test(one));
    const message = fc.record({
      name: text.filter((one) => !/^\/|\/\/|\/$|%2f/i.test(one)),
      parentId: text,
      count: fc.integer({ min: 1, max: 1000 }),
      tags: fc.array(text, { minLength: 1, maxLength: 3 }),
      leaf: fc.record({ text }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...rules), message, (rule, value) => {
        const type = schema.message("Request");
        const json = canonical(JSON.stringify(value));
        const plan = planHttpRequest(binding(rule), type, json);
        if (!plan.ok) return;
        const { method, url, body } = plan.value;
        const found = readUrlBy(binding(rule), type, splitUrl(`${method} ${url}`), body);
        expect(canonical(found?.json ?? "")).toBe(json);
      }),
    );
  });
});

it("takes a raw body of any length", () => {
  const found = readUrlBy(
    binding("PUT /v1/{name=files/**} body:upload"),
    schema.message("Request"),
    splitUrl("/v1/files/a"),
    "x".repeat(1_000_000),
  );
  expect(found?.json.length).toBeGreaterThan(1_333_333);
});

describe("a URL is found among the rules of a schema", () => {
  it.each<[string, string | undefined, string]>([
    ["/v1/things/a?count=2", undefined, "Get 0"],
    ["/v1/parents/p/things/5", undefined, "Get 1"],
    ["POST /v1/things:find", "{}", "Get 2"],
    ["/v1/things", undefined, "List 0"],
    ["/v1/things?name=n", "{}", "Create 0"],
    ["http://h/base/v1/results", undefined, "ListResults 0"],
    ["PUT /v1/files/a/b", "x", "Upload 0"],
  ])("%s %s is %s", (url, body, expected) => {
    const things = schema.pool.registry.getService("test.transcoding.Things");
    const found = findUrl(things?.methods ?? [], splitUrl(url), body);
    expect(`${found?.method.name} ${found?.index}`).toBe(expected);
  });
});

describe("a request explained", () => {
  it("names each field's place, and why other rules cannot", () => {
    const bindings = ["POST /v1/{name=things/*} body:leaf", "GET /v1/parents/{parent_id}"].map(binding);
    const json = canonical('{"name":"things/a","count":2,"tags":["x","y"],"leaf":{"text":"t"}}');
    expect(explainBinding(bindings, schema.message("Request"), json, undefined)).toMatchObject({
      binding: 0,
      method: "POST",
      url: "/v1/things/a?count=2&tags=x&tags=y",
      body: '{"text":"t"}',
      fields: [
        { field: "name", place: "path", value: "things/a" },
        { field: "count", place: "query", value: "2" },
        { field: "tags", place: "query", value: "x" },
        { field: "tags", place: "query", value: "y" },
        { field: "leaf", place: "body", value: '{"text":"t"}' },
      ],
      others: [{ binding: 1, refusal: "The field parent_id is part of the path, and it is empty." }],
    });
  });

  it.each<[string, object]>([
    [
      '{"name":"files/a","upload":{"contentType":"image/png","data":"iVBO"}}',
      { contentType: "image/png", value: "3 bytes as they are, image/png" },
    ],
    [
      '{"name":"files/a","upload":{"data":"AA=="}}',
      { contentType: "application/octet-stream", value: "1 byte as they are, application/octet-stream" },
    ],
    [
      '{"name":"files/a"}',
      { contentType: "application/octet-stream", value: "0 bytes as they are, application/octet-stream" },
    ],
  ])(
    "tells a raw body from JSON: %s",
    (message, { contentType, value }: { contentType?: string; value?: string }) => {
      const rules = [binding("PUT /v1/{name=files/**} body:upload")];
      const explained = explainBinding(rules, schema.message("Request"), canonical(message), undefined);
      expect(explained).toMatchObject({ url: "/v1/files/a", contentType });
      expect(explained).not.toHaveProperty("body");
      expect(explained.fields.at(-1)).toEqual({ field: "upload.data", place: "body", value });
    },
  );
});
