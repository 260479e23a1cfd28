/** Types inside `google.protobuf.Any` that no service is near: asked for when they are met. */
import { afterEach, describe, expect, it } from "vitest";
import type { CallRequest, SchemaSource } from "../../../core/contract/params.ts";
import { createEngine, type RunningEngine } from "../../../core/engine.ts";
import { compileText } from "../../schema/support/protoc.ts";
import {
  type Answer,
  type Question,
  type ReflectionServer,
  startReflectionServer,
} from "../../schema/support/reflection-server.ts";

const files = compileText({
  "shop.proto": `syntax = "proto3"; package shop; import "google/protobuf/any.proto";
    service Shop { rpc Get(Box) returns (Box); rpc Fail(Box) returns (Box); }
    message Box { google.protobuf.Any any = 1; }`,
  "far/thing.proto": `syntax = "proto3"; package far; import "google/protobuf/any.proto";
    message Thing { string name = 1; google.protobuf.Any more = 2; }`,
  "far/away.proto": `syntax = "proto3"; package far; message Away { int32 miles = 1; }`,
});
const declared: Readonly<Record<string, string>> = {
  "shop.Shop": "shop.proto",
  "far.Thing": "far/thing.proto",
  "far.Away": "far/away.proto",
};

/** Box { any: Thing { name: "x", more: Away { miles: 7 } } } */
const away = any("far.Away", Uint8Array.of(8, 7));
const box = field(1, any("far.Thing", Buffer.concat([field(1, Buffer.from("x")), field(2, away)])));
const stranger = field(1, any("nobody.Knows", Uint8Array.of(8, 7)));
/** google.rpc.Status with code 9 and one detail. */
const status = Buffer.concat([Uint8Array.of(8, 9), field(3, away)]);

function field(number: number, body: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of((number << 3) | 2, body.length), body]);
}

function any(typeName: string, value: Uint8Array): Uint8Array {
  return Buffer.concat([field(1, Buffer.from(`type.googleapis.com/${typeName}`)), field(2, value)]);
}

function honest({ kind, name }: Question): Answer {
  if (kind === "list") return { services: ["shop.Shop"] };
  const file = files.get(kind === "file" ? name : (declared[name] ?? ""));
  return file === undefined ? { error: 5, message: `no ${name}` } : { files: [file] };
}

let server: ReflectionServer | undefined;
let engine: RunningEngine | undefined;
afterEach(async () => {
  await engine?.close();
  server?.stop();
});

async function open(answer: (question: Question) => Answer, reply: Uint8Array = box) {
  server = await startReflectionServer(["v1"], answer, {
    "/shop.Shop/Get": () => reply,
    "/shop.Shop/Fail": () => ({ code: 9, details: status }),
  });
  const own = createEngine();
  engine = own;
  const address = { target: server.target, security: { mode: "plaintext" as const } };
  const source: SchemaSource = { kind: "reflection", server: address, metadata: [], version: "auto" };
  const symbols = ["shop.Shop"];
  const { schemaId } = await own.openSchema({ operationId: "open", sources: [source], symbols });
  let calls = 0;
  const call = (method: string, json = "{}") => {
    const request: CallRequest = {
      operationId: `call-${calls++}`,
      schemaId,
      method: `shop.Shop/${method}`,
      channel: "grpc",
      server: address,
      messages: [json],
      metadata: [],
    };
    return own.call(request);
  };
  const asked = () => server?.questions.filter((question) => question.startsWith("symbol far.")) ?? [];
  return { engine: own, schemaId, call, asked };
}

async function json(
  own: RunningEngine,
  document: { documentId: string; jsonTextLength: number } | undefined,
) {
  if (document === undefined) throw new Error("no document");
  const { documentId, jsonTextLength } = document;
  return JSON.parse(await own.readJson({ documentId, start: 0, end: jsonTextLength }));
}

const told = {
  any: {
    "@type": "type.googleapis.com/far.Thing",
    name: "x",
    more: { "@type": "type.googleapis.com/far.Away", miles: 7 },
  },
};

