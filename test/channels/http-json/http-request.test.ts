import { beforeAll, describe, expect, it } from "vitest";
import { type HttpBinding, planHttpRequest } from "../../../core/channels/http-json/http-request.ts";
import { renderJson } from "../../../core/codec/index.ts";
import { loadTranscodingSchema, type TranscodingSchema } from "../support/transcoding-schema.ts";

let schema: TranscodingSchema;
beforeAll(async () => {
  schema = await loadTranscodingSchema();
});

/** `GET /v1/{name}`, `POST /v1/x body:* ` → a binding. */
function binding(rule: string): HttpBinding {
  const [method = "", path = "", body = ""] = rule.split(" ");
  return { method, path, body: body.replace("body:", ""), responseBody: "" };
}

/** A rule and a message → `METHOD url body`, or the findings that refuse it; warnings follow after `!`. */
function transcode(rule: string, message: string): string {
  const type = schema.message("Request");
  const { text } = renderJson(type, schema.encode(message), { registry: schema.pool.registry, indent: 0 });
  const result = planHttpRequest(binding(rule), type, text);
  const said = result.findings.map((finding) => `${finding.message} ${finding.hint}`);
  if (!result.ok) return said.join("\n");
  const { method, url, body } = result.value;
  return [method, url, ...(body === undefined ? [] : [body]), ...said.map((one) => `! ${one}`)].join(" ");
}

describe("path variables", () => {
  it.each<[string, string, string]>([
    ["GET /v1/{name}", '{"name":"a"}', "GET /v1/a"],
    ["GET /v1/{name}", '{"name":"a/b c?#%ä"}', "GET /v1/a%2Fb%20c%3F%23%25%C3%A4"],
    ["GET /v1/{name}", `{"name":"-_.~!'()*"}`, "GET /v1/-_.~%21%27%28%29%2A"],
    ["GET /v1/{name}", '{"name":"😀"}', "GET /v1/%F0%9F%98%80"],
    ["GET /v1/{name=things/*}", '{"name":"things/a b"}', "GET /v1/things/a%20b"],
    ["GET /v1/{name=**}", '{"name":"a/b%2Fc/d"}', "GET /v1/a/b%252Fc/d"],
    ["GET /v1/{name=things/**}", '{"name":"things/a/b"}', "GET /v1/things/a/b"],
    ["GET /v1/{name=things/**}", '{"name":"things"}', "GET /v1/things"],
    ["GET /v1/{name=me}", '{"name":"me"}', "GET /v1/me"],
    ["POST /v1/{name=things/*}:run body:*", '{"name":"things/a"}', "POST /v1/things/a:run {}"],
    ["GET /v1/{leaf.text}", '{"leaf":{"text":"x"}}', "GET /v1/x"],
    ["GET /v1/{leaf.deeper.number}", '{"leaf":{"deeper":{"number":"5"}}}', "GET /v1/5"],
    ["GET /v1/{big}", '{"big":"9007199254740993"}', "GET /v1/9007199254740993"],
    ["GET /v1/{color}", '{"color":"RED"}', "GET /v1/RED"],
    ["GET /v1/{on}", '{"on":true}', "GET /v1/true"],
    ["GET /v1/{blob}", '{"blob":"+/8="}', "GET /v1/-_8%3D"],
    ["GET /v1/{maybe}", '{"maybe":"7"}', "GET /v1/7"],
    ["GET /v1/{count}/{on}/{color}", "{}", "GET /v1/0/false/COLOR_UNSPECIFIED"],
    ["GET /v1/{parent_id}/{name}", '{"name":"n","parentId":"p"}', "GET /v1/p/n"],
    ["GET /v1/{renamed}", '{"other_name":"r"}', "GET /v1/r"],
    ["GET /caf%C3%A9/ä/{name}", '{"name":"a"}', "GET /caf%C3%A9/%C3%A4/a"],
  ])("%s with %s", (rule, message, expected) => {
    expect(transcode(rule, message)).toBe(expected);
  });

  it.each<[string, string, string]>([
    ["GET /v1/{name}", "{}", "The field name is part of the path, and it is empty. Fill in name."],
    [
      "GET /v1/{name=things/*}",
      "{}",
      "The field name is part of the path, and it is empty. Fill in name, as things/….",
    ],
    ["GET /v1/{note}", '{"note":""}', "The field note is part of the path, and it is empty. Fill in note."],
    ["GET /v1/{leaf.number}", '{"leaf":{"text":"x"}}', "GET /v1/0?leaf.text=x"],
    [
      "GET /v1/{leaf.flag}",
      "{}",
      "The field leaf.flag is part of the path, and it is empty. Fill in leaf.flag.",
    ],
    [
      "GET /v1/{name=things/*}",
      '{"name":"a"}',
      "The field name is “a”, and the path wants things/* there. Write a value of the form things/….",
    ],
    [
      "GET /v1/{name=things/*}",
      '{"name":"things/a/b"}',
      "The field name is “things/a/b”, and the path wants things/* there. Write a value of the form things/….",
    ],
    [
      "GET /v1/{name=things/*}",
      '{"name":"things/"}',
      "The field name is “things/”, and the path wants things/* there. Write a value of the form things/….",
    ],
    [
      "GET /v1/{nope}",
      "{}",
      "The path names the field nope, which test.transcoding.Request does not have. The google.api.http option of this method has to be corrected in its .proto file.",
    ],
    [
      "GET /v1/{leaf}",
      '{"leaf":{"text":"x"}}',
      "The field leaf (message) is part of the path, and its value is no plain text, number or boolean. The google.api.http option of this method has to be corrected in its .proto file.",
    ],
    ["GET /v1/*/x", "{}", "The path /v1/*/x has a wildcard that no field fills. Choose another binding."],
    [
      "GET v1",
      "{}",
      'The path template v1 of the schema cannot be read at column 1: A path template begins with "/". The google.api.http option of this method has to be corrected in its .proto file.',
    ],
    [
      "GET /v1/{name}/{parent_id}",
      "{}",
      "The field name is part of the path, and it is empty. Fill in name.\nThe field parent_id is part of the path, and it is empty. Fill in parent_id.",
    ],
  ])("%s with %s says %s", (rule, message, expected) => {
    expect(transcode(rule, message)).toBe(expected);
  });
});

