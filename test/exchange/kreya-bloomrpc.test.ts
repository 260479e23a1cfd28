import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../core/engine.ts";

const engine = createEngine();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-exchange-"));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(files: Readonly<Record<string, unknown>>, name: string): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, name, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }
  return join(folder, name);
}

const read = (path: string) => engine.importRequests({ kind: "path", path });

describe("a project of Kreya", () => {
  const files = {
    "vision.krproj": { id: "1", importStreams: [], authConfigs: [] },
    "directory.krpref": {
      settings: [
        {
          options: {
            grpc: {
              endpoint: "{{ env.endpoint }}",
              metadata: [{ key: "x-all", value: "{{env.tenant.name}}" }],
            },
            rest: { endpoint: "{{ env.web }}" },
          },
        },
      ],
    },
    "Models/directory.krpref": {
      settings: [{ options: { grpc: { metadata: [{ key: "x-models", value: "1", isDisabled: true }] } } }],
    },
    "Models/Get one.krop": {
      details: { methodFqn: "vision.v1.ModelService.Get", metadata: [{ key: "x-own", value: "o" }] },
      requests: [{ location: "Get one-request.json" }],
      operationType: "unary",
      invokerName: "grpc",
      authId: "a",
    },
    "Models/Get one-request.json":
      '\ufeff{\n  "id": 9007199254740993, "user": "{{ user_variables.user }}"\n}\n',
    "Models/Deep/Chat.krop": {
      details: { methodFqn: "vision.v1.ModelService.Chat" },
      requests: [
        { location: "Chat-request-0.json" },
        { location: "Chat-request-1.json" },
        { location: "gone.json" },
      ],
      operationType: "duplexStreaming",
      invokerName: "grpc",
      script: { src: "Chat.js" },
    },
    "Models/Deep/Chat-request-0.json": '{"text": "{{ faker.name.first_name }}"}',
    "Models/Deep/Chat-request-1.json": '{"text": "two"}',
    "Web/Create.krop": {
      details: { path: "/v1" },
      requests: [],
      operationType: "unary",
      invokerName: "rest",
    },
    "broken.krop": '{"details": {',
    "odd.krop": { details: { methodFqn: 5 }, invokerName: "grpc" },
    "production.krenv": {
      id: "2",
      globalContent: {
        endpoint: "https://api.test:443",
        tenant: { name: "acme" },
        retries: 3,
        api_key: "hush",
      },
    },
  };

  it("becomes requests with their folders, settings, bodies and environments", async () => {
    const { format, name, requests, environments } = await read(await write(files, "kreya"));
    expect([format, name]).toEqual(["kreya", "vision"]);
    expect(requests).toEqual([
      {
        name: "Chat",
        folder: ["Models", "Deep"],
        channel: "grpc",
        target: "{{endpoint}}",
        security: { mode: "auto" },
        method: "vision.v1.ModelService/Chat",
        metadata: [
          { name: "x-all", value: "{{tenant.name}}" },
          { name: "x-models", value: "1", disabled: true },
        ],
        messages: ['{"text": "{{ faker.name.first_name }}"}', '{"text": "two"}'],
        sources: [
          {
            kind: "reflection",
            server: { target: "{{endpoint}}", security: { mode: "auto" } },
            metadata: [],
            version: "auto",
          },
        ],
      },
      expect.objectContaining({
        name: "Get one",
        folder: ["Models"],
        method: "vision.v1.ModelService/Get",
        messages: ['{\n  "id": 9007199254740993, "user": "{{user}}"\n}'],
        metadata: [
          { name: "x-all", value: "{{tenant.name}}" },
          { name: "x-models", value: "1", disabled: true },
          { name: "x-own", value: "o" },
        ],
      }),
    ]);
    expect(environments).toEqual([
      {
        name: "production",
        variables: [
          { name: "endpoint", value: "https://api.test:443" },
          { name: "tenant.name", value: "acme" },
          { name: "retries", value: "3" },
          { name: "api_key", value: "hush", secret: true },
        ],
      },
    ]);
  });

  it("tells what it leaves out, each with its file", async () => {
    const { findings } = await read(await write(files, "kreya"));
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ["file-left-out", expect.stringMatching(/^broken\.krop was left out: /)],
      ["file-left-out", "odd.krop was left out: details.methodFqn is 5 and should be string."],
      ["body-missing", "Models/Deep/Chat.krop names the body gone.json, which is not there."],
      ["not-grpc", "Left out, for only gRPC requests are read from this form: “Web/Create.krop”."],
      ["left-out", "The scripts of these were left out: “Models/Deep/Chat.krop”."],
      ["left-out", "The credentials of these were left out: “Models/Get one.krop”."],
      [
        "template-unknown",
        "These templates have no counterpart and stay as they are: “{{ faker.name.first_name }}”.",
      ],
    ]);
  });

  it("becomes a collection that opens, without the values of secrets", async () => {
    const imported = await read(await write(files, "kreya"));
    const out = join(folder, "from-kreya");
    await engine.saveImported({
      operationId: "save",
      out,
      name: imported.name,
      requests: [...imported.requests],
      environments: imported.environments.map((each) => ({ ...each, variables: [...each.variables] })),
    });
    const { items, findings } = await engine.openCollection({ path: out });
    expect([findings, items.map(({ id, kind }) => [id, kind])]).toEqual([
      [],
      [
        ["Models", "folder"],
        ["Models/Deep", "folder"],
        ["Models/Deep/Chat.yml", "request"],
        ["Models/Get one.yml", "request"],
      ],
    ]);
    const [environment = ""] = await readdir(join(out, "environments"));
    const text = await readFile(join(out, "environments", environment), "utf8");
    expect([text.includes("acme"), text.includes("hush")]).toEqual([true, false]);
  });
});

