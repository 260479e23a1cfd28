import { Writer } from "protobufjs/minimal.js";
import { afterEach, describe, expect, it } from "vitest";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import type { MethodSummary } from "../../../core/contract/views.ts";
import type { ErrorCode } from "../../../core/error.ts";
import { ByteglassError } from "../../../core/error.ts";
import type { Finding } from "../../../core/finding.ts";
import { readFileHeader } from "../../../core/schema/raw/file-header.ts";
import { listServices } from "../../../core/schema/raw/list-services.ts";
import type { Reflected, ReflectOptions } from "../../../core/schema/reflection/reflect.ts";
import { reflect } from "../../../core/schema/reflection/reflect.ts";
import { compileText } from "../support/protoc.ts";
import type { Answer, Question, ReflectionServer } from "../support/reflection-server.ts";
import { honest, startGatewayServer, startReflectionServer } from "../support/reflection-server.ts";

const files = compileText({
  "shop/orders.proto": `syntax = "proto3"; package shop; import "shop/types.proto";
    import "google/protobuf/timestamp.proto";
    service Orders { rpc Get(Order) returns (stream Order); }
    message Order { Item item = 1; google.protobuf.Timestamp at = 2; }`,
  "shop/types.proto": `syntax = "proto3"; package shop; import "shop/money.proto"; message Item { Money price = 1; }`,
  "shop/money.proto": `syntax = "proto3"; package shop; message Money { int64 units = 1; }`,
  "shop/stock.proto": `syntax = "proto3"; package shop; service Stock { rpc Watch(stream A) returns (A); } message A {}`,
});
const services = { "shop.Orders": "shop/orders.proto", "shop.Stock": "shop/stock.proto" };

let server: ReflectionServer | undefined;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  server?.stop();
  server = undefined;
});

async function run(
  versions: readonly ("v1" | "v1alpha")[],
  answer: (question: Question) => Answer | readonly Answer[],
  options: ReflectOptions = {},
): Promise<Reflected> {
  server = await startReflectionServer(versions, answer);
  return reflectAt(server.target, options);
}

async function reflectAt(target: string, options: ReflectOptions): Promise<Reflected> {
  const channel = createGrpcChannel({ target, security: { mode: "plaintext" } });
  closers.push(() => channel.close());
  return reflect((request, onEvent) => channel.open(request, onEvent), options);
}

async function refusal(
  attempt: Promise<unknown>,
): Promise<{ code: ErrorCode; message: string; hint: string }> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ByteglassError)) throw new Error(`expected a ByteglassError, got ${String(error)}`);
  return { code: error.code, message: error.message, hint: error.hint };
}

const namesOf = (reflected: Reflected): readonly string[] =>
  reflected.files.map((file) => readFileHeader(file).name).sort();

const everyFile = ["shop/money.proto", "shop/orders.proto", "shop/stock.proto", "shop/types.proto"];

describe("versions", () => {
  it.each([
    { versions: ["v1"], asked: "auto", answered: "v1" },
    { versions: ["v1alpha"], asked: "auto", answered: "v1alpha" },
    { versions: ["v1", "v1alpha"], asked: "auto", answered: "v1" },
    { versions: ["v1", "v1alpha"], asked: "v1alpha", answered: "v1alpha" },
  ] as const)("$versions asked as $asked is answered by $answered", async ({ versions, asked, answered }) => {
    const reflected = await run(versions, honest(services, files), { version: asked });
    expect({ ...reflected, files: namesOf(reflected) }).toEqual({
      version: answered,
      origin: `reflection ${answered}`,
      services: ["shop.Orders", "shop.Stock"],
      files: everyFile,
      findings: [],
    });
  });

  it("says which versions were tried when there is none", async () => {
    expect(await refusal(run([], () => "silence"))).toEqual({
      code: "no-reflection",
      message:
        "The server offers no reflection: grpc.reflection.v1 answered UNIMPLEMENTED, " +
        '"The server does not implement the method /grpc.reflection.v1.ServerReflection/ServerReflectionInfo"; ' +
        "grpc.reflection.v1alpha answered UNIMPLEMENTED, " +
        '"The server does not implement the method /grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo".',
      hint: "Give the schema as .proto files (--proto FILE, -I FOLDER for imports) or as a descriptor set (--protoset FILE).",
    });
  });

  it("takes UNIMPLEMENTED with an empty message for an unknown version", async () => {
    expect(await refusal(run(["v1", "v1alpha"], () => ({ end: 12, message: "" })))).toMatchObject({
      code: "no-reflection",
      message:
        "The server offers no reflection: grpc.reflection.v1 answered UNIMPLEMENTED without a message; " +
        "grpc.reflection.v1alpha answered UNIMPLEMENTED without a message.",
    });
  });
});

describe("gateways", () => {
  it("that answer HTTP 404 for a version they do not know are asked for the other", async () => {
    server = await startGatewayServer(honest(services, files));
    const reflected = await reflectAt(server.target, {});
    expect([reflected.version, namesOf(reflected), server.questions]).toEqual([
      "v1alpha",
      everyFile,
      [
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
      ],
    ]);
  });

  it("are quoted with their HTTP status when that version was asked for", async () => {
    server = await startGatewayServer(honest(services, files));
    const { code, message } = await refusal(reflectAt(server.target, { version: "v1" }));
    expect([code, message]).toEqual(["no-reflection", expect.stringContaining("(HTTP 404)")]);
  });
});