describe("queries", () => {
  it.each<[string, string]>([
    ["{}", "GET /v1/x"],
    ['{"name":"a b&c=d+e"}', "GET /v1/x?name=a%20b%26c%3Dd%2Be"],
    ['{"name":"n","parentId":"p","count":3}', "GET /v1/x?name=n&parent_id=p&count=3"],
    ['{"big":"-9223372036854775808"}', "GET /v1/x?big=-9223372036854775808"],
    ['{"on":true,"color":"RED"}', "GET /v1/x?on=true&color=RED"],
    ['{"ratio":"NaN"}', "GET /v1/x?ratio=NaN"],
    ['{"blob":"+/8="}', "GET /v1/x?blob=-_8%3D"],
    [
      '{"tags":["a","b"],"bigs":["1","2"],"colors":["RED","COLOR_UNSPECIFIED"]}',
      "GET /v1/x?tags=a&tags=b&colors=RED&colors=COLOR_UNSPECIFIED&bigs=1&bigs=2",
    ],
    ['{"leaf":{"text":"t","deeper":{"number":"1"}}}', "GET /v1/x?leaf.text=t&leaf.deeper.number=1"],
    ['{"leaf":{"flag":false}}', "GET /v1/x?leaf.flag=false"],
    ['{"note":""}', "GET /v1/x?note="],
    [
      '{"at":"2026-11-22T21:00:00.5Z","took":"1.500s"}',
      "GET /v1/x?at=2026-11-22T21%3A00%3A00.500Z&took=1.500s",
    ],
    [
      '{"mask":"leaf.text,parentId"}',
      "GET /v1/x?mask=leaf.text%2CparentId ! The mask mask is written leaf.text,parentId, as ProtoJSON has it. grpc-gateway takes paths as they are, and looks for a field of that name. Behind grpc-gateway, ask for mask=leaf.text,parent_id.",
    ],
    ['{"mask":"leaf.text,name"}', "GET /v1/x?mask=leaf.text%2Cname"],
    ['{"maybe":"0","perhaps":false}', "GET /v1/x?maybe=0&perhaps=false"],
    ['{"left":""}', "GET /v1/x?left="],
    ['{"right":{"text":"r"}}', "GET /v1/x?right.text=r"],
    ['{"other_name":"r"}', "GET /v1/x?renamed=r"],
  ])("%s", (message, expected) => {
    expect(transcode("GET /v1/x", message)).toBe(expected);
  });

  it.each<[string, string]>([
    [
      '{"leaves":[{"text":"a"}]}',
      "The field leaves is a list of messages, which the query of a URL cannot carry. Leave it out, or choose a binding with a body.",
    ],
    [
      '{"labels":{"a":"b"}}',
      "The field labels is a map, which the query of a URL cannot carry. Leave it out, or choose a binding with a body.",
    ],
    [
      '{"free":{"a":1}}',
      "The field free is a google.protobuf.Struct, which the query of a URL cannot carry. Leave it out, or choose a binding with a body.",
    ],
    [
      '{"anything":"text"}',
      "The field anything is a google.protobuf.Value, which the query of a URL cannot carry. Leave it out, or choose a binding with a body.",
    ],
    [
      '{"any":{"@type":"type.googleapis.com/test.transcoding.Leaf"}}',
      "The field any is a google.protobuf.Any, which the query of a URL cannot carry. Leave it out, or choose a binding with a body.",
    ],
    [
      '{"leaf":{"deeper":{}}}',
      "GET /v1/x ! The field leaf.deeper is set to an empty message, which a query cannot say: it is not sent. Choose a binding with a body if the server must see that it is set.",
    ],
  ])("%s says so", (message, expected) => {
    expect(transcode("GET /v1/x", message)).toBe(expected);
  });
});

