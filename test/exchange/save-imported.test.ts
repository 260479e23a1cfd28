import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../core/engine.ts";

const PROTOS = fileURLToPath(new URL("../../proto-samples/protos", import.meta.url));
const engine = createEngine();
let folder: string;
let schemaId: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-imported-"));
  const files = [join(PROTOS, "samples/sink/v1/echo.proto")];
  const sources = [{ kind: "proto" as const, files, importPaths: [PROTOS] }];
  ({ schemaId } = await engine.openSchema({ operationId: "open", sources }));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const postman = (item: unknown) =>
  JSON.stringify({
    info: { name: "Sink", schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
    item: [{ name: "labels", item: [item] }],
  });

async function placed(method: string, url: string, body = "") {
  const request = { method, url, header: [], body: { mode: "raw", raw: body } };
  const read = await engine.importRequests({
    kind: "text",
    text: postman({ name: "One", request }),
  });
  const { requests, findings } = await engine.placeImported({ schemaId, requests: [...read.requests] });
  const [first] = requests;
  return {
    method: first?.method,
    target: first?.target,
    binding: first?.binding,
    messages: first?.messages.map((text): unknown => JSON.parse(text)),
    http: first?.http?.url,
    codes: findings.map(({ code }) => code),
  };
}

describe("plain HTTP finds its method by the rules of a schema", () => {
  it("with the path before the rule's in the target", async () => {
    expect(await placed("POST", "https://api.test/base/v1/sink:echo", '{"int32Value":7}')).toEqual({
      method: "samples.sink.v1.EchoService/Echo",
      target: "https://api.test/base",
      binding: 0,
      messages: [{ int32Value: 7 }],
      http: undefined,
      codes: [],
    });
  });

  it("where the address begins with a variable", async () => {
    const found = await placed("GET", "{{base}}/v1/sink/numbers/1/2/3/4.5");
    expect(found).toMatchObject({
      method: "samples.sink.v1.EchoService/Echo",
      target: "{{base}}",
      binding: 2,
      codes: [],
    });
    expect(found.messages).toEqual([{ int32Value: 1, uint64Value: "2", sint64Value: "3", doubleValue: 4.5 }]);
  });

  it("and stays as it was, told so, where no rule has its form", async () => {
    const url = "https://api.test/elsewhere?x=1";
    expect(await placed("DELETE", url)).toMatchObject({ method: "", http: url, codes: ["method-unknown"] });
  });
});

describe("imported requests are saved", () => {
  const environments = [
    {
      name: "staging",
      variables: [
        { name: "host", value: "api.test" },
        { name: "api_key", value: "k-123", secret: true },
      ],
    },
  ];

  async function save(out: string, kind: "collection" | "folder", name: string) {
    const read = await engine.importRequests({
      kind: "text",
      text: postman({ name: "Odd", request: { method: "PUT", url: "https://api.test/x?y=1" } }),
    });
    return await engine.saveImported({
      operationId: crypto.randomUUID(),
      out,
      kind,
      name,
      requests: [...read.requests],
      environments,
    });
  }

  it("as a collection: no secret in a file, and the whole address of plain HTTP", async () => {
    const out = join(folder, "sink");
    const made = await save(out, "collection", "Sink");
    expect(made.findings.map(({ code }) => code)).toEqual(["method-unknown", "secrets-left-out"]);
    const environment = await readFile(join(out, "environments/staging.yml"), "utf8");
    expect([environment.includes("api_key"), environment.includes("k-123")]).toEqual([true, false]);
    expect(await readFile(join(out, "labels/Odd.yml"), "utf8")).toContain("https://api.test/x?y=1");
  });

  it("as a folder of a collection, beside what is there; an environment that is there stays", async () => {
    const out = join(folder, "sink");
    const made = await save(out, "folder", "labels");
    expect(made.path).toBe(join(out, "labels 2"));
    expect(made.findings.map(({ code }) => code)).toEqual(["method-unknown", "environment-there"]);
    expect(await readdir(join(out, "labels 2"))).toEqual(["folder.yml", "labels"]);
  });

  it("without the secrets of their keys and proxies, told where they go", async () => {
    const line =
      "curl -E c.pem:s3cret --key k.pem -x https://me:s3cret@proxy --proxy-cert c.pem --proxy-key k.pem " +
      "--proxy-pass s3cret --json '{}' https://h/a.B/C";
    const { requests } = await engine.importRequests({ kind: "text", text: line });
    const out = join(folder, "held-keys");
    const made = await engine.saveImported({
      operationId: "held-keys",
      out,
      kind: "collection",
      name: "Held",
      requests: [...requests],
      environments: [],
    });
    const text = await readFile(join(out, "C.yml"), "utf8");
    expect(text).not.toContain("s3cret");
    expect(text).toContain("https://me:{{$env('PROXY_PASSWORD')}}@proxy");
    expect(text).toContain(`clientKeyPassphrase: "{{$env('PROXY_KEY_PASSPHRASE')}}"`);
    expect(made.findings.map(({ message }) => message)).toEqual(
      ["KEY_PASSPHRASE", "PROXY_PASSWORD", "PROXY_KEY_PASSPHRASE"].map(
        (name) => `The value of ${name} is in no file; these read it as a variable now: “C”.`,
      ),
    );
  });

  it("without the credentials in their metadata, told where they go", async () => {
    const line =
      "grpcurl -H 'authorization: Bearer s3cret' -H 'x-api-key: s3cret' -H 'trace: t' -rpc-header 'cookie: s3cret' " +
      "-reflect-header 'authorization: s3cret' h:1 a.B/C";
    const { requests } = await engine.importRequests({ kind: "text", text: line });
    const out = join(folder, "held");
    const made = await engine.saveImported({
      operationId: "held",
      out,
      kind: "collection",
      name: "Held",
      requests: [...requests],
      environments: [],
    });
    const files = await readdir(out, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), "utf8")),
    );
    expect(texts.join("\n")).not.toContain("s3cret");
    expect(texts.join("\n")).toContain("{{$env('AUTHORIZATION')}}");
    expect(made.findings.map(({ message }) => message)).toEqual([
      "The value of AUTHORIZATION is in no file; these read it as a variable now: “C”.",
      "The value of X_API_KEY is in no file; these read it as a variable now: “C”.",
      "The value of COOKIE is in no file; these read it as a variable now: “C”.",
    ]);
  });

  it("marks variables whose names tell that they are secrets", async () => {
    const text = JSON.stringify({
      _type: "export",
      __export_format: 4,
      resources: [{ _id: "e", _type: "environment", name: "e", data: { host: "h", accessToken: "t" } }],
    });
    const { environments: read } = await engine.importRequests({ kind: "text", text });
    expect(read[0]?.variables).toEqual([
      { name: "host", value: "h" },
      { name: "accessToken", value: "t", secret: true },
    ]);
  });
});