describe("what is fetched", () => {
  it("asks for imports the server did not deliver, and not for bundled ones", async () => {
    await run(["v1"], honest(services, files));
    expect(server?.questions).toEqual([
      "list",
      "symbol shop.Orders",
      "symbol shop.Stock",
      "file shop/types.proto",
      "file shop/money.proto",
    ]);
  });

  it("reflects one symbol only when asked to", async () => {
    const reflected = await run(["v1"], honest(services, files), { symbols: ["shop.Stock"] });
    expect([namesOf(reflected), reflected.services, server?.questions]).toEqual([
      ["shop/stock.proto"],
      [],
      ["symbol shop.Stock"],
    ]);
  });

  it("takes a method for its service", async () => {
    const reflected = await run(["v1"], honest(services, files), { symbols: ["shop.Stock/Watch"] });
    expect([namesOf(reflected), server?.questions]).toEqual([["shop/stock.proto"], ["symbol shop.Stock"]]);
  });

  it("suggests the nearest services for one that is not there", async () => {
    const reflected = await run(["v1"], honest(services, files), { symbols: ["shop.Order"] });
    expect([reflected.services, reflected.findings]).toMatchObject([
      ["shop.Orders", "shop.Stock"],
      [{ path: "shop.Order", hint: "Did you mean shop.Orders?" }],
    ]);
  });

  it("leaves imports alone when only a listing is wanted", async () => {
    const reflected = await run(["v1alpha"], honest(services, files), { imports: false });
    expect(namesOf(reflected)).toEqual(["shop/orders.proto", "shop/stock.proto"]);
    expect(listServices(reflected.files).map((service) => service.methods)).toEqual([
      [method("shop.Orders", "Get", "server-stream", "shop.Order", "shop.Order")],
      [method("shop.Stock", "Watch", "client-stream", "shop.A", "shop.A")],
    ]);
  });

  it("sends the metadata it was given", async () => {
    await run(["v1"], honest(services, files), { metadata: [{ name: "authorization", value: "Bearer x" }] });
    expect(server?.metadata[0]?.["authorization"]).toBe("Bearer x");
  });

  it("reports progress, imports included", async () => {
    const seen: string[] = [];
    await run(["v1"], honest(services, files), {
      onProgress: (done, total) => seen.push(`${done}/${total}`),
    });
    expect(seen).toEqual(["1/2", "2/2", "3/3", "4/4"]);
  });
});

describe("servers that fail in part", () => {
  const warning = (path: string, message: string): Partial<Finding> => ({
    code: "reflection-symbol-failed",
    severity: "warning",
    path,
    message,
  });

  it.each<[string, Answer, string]>([
    ["an error answer", { error: 5, message: "lost" }, 'NOT_FOUND, "lost"'],
    ["a closed stream", { end: 13, message: "boom" }, 'INTERNAL, "boom"'],
    ["a closed stream without a word", { end: 2, message: "" }, "UNKNOWN without a message"],
    ["no files", { files: [] }, "the answer holds no file"],
    ["a list", { services: [] }, "the server answered with a list of services"],
    ["damage", { raw: Uint8Array.of(0x22, 9, 1) }, "its bytes are damaged at offset 0 of 3"],
    ["an empty message", { raw: new Uint8Array(0) }, "it holds none of the known answers"],
  ])("%s for one service keeps the others", async (_name, answer, reason) => {
    const serve = honest(services, files);
    const reflected = await run(["v1"], (question) =>
      question.name === "shop.Orders" ? answer : serve(question),
    );
    expect([namesOf(reflected), reflected.findings]).toMatchObject([
      ["shop/stock.proto"],
      [warning("shop.Orders", `The server does not describe shop.Orders: ${reason}.`)],
    ]);
  });

  it("carries on with a server that ends the stream after each answer", async () => {
    const serve = honest(services, files);
    const reflected = await run(["v1"], (question) => [serve(question), { end: 0, message: "" }]);
    expect([namesOf(reflected), reflected.findings]).toEqual([everyFile, []]);
  });

  it("names an import that cannot be had", async () => {
    const incomplete = new Map([...files].filter(([name]) => name !== "shop/money.proto"));
    const reflected = await run(["v1"], honest(services, incomplete));
    expect(reflected.findings).toMatchObject([
      {
        code: "reflection-import-failed",
        file: "shop/money.proto",
        message:
          'The server does not deliver shop/money.proto, which its files import: NOT_FOUND, "no shop/money.proto here".',
      },
    ]);
  });

  it("finds a file that was compiled under another path than it is imported by", async () => {
    const moved = compileText({
      "protos/shop/money.proto": `syntax = "proto3"; package shop; message Money { int64 units = 1; }`,
    });
    const served = new Map([...files, ...moved]);
    served.delete("shop/money.proto");
    const reflected = await run(
      ["v1"],
      honest({ ...services, "shop.Money": "protos/shop/money.proto" }, served),
      { symbols: ["shop.Orders"] },
    );
    expect([namesOf(reflected), reflected.findings]).toEqual([
      ["protos/shop/money.proto", "shop/orders.proto", "shop/types.proto"],
      [],
    ]);
  });
});

