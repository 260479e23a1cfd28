import { afterEach, describe, expect, it } from "vitest";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import { renderJson } from "../../../core/codec/index.ts";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { readFileExtensions } from "../../../core/schema/raw/file-extensions.ts";
import { reflect } from "../../../core/schema/reflection/reflect.ts";
import { compileText } from "../support/protoc.ts";
import {
  type Answer,
  honest,
  type Question,
  type ReflectionServer,
  startReflectionServer,
} from "../support/reflection-server.ts";

const files = compileText({
  "shop/shop.proto": `syntax = "proto2"; package shop;
    message Item { optional string name = 1; extensions 100 to 199; message Part { extensions 5; } }
    service Shop { rpc Get(Item) returns (Item); }`,
  "plugin/weight.proto": `syntax = "proto2"; package plugin; import "shop/shop.proto"; import "plugin/unit.proto";
    extend shop.Item { optional Weight weight = 100; }
    message Weight { optional double amount = 1; optional Unit unit = 2;
      extend shop.Item.Part { optional int32 count = 5; } }`,
  "plugin/unit.proto": `syntax = "proto2"; package plugin; enum Unit { GRAM = 0; OUNCE = 1; }`,
});
const services = { "shop.Shop": "shop/shop.proto" };
/** field 1: "bolt", field 100: { amount: 1.5, unit: OUNCE } */
const bytes = Buffer.from("0a04626f6c74a2060b09000000000000f83f1001", "hex");

let server: ReflectionServer | undefined;
afterEach(() => server?.stop());

/** An honest server that knows of extensions as well. */
function knowing(question: Question): Answer {
  if (question.kind === "numbers" && question.name === "shop.Item")
    return { numbers: [100], of: "shop.Item" };
  if (question.kind === "numbers" && question.name === "shop.Item.Part")
    return { numbers: [5], of: "shop.Item.Part" };
  if (question.kind === "extension") return { files: [fileNamed("plugin/weight.proto")] };
  return honest(services, files)(question);
}

function fileNamed(name: string): Uint8Array {
  return files.get(name) ?? new Uint8Array(0);
}

async function reflected(answer: (question: Question) => Answer) {
  server = await startReflectionServer(["v1"], answer);
  const channel = createGrpcChannel({ target: server.target, security: { mode: "plaintext" } });
  try {
    return await reflect((request, onEvent) => channel.open(request, onEvent), {});
  } finally {
    channel.close();
  }
}

function decoded(pool: ReturnType<typeof buildPool>): unknown {
  const type = pool.registry.getMessage("shop.Item");
  if (type === undefined) throw new Error("no shop.Item");
  return JSON.parse(renderJson(type, bytes, { registry: pool.registry }).text);
}

describe("extensions that no imported file declares", () => {
  it("are found by number, with the files that theirs imports, and decode by name", async () => {
    const pool = buildPool([await reflected(knowing)]);
    expect(pool.findings).toEqual([]);
    expect(decoded(pool)).toEqual({ name: "bolt", "[plugin.weight]": { amount: 1.5, unit: "OUNCE" } });
    expect(server?.questions.slice(2)).toEqual([
      "numbers shop.Item.Part",
      "numbers shop.Item",
      "extension shop.Item.Part 5",
      "extension shop.Item 100",
      "file plugin/unit.proto",
    ]);
  });

  it.each<[string, Answer]>([
    ["refuses the question", { error: 12, message: "not implemented" }],
    ["ends the stream", { end: 12, message: "no such request" }],
    ["answers with nothing it understands", { raw: Uint8Array.of(0) }],
  ])("are left out, and nothing else, when the server %s", async (_, answer) => {
    const pool = buildPool([
      await reflected((question) => (question.kind === "numbers" ? answer : knowing(question))),
    ]);
    expect(pool.findings).toEqual([]);
    expect(decoded(pool)).toEqual({ name: "bolt" });
  });

  it("are waited for no longer than some seconds", async () => {
    const part = await reflected((question) => (question.kind === "numbers" ? "silence" : knowing(question)));
    expect(decoded(buildPool([part]))).toEqual({ name: "bolt" });
  }, 20_000);
});

describe("readFileExtensions", () => {
  it("reads ranges and extensions, nested ones too", () => {
    expect(readFileExtensions(fileNamed("shop/shop.proto"), "shop").extendable).toEqual([
      "shop.Item.Part",
      "shop.Item",
    ]);
    expect(readFileExtensions(fileNamed("plugin/weight.proto"), "plugin").declared).toEqual([
      "shop.Item.Part 5",
      "shop.Item 100",
    ]);
  });
});
