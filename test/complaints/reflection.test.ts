/** What people complain of about server reflection, complaint by complaint. */
import { afterEach, expect, it } from "vitest";
import type { SchemaSource, TransportSecurity } from "../../core/contract/params.ts";
import { compileText } from "../schema/support/protoc.ts";
import { type Answer, type Question, startReflectionServer } from "../schema/support/reflection-server.ts";
import { open, protos, refusal, travel, tree } from "./support.ts";

const shop = compileText({
  "shop/shop.proto": `syntax = "proto3"; package shop; import "shop/item.proto"; import "google/protobuf/any.proto";
    service Shop { rpc Get(Item) returns (Box); } message Box { google.protobuf.Any any = 1; }`,
  "shop/item.proto": `syntax = "proto3"; package shop; message Item { string name = 1; }`,
});
const far = compileText({
  "far.proto": 'syntax = "proto3"; package far; message Thing { int32 n = 1; }',
}).get("far.proto");
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A server that answers each question by what is known of it: services, symbols, files. */
function honest(services: readonly string[]): (question: Question) => Answer {
  return ({ kind, name }) => {
    if (kind === "list") return { services };
    const file = shop.get(kind === "file" ? name : "shop/shop.proto");
    const known = kind === "file" ? file : name.startsWith("shop.") && file;
    return known ? { files: [known] } : { error: 5, message: `${name} is not known` };
  };
}

async function serve(versions: readonly ("v1" | "v1alpha")[], answer: (question: Question) => Answer) {
  const server = await startReflectionServer(versions, answer);
  stops.push(server.stop);
  return server;
}

function reflection(
  target: string,
  more: {
    metadata?: { name: string; value: string }[];
    mode?: TransportSecurity["mode"];
    version?: "v1" | "v1alpha";
  } = {},
): SchemaSource {
  const { metadata = [], mode = "plaintext", version = "auto" } = more;
  return { kind: "reflection", server: { target, security: { mode } }, metadata, version };
}

it.each(["v1", "v1alpha"] as const)(
  "the server has %s alone: it is found, and said which answered",
  async (version) => {
    const { target } = await serve([version], honest(["shop.Shop"]));
    const { origin, services } = await open(reflection(target));
    expect([origin, services.map(({ fullName }) => fullName)]).toEqual([
      `reflection ${version}`,
      ["shop.Shop"],
    ]);
  },
);

it("the version cannot be forced: it can, and its failure is that version's own", async () => {
  const { target } = await serve(["v1"], honest(["shop.Shop"]));
  const told = await refusal(open(reflection(target, { version: "v1alpha" })));
  expect(told.join(" ")).toContain("v1alpha");
});

it("unknown error while another client works: the failure says what was tried", async () => {
  const { target } = await serve([], honest([]));
  const told = await refusal(open(reflection(target)), target);
  expect(told.join(" ")).toMatch(/v1.*v1alpha/s);
});

it("TLS tried against plaintext: the cause and the way out", async () => {
  const { target } = await serve(["v1"], honest(["shop.Shop"]));
  const told = await refusal(open(reflection(target, { mode: "tls" })), target);
  expect(told.join(" ")).toMatch(/plaintext/);
});

it("one bad service sinks the rest: the rest load, and the bad one is named", async () => {
  const { target } = await serve(["v1"], honest(["shop.Shop", "gone.Service"]));
  const { services, findings } = await open(reflection(target));
  expect(services.map(({ fullName }) => fullName)).toEqual(["shop.Shop"]);
  expect(findings.map(({ message }) => message).join(" ")).toContain("gone.Service");
});

it("proto2 extensions break reflection: they stay out of the message's own fields", async () => {
  const files = compileText({
    "m.proto": `syntax = "proto2"; package p; service S { rpc Get(M) returns (M); }
      message M { optional int32 a = 1; extensions 100 to 199; }
      message Other { extend M { optional int32 a = 100; } }`,
  });
  const file = files.get("m.proto");
  const { target } = await serve(["v1"], ({ kind }) =>
    kind === "list" ? { services: ["p.S"] } : file ? { files: [file] } : { error: 5, message: "no" },
  );
  const { schemaId } = await open(reflection(target));
  const body = '{"a":1,"[p.Other.a]":2}';
  expect(await travel(schemaId, body)).toBe(body);
});

it("custom options break reflection: nothing is lost with options that no file defines", async () => {
  const files = compileText({
    "options.proto": `syntax = "proto3"; package o; import "google/protobuf/descriptor.proto";
      extend google.protobuf.FieldOptions { string rule = 50001; }`,
    "m.proto": `syntax = "proto3"; package p; import "options.proto"; service S { rpc Get(M) returns (M); }
      message M { string name = 1 [(o.rule) = "x > 1"]; }`,
  });
  const file = files.get("m.proto");
  const { target } = await serve(["v1"], ({ kind, name }) => {
    if (kind === "list") return { services: ["p.S"] };
    return file !== undefined && name !== "options.proto"
      ? { files: [file] }
      : { error: 5, message: "not here" };
  });
  const { schemaId, findings } = await open(reflection(target));
  expect(await travel(schemaId, '{"name":"n"}')).toBe('{"name":"n"}');
  expect(findings.map(({ message }) => message).join(" ")).toContain("options.proto");
});

it("reflection needs a token", async () => {
  const server = await serve(["v1"], honest(["shop.Shop"]));
  await open(reflection(server.target, { metadata: [{ name: "authorization", value: "Bearer t" }] }));
  expect(server.metadata[0]).toMatchObject({ authorization: "Bearer t" });
});

it("the server compiled its files under another path than they are imported by", async () => {
  const moved = compileText({
    "item.proto": 'syntax = "proto3"; package shop; message Item { string name = 1; }',
  }).get("item.proto");
  const answer = honest(["shop.Shop"]);
  const { target } = await serve(["v1"], (question) =>
    question.name.includes("item.proto")
      ? { error: 5, message: "no such file" }
      : question.name === "shop.Item" && moved
        ? { files: [moved] }
        : answer(question),
  );
  const { schemaId, findings } = await open(reflection(target));
  expect(await travel(schemaId, '{"name":"n"}', "shop.Item")).toBe('{"name":"n"}');
  expect(findings.map(({ message }) => message).join(" ")).toContain("shop/item.proto");
});

it("reflection lacks the types inside Any: local files fill them in", async () => {
  const { target } = await serve(["v1"], honest(["shop.Shop"]));
  const folder = tree({ "secret.proto": 'syntax = "proto3"; package secret; message S { int32 n = 1; }' });
  const { schemaId } = await open(reflection(target), protos(folder, ["secret.proto"]));
  const body = '{"any":{"@type":"type.googleapis.com/secret.S","n":5}}';
  expect(await travel(schemaId, body, "shop.Box")).toBe(body);
  const details = '{"any":{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1s"}}';
  expect(await travel(schemaId, details, "shop.Box")).toBe(details);
});

it("reflection lacks the types inside Any: the server is asked for them when they are met", async () => {
  const answer = honest(["shop.Shop"]);
  const { target, questions } = await serve(["v1"], (question) =>
    question.name === "far.Thing" && far ? { files: [far] } : answer(question),
  );
  const { schemaId } = await open(reflection(target));
  expect(questions).not.toContain("symbol far.Thing");
  const body = '{"any":{"@type":"type.googleapis.com/far.Thing","n":5}}';
  expect(await travel(schemaId, body, "shop.Box")).toBe(body);
  expect(questions).toContain("symbol far.Thing");
});
