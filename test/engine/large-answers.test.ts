/** Answers of a mebibyte and more: there at once, their JSON when it is wanted. */
import { afterEach, describe, expect, it } from "vitest";
import type { CallRequest, SchemaSource } from "../../core/contract/params.ts";
import type { DocumentSummary, EngineEvent } from "../../core/contract/views.ts";
import { LARGE } from "../../core/documents/large.ts";
import { createEngine, type RunningEngine } from "../../core/engine.ts";
import { compileText } from "../schema/support/protoc.ts";
import { type ReflectionServer, startReflectionServer } from "../schema/support/reflection-server.ts";

const files = compileText({
  "shop.proto": `syntax = "proto3"; package shop; import "google/protobuf/any.proto";
    service Shop { rpc Get(Plain) returns (Plain); rpc Any(Box) returns (Box); }
    message Plain { string text = 1; }
    message Box { google.protobuf.Any any = 1; }`,
  "far/thing.proto": `syntax = "proto3"; package far; message Thing { string name = 1; }`,
});

function field(number: number, body: Uint8Array): Uint8Array {
  const size: number[] = [];
  for (let rest = body.length; ; rest = Math.floor(rest / 128)) {
    size.push(rest < 128 ? rest : (rest % 128) | 128);
    if (rest < 128) break;
  }
  return Buffer.concat([Uint8Array.of((number << 3) | 2, ...size), body]);
}

const letters = "a".repeat(2 * LARGE);
const text = field(1, Buffer.from(letters));
/** A field that the schema does not have, behind the text. */
const plain = Buffer.concat([text, Uint8Array.of(0x50, 7)]);
const thing = Buffer.concat([field(1, Buffer.from("type.googleapis.com/far.Thing")), field(2, text)]);

let server: ReflectionServer | undefined;
let engine: RunningEngine | undefined;
afterEach(async () => {
  await engine?.close();
  server?.stop();
});

async function open(readsAhead: boolean) {
  server = await startReflectionServer(
    ["v1"],
    ({ kind, name }) => {
      if (kind === "list") return { services: ["shop.Shop"] };
      const file = files.get(
        kind === "file" ? name : name.startsWith("far.") ? "far/thing.proto" : "shop.proto",
      );
      return file === undefined ? { error: 5, message: `no ${name}` } : { files: [file] };
    },
    { "/shop.Shop/Get": () => plain, "/shop.Shop/Any": () => field(1, thing) },
  );
  let done: (summary: DocumentSummary) => void = () => undefined;
  const whole = new Promise<DocumentSummary>((resolve) => {
    done = resolve;
  });
  const own = createEngine({
    readsAhead,
    onEvent: (event: EngineEvent) => {
      if (event.kind === "document" && event.summary.progress === undefined) done(event.summary);
    },
  });
  engine = own;
  const address = { target: server.target, security: { mode: "plaintext" as const } };
  const source: SchemaSource = { kind: "reflection", server: address, metadata: [], version: "auto" };
  const { schemaId } = await own.openSchema({
    operationId: "open",
    sources: [source],
    symbols: ["shop.Shop"],
  });
  const call = async (method: string) => {
    const request: CallRequest = {
      operationId: "call",
      schemaId,
      method: `shop.Shop/${method}`,
      channel: "grpc",
      server: address,
      messages: ["{}"],
      metadata: [],
    };
    const record = await own.call(request);
    const [document] = record.received;
    if (document === undefined) throw new Error(record.status.message);
    return { record, document };
  };
  const json = async ({ documentId, jsonTextLength }: DocumentSummary) =>
    JSON.parse(await own.readJson({ documentId, start: 0, end: jsonTextLength }));
  return { engine: own, schemaId, call, json, whole };
}

describe("a large answer", () => {
  it("tells what a small one tells, whoever asks", async () => {
    const { engine: own, schemaId, call, json } = await open(false);
    const { document } = await call("Get");
    const input = { kind: "bytes", bytes: Uint8Array.from(plain) } as const;
    const { chain: _, ...read } = await own.inspect({ input, schemaId, typeName: "shop.Plain" });
    expect({ ...document, documentId: "" }).toEqual({ ...read, documentId: "" });
    expect(document.findings.map(({ code }) => code)).toContain("unknown-field");
    expect(await json(document)).toEqual({ text: letters });
  });

  it("is there before it is read, where documents are read ahead", async () => {
    const { call, json, whole } = await open(true);
    const { document } = await call("Get");
    expect(document.byteLength).toBe(plain.length);
    const read = await whole;
    expect(read.documentId).toBe(document.documentId);
    expect(read.findings.map(({ code }) => code)).toContain("unknown-field");
    expect(await json(read)).toEqual({ text: letters });
  });

  it.each([false, true])("is checked whole by assertions (read ahead: %s)", async (readsAhead) => {
    const { engine: own, schemaId, call } = await open(readsAhead);
    const { record, document } = await call("Get");
    const results = await own.checkAnswer({
      schemaId,
      assertions: [{ kind: "check", expression: "body.text", operator: "eq", value: letters }],
      answer: {
        method: record.method,
        statusCode: 0,
        statusMessage: "",
        headers: [],
        trailers: [],
        duration: 1,
        requestByteLength: 0,
        responseByteLength: 0,
        sentCount: 1,
        received: [document.documentId],
      },
    });
    expect(results.map(({ outcome }) => outcome)).toEqual(["passed"]);
  });

  it.each([false, true])("has types that came late (read ahead: %s)", async (readsAhead) => {
    const { call, json, whole } = await open(readsAhead);
    const { document } = await call("Any");
    const read = readsAhead ? await whole : document;
    expect(await json(read)).toEqual({ any: { "@type": "type.googleapis.com/far.Thing", name: letters } });
  });
});