describe("servers with many services", () => {
  const many = Array.from({ length: 100 }, (_, index) => `S${index}`);
  const large = compileText({
    "big.proto": `syntax = "proto3"; package big; message M {} ${many.map((name) => `service ${name} { rpc R(M) returns (M); }`).join(" ")}`,
    "small.proto": `syntax = "proto3"; package small; message M {} service S { rpc R(M) returns (M); }`,
  });
  const listed = {
    ...Object.fromEntries(many.map((name) => [`big.${name}`, "big.proto"])),
    "small.S": "small.proto",
    "big.Gone": "gone.proto",
  };

  it("in one file are not asked for one by one", async () => {
    const reflected = await run(["v1"], honest(listed, large));
    expect([
      namesOf(reflected),
      server?.questions,
      reflected.findings.map((finding) => finding.path),
    ]).toEqual([
      ["big.proto", "small.proto"],
      ["list", "symbol big.S0", "symbol small.S", "symbol big.Gone"],
      ["big.Gone"],
    ]);
  });
});

describe("servers that never end", () => {
  it("stops following imports without end", async () => {
    let count = 0;
    const reflected = await run(["v1"], ({ kind }) => {
      if (kind === "list") return { services: ["a.S"] };
      count += 1;
      return { files: [fileWithImport(`f${count}.proto`, `f${count + 1}.proto`)] };
    });
    expect(reflected.findings).toMatchObject([
      {
        code: "reflection-bounded",
        message:
          "The server's schema is not read to its end: its files import more than the server delivers, without an end in sight.",
      },
    ]);
  });

  it("stops at the bound on files", async () => {
    const serve = honest(services, files);
    const reflected = await run(["v1"], serve, { maxFileCount: 2 });
    expect(reflected.findings).toMatchObject([
      { message: "The server's schema is not read to its end: it has more than 2 files." },
    ]);
  });

  it("stops at the bound on bytes and keeps what came before", async () => {
    const serve = honest(services, files);
    const size = files.get("shop/orders.proto")?.length ?? 0;
    const reflected = await run(["v1"], serve, { maxByteLength: size + 60 });
    expect([namesOf(reflected), reflected.findings.map((finding) => finding.message)]).toEqual([
      ["shop/orders.proto", "shop/stock.proto"],
      [
        'The server does not deliver shop/types.proto, which its files import: RESOURCE_EXHAUSTED, "the files are larger together than Byteglass accepts".',
      ],
    ]);
  });

  it("survives a server that answers out of turn", async () => {
    const answers: Answer[] = [{ services: ["a.S"] }, { services: ["a.S"] }];
    const reflected = await run(["v1"], ({ kind }) => (kind === "list" ? answers : "silence"));
    expect(reflected.findings).toMatchObject([
      { message: "The server does not describe a.S: the server answered with a list of services." },
    ]);
  });

  it("gives up after the time allowed", async () => {
    expect(await refusal(run(["v1"], () => "silence", { timeout: 50 }))).toMatchObject({
      code: "timeout",
      hint: "Allow more time, or reflect only the service you need.",
    });
  });

  it("can be cancelled", async () => {
    const controller = new AbortController();
    const attempt = refusal(
      run(
        ["v1"],
        () => {
          controller.abort();
          return "silence";
        },
        {
          signal: controller.signal,
        },
      ),
    );
    expect(await attempt).toMatchObject({ code: "cancelled", message: "Reflection was cancelled." });
  });
});

describe("servers that cannot be asked", () => {
  it("says that nobody is there", async () => {
    server = await startReflectionServer(["v1"], () => "silence");
    server.stop();
    expect((await refusal(reflectAt(server.target, {}))).code).toBe("unreachable");
  });

  it.each([
    [16, "UNAUTHENTICATED", "a token, please"],
    [7, "PERMISSION_DENIED", "not you"],
  ])("code %i asks for metadata", async (code, name, message) => {
    expect(await refusal(run(["v1", "v1alpha"], () => ({ end: code, message })))).toEqual({
      code: "no-reflection",
      message: `The server refuses reflection: ${name}, "${message}".`,
      hint: "Send the metadata it wants with reflection (an authorization header, for instance), or give the schema as .proto files (--proto FILE) or as a descriptor set (--protoset FILE).",
    });
  });
});

function method(
  service: string,
  name: string,
  kind: MethodSummary["kind"],
  inputType: string,
  outputType: string,
): MethodSummary {
  const fullName = `${service}/${name}`;
  return { name, fullName, kind, inputType, outputType, httpBindings: [], comment: "", deprecated: false };
}

function fileWithImport(name: string, dependency: string): Uint8Array {
  return Writer.create().uint32(10).string(name).uint32(26).string(dependency).finish();
}
