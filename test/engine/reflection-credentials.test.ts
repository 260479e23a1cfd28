/** What is given for the reflection of one server goes to that server and to no other. */
import { afterEach, expect, it } from "vitest";
import type { SchemaSource } from "../../core/contract/params.ts";
import { createEngine, type RunningEngine } from "../../core/engine.ts";
import { compileText } from "../schema/support/protoc.ts";
import { type ReflectionServer, startReflectionServer } from "../schema/support/reflection-server.ts";

const files = compileText({
  "shop.proto": `syntax = "proto3"; package shop; import "google/protobuf/any.proto";
    service Shop { rpc Get(Box) returns (Box); } message Box { google.protobuf.Any any = 1; }`,
  "bank.proto": `syntax = "proto3"; package bank; service Bank { rpc Get(Coin) returns (Coin); } message Coin {}`,
  "far.proto": `syntax = "proto3"; package far; message Thing { int32 miles = 1; }`,
});

let engine: RunningEngine | undefined;
const servers: ReflectionServer[] = [];
afterEach(async () => {
  await engine?.close();
  for (const server of servers.splice(0)) server.stop();
});

/** A server of one service that knows `far.Thing` when it `knowsFar`. */
async function serve(service: string, fileName: string, knowsFar: boolean): Promise<ReflectionServer> {
  const server = await startReflectionServer(
    ["v1"],
    ({ kind, name }) => {
      if (kind === "list") return { services: [service] };
      const isOwn = name.startsWith(`${service.split(".")[0]}.`);
      const file = files.get(
        kind === "file" ? name : isOwn ? fileName : knowsFar && name === "far.Thing" ? "far.proto" : "",
      );
      return file === undefined ? { error: 5, message: `no ${name}` } : { files: [file] };
    },
    { "/shop.Shop/Get": () => Uint8Array.of() },
  );
  servers.push(server);
  return server;
}

function source(
  { target }: ReflectionServer,
  more: Partial<Extract<SchemaSource, { kind: "reflection" }>> = {},
): SchemaSource {
  const server = { target, security: { mode: "plaintext" as const } };
  return { kind: "reflection", server, metadata: [], version: "auto", ...more };
}

/** Values of a name in everything that a server was sent. */
function sent({ metadata }: ReflectionServer, name: string): readonly unknown[] {
  return [...new Set(metadata.map((entries) => entries[name]))];
}

it("each of several servers gets its own metadata and credentials, for types that come late too", async () => {
  const shop = await serve("shop.Shop", "shop.proto", false);
  const bank = await serve("bank.Bank", "bank.proto", true);
  const bare = await serve("bank.Bank", "bank.proto", false);
  engine = createEngine();
  const { schemaId, services } = await engine.openSchema({
    operationId: "open",
    sources: [
      source(shop, {
        metadata: [{ name: "x-tenant", value: "shop" }],
        authorization: { kind: "bearer", token: "for-the-shop" },
      }),
      source(bare),
      source(bank, { metadata: [{ name: "authorization", value: "Basic for-the-bank" }] }),
    ],
  });
  expect(services.map(({ fullName }) => fullName)).toEqual(["bank.Bank", "shop.Shop"]);
  const text = '{"any":{"@type":"t/far.Thing","miles":7}}';
  const { bytes } = await engine.encode({ schemaId, typeName: "shop.Box", form: "json", text });
  expect(bytes?.length).toBeGreaterThan(0);
  expect(bank.questions).toContain("symbol far.Thing");
  expect(
    [shop, bare, bank].map((server) => [sent(server, "authorization"), sent(server, "x-tenant")]),
  ).toEqual([
    [["Bearer for-the-shop"], ["shop"]],
    [[undefined], [undefined]],
    [["Basic for-the-bank"], [undefined]],
  ]);
});

it("two sources at one address, of one server under two tokens, do not mix either", async () => {
  const shop = await serve("shop.Shop", "shop.proto", false);
  engine = createEngine();
  const tokens = ["first", "second"].map((token) =>
    source(shop, { authorization: { kind: "bearer", token } }),
  );
  await engine.openSchema({ operationId: "open", sources: tokens });
  expect(shop.metadata.map((entries) => entries["authorization"]).sort()).toEqual([
    "Bearer first",
    "Bearer second",
  ]);
});

it("what was given for reflection is not sent with calls", async () => {
  const shop = await serve("shop.Shop", "shop.proto", false);
  const other = await serve("shop.Shop", "shop.proto", false);
  engine = createEngine();
  const { schemaId } = await engine.openSchema({
    operationId: "open",
    sources: [
      source(shop, {
        metadata: [{ name: "x-key", value: "of reflection" }],
        authorization: { kind: "bearer", token: "of reflection" },
      }),
    ],
  });
  for (const server of [shop, other]) {
    await engine.call({
      operationId: `call-${server.target}`,
      schemaId,
      method: "shop.Shop/Get",
      channel: "grpc",
      server: { target: server.target, security: { mode: "plaintext" } },
      messages: ["{}"],
      metadata: [],
    });
    expect(server.callMetadata.map((entries) => [entries["x-key"], entries["authorization"]])).toEqual([
      [undefined, undefined],
    ]);
  }
});