describe("a type inside Any that no service is near", () => {
  it("is asked for when an answer has it, once, and the types inside it too", async () => {
    const { engine: own, call, asked } = await open(honest);
    const record = await call("Get");
    expect(await json(own, record.received[0])).toEqual(told);
    const event = record.events.find(({ kind }) => kind === "message-received");
    expect(event).toMatchObject({ document: record.received[0] });
    await call("Get");
    expect(asked()).toEqual(["symbol far.Thing", "symbol far.Away"]);
  });

  it("is asked for when a body names it", async () => {
    const { engine: own, schemaId, call } = await open(honest);
    const body = JSON.stringify(told);
    const composed = await own.compose({ schemaId, typeName: "shop.Box", json: body });
    expect(composed.findings).toEqual([]);
    expect(composed.document?.byteLength).toBe(box.length);
    expect((await call("Get", body)).status.code).toBe(0);
  });

  it("is asked for when bytes are decoded", async () => {
    const { engine: own, schemaId } = await open(honest);
    const { text } = await own.decode({ schemaId, typeName: "shop.Box", bytes: box, form: "json" });
    expect(JSON.parse(text)).toEqual(told);
  });

  it("is asked for when the details of an error have it", async () => {
    const { call } = await open(honest);
    const { status: ended } = await call("Fail");
    expect(JSON.parse(ended.details[0]?.json ?? "{}")).toMatchObject({ miles: 7 });
  });

  it("is shown as type URL and bytes when the server does not know it, and not asked for again", async () => {
    const { engine: own, call } = await open(honest, stranger);
    const record = await call("Get");
    const unknown = { "@type": "type.googleapis.com/nobody.Knows", value: "CAc=" };
    expect(await json(own, record.received[0])).toEqual({ any: unknown });
    await call("Get");
    const asked = server?.questions.filter((question) => question === "symbol nobody.Knows");
    expect(asked?.length).toBe(1);
  });

  it("holds up no answer when the server leaves the question unanswered", async () => {
    const { call, asked } = await open((question) =>
      question.name.startsWith("far.") ? "silence" : honest(question),
    );
    const record = await call("Get");
    expect([record.received.length, record.status.code]).toEqual([1, 0]);
    // For a while it is not asked again.
    await call("Get");
    expect(asked()).toEqual(["symbol far.Thing"]);
  }, 15_000);

  it("is not asked for by a name that is none", async () => {
    const { call } = await open(honest, field(1, any("not a name", Uint8Array.of(8, 7))));
    await call("Get");
    expect(server?.questions.filter((question) => question.includes("not a name"))).toEqual([]);
  });

  it.each([
    ["in a file that is named as such files are", "far/away.proto", "far.Away"],
    ["in the file of a service of its package", "odd.proto", "odd.Thing"],
  ])("is found %s where the server finds services alone", async (_place, fileName, typeName) => {
    const odd = compileText({
      "odd.proto": `syntax = "proto3"; package odd; message Thing { int32 miles = 1; } service Other {}`,
    }).get("odd.proto");
    const all = new Map([...files, ["odd.proto", odd ?? Uint8Array.of()]]);
    const { call, engine: own } = await open(
      ({ kind, name }) => {
        if (kind === "list") return { services: ["shop.Shop", "odd.Other", "odd.Gone"] };
        const found = kind === "file" ? name : { "shop.Shop": "shop.proto", "odd.Other": "odd.proto" }[name];
        const file = fileName === "odd.proto" && kind === "file" ? undefined : all.get(found ?? "");
        return file === undefined ? { error: 5, message: `no ${name}` } : { files: [file] };
      },
      field(1, any(typeName, Uint8Array.of(8, 7))),
    );
    const { received } = await call("Get");
    const shown = { any: { "@type": `type.googleapis.com/${typeName}`, miles: 7 } };
    expect(await json(own, received[0])).toEqual(shown);
    const asked = server?.questions.filter((question) => question.startsWith("file ")).length ?? 0;
    expect(asked).toBeLessThanOrEqual(24);
    await call("Get");
    expect(server?.questions.filter((question) => question === `symbol ${typeName}`)).toHaveLength(1);
  });

  it("is found by the type around it where the server finds no nested ones", async () => {
    const nest = compileText({
      "nest.proto": 'syntax = "proto3"; package nest; message Outer { message Inner { int32 miles = 1; } }',
    }).get("nest.proto");
    const reply = field(1, any("nest.Outer.Inner", Uint8Array.of(8, 7)));
    const { call, engine: own } = await open((question) => {
      if (question.name === "nest.Outer" && nest) return { files: [nest] };
      return question.name === "shop.Box" ? honest({ kind: "symbol", name: "shop.Shop" }) : honest(question);
    }, reply);
    const { received } = await call("Get");
    expect(await json(own, received[0])).toMatchObject({ any: { miles: 7 } });
    expect(server?.questions.filter((question) => question.startsWith("file "))).toEqual([]);
  });

  it("is looked for in no files where the server finds messages by name", async () => {
    const known: Record<string, string> = { ...declared, "shop.Box": "shop.proto" };
    const { call } = await open(({ kind, name }) => {
      if (kind === "list") return { services: ["shop.Shop"] };
      const file = files.get(kind === "file" ? name : (known[name] ?? ""));
      return file === undefined ? { error: 5, message: `no ${name}` } : { files: [file] };
    }, stranger);
    await call("Get");
    expect(server?.questions.filter((question) => question.startsWith("file "))).toEqual([]);
  });
});