describe("bodies", () => {
  it.each<[string, string, string]>([
    ["POST /v1/x body:*", "{}", "POST /v1/x {}"],
    [
      "POST /v1/x body:*",
      '{"big":"9007199254740993","leaves":[{"text":"a"}]}',
      'POST /v1/x {"big":"9007199254740993","leaves":[{"text":"a"}]}',
    ],
    ["POST /v1/{name} body:*", '{"name":"n","count":1}', 'POST /v1/n {"count":1}'],
    [
      "POST /v1/{leaf.text} body:*",
      '{"leaf":{"text":"t","number":"2"},"count":1}',
      'POST /v1/t {"count":1,"leaf":{"number":"2"}}',
    ],
    ["POST /v1/{leaf.text} body:*", '{"leaf":{"text":"t"}}', "POST /v1/t {}"],
    ["POST /v1/x body:leaf", '{"leaf":{"text":"t"},"name":"n"}', 'POST /v1/x?name=n {"text":"t"}'],
    ["PATCH /v1/{leaf.text} body:leaf", '{"leaf":{"text":"t","number":"2"}}', 'PATCH /v1/t {"number":"2"}'],
    ["POST /v1/x body:leaf", '{"name":"n"}', "POST /v1/x?name=n"],
    ["POST /v1/x body:tags", '{"tags":["a","b"]}', 'POST /v1/x ["a","b"]'],
    ["POST /v1/x body:name", '{"name":"a\\"b"}', 'POST /v1/x "a\\"b"'],
    ["POST /v1/x body:labels", '{"labels":{"k":"v"}}', 'POST /v1/x {"k":"v"}'],
    ["POST /v1/x body:renamed", '{"other_name":"r"}', 'POST /v1/x "r"'],
    ["* /v1/x", "{}", "GET /v1/x"],
    ["* /v1/x body:*", "{}", "POST /v1/x {}"],
    ["REPORT /v1/x", '{"count":1}', "REPORT /v1/x?count=1"],
    [
      "POST /v1/x body:nope",
      "{}",
      "The body is the field nope, which test.transcoding.Request does not have. The google.api.http option of this method has to be corrected in its .proto file.",
    ],
  ])("%s with %s", (rule, message, expected) => {
    expect(transcode(rule, message)).toBe(expected);
  });

  it("says what went where", () => {
    const type = schema.message("Request");
    const json = '{"name":"things/a","count":2,"leaf":{"text":"t"}}';
    const result = planHttpRequest(binding("POST /v1/{name=things/*}:do body:leaf"), type, json);
    expect(result).toMatchObject({
      ok: true,
      value: {
        method: "POST",
        url: "/v1/things/a:do?count=2",
        pathValues: [{ name: "name", value: "things/a" }],
        query: [{ name: "count", value: "2" }],
        body: '{"text":"t"}',
      },
    });
  });
});