describe("what BloomRPC keeps", () => {
  const editor = {
    protos: ["/protos/vision.proto", "localhost:50051"],
    tabs: {
      activeKey: "k1",
      tabs: [
        {
          methodName: "Get",
          serviceName: "vision.v1.ModelService",
          protoPath: "/protos/vision.proto",
          tabKey: "k1",
        },
        {
          methodName: "List",
          serviceName: "vision.v1.ModelService",
          protoPath: "localhost:50051",
          tabKey: "k2",
        },
        {
          methodName: "Never",
          serviceName: "vision.v1.ModelService",
          protoPath: "/protos/vision.proto",
          tabKey: "k3",
        },
      ],
    },
    requests: [
      {
        id: "k1",
        url: "0.0.0.0:3009",
        data: '{\n  "id": 9007199254740993\n}',
        metadata: '{"authorization": "Bearer x", "n": 5}',
        interactive: false,
        grpcWeb: false,
        createdAt: "2020-01-01T00:00:00.000Z",
      },
      {
        id: "k2",
        url: "api.test:443",
        data: "{}",
        metadata: "nonsense",
        grpcWeb: true,
        tlsCertificate: {
          rootCert: { fileName: "ca.pem", filePath: "/tls/ca.pem" },
          certChain: { fileName: "c.pem", filePath: "/tls/c.pem" },
          privateKey: { fileName: "k.pem", filePath: "/tls/k.pem" },
          sslTargetHost: "api.internal",
        },
      },
      { id: "closed", url: "gone:1", data: "{}" },
    ],
  };
  const requests = [
    expect.objectContaining({
      name: "Get",
      folder: ["vision.v1.ModelService"],
      channel: "grpc",
      target: "0.0.0.0:3009",
      security: { mode: "plaintext" },
      method: "vision.v1.ModelService/Get",
      messages: ['{\n  "id": 9007199254740993\n}'],
      metadata: [
        { name: "authorization", value: "Bearer x" },
        { name: "n", value: "5" },
      ],
    }),
    expect.objectContaining({
      name: "List",
      channel: "grpc-web",
      security: {
        mode: "tls",
        certificateAuthorityFile: "/tls/ca.pem",
        clientCertificateFile: "/tls/c.pem",
        clientKeyFile: "/tls/k.pem",
        serverName: "api.internal",
      },
      metadata: [],
      sources: [
        expect.objectContaining({
          kind: "reflection",
          server: expect.objectContaining({ target: "localhost:50051" }),
        }),
      ],
    }),
    expect.objectContaining({ name: "Never", messages: [] }),
  ];

  it("becomes requests, with the folders of imports and the environments beside it", async () => {
    const path = await write(
      {
        "editor.json": editor,
        "environments.json": {
          ENVIRONMENTS: [{ name: "test", url: "test:1", metadata: "", interactive: false }],
        },
        "importPaths.json": { paths: ["", "/protos/shared"] },
      },
      "bloomrpc",
    );
    const imported = await read(path);
    expect(imported).toMatchObject({
      format: "bloomrpc",
      environments: [{ name: "test", variables: [{ name: "url", value: "test:1" }] }],
    });
    expect(imported.requests).toEqual(requests);
    expect(imported.requests[0]?.sources).toEqual([
      { kind: "proto", files: ["/protos/vision.proto"], importPaths: ["/protos/shared"] },
    ]);
    expect(imported.findings.map(({ code }) => code)).toEqual(["metadata-left-out", "never-typed"]);
  });

  it("is read from editor.json alone too", async () => {
    const imported = await engine.importRequests({ kind: "text", text: JSON.stringify(editor) });
    expect(imported.requests).toEqual(requests);
  });
});
