import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stringifyFolder, stringifyRequest } from "@usebruno/filestore";
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

async function write(files: Readonly<Record<string, string>>, name: string): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, name, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return join(folder, name);
}

describe("an export of Insomnia", () => {
  const five = `type: collection.insomnia.rest/5.0
name: Vision
collection:
  - name: Second
    url: "{{ _.host }}:50051"
    meta: { id: greq_2, sortKey: 5 }
    body: { text: '{"id": 9007199254740993}' }
    protoMethodName: /pkg.Service/Second
    metadata: [{ name: a, value: "{{ _.token }}" }, { name: b, value: "2", disabled: true }]
    reflectionApi: { enabled: false }
  - name: Folder
    meta: { id: fld_1, sortKey: 1 }
    children:
      - name: First
        url: grpcs://api.test:443
        meta: { id: greq_1 }
        protoMethodName: /pkg.Service/First
  - name: Web
    url: https://api.test
    method: GET
    meta: { id: req_1, sortKey: 9 }
environments:
  name: Base
  data: { host: localhost, big: 9007199254740993 }
  subEnvironments:
    - name: Staging
      data: { host: staging.test }
`;
  const four = JSON.stringify({
    _type: "export",
    __export_format: 4,
    resources: [
      { _id: "wrk", _type: "workspace", name: "Vision" },
      { _id: "fld", _type: "request_group", parentId: "wrk", name: "Folder" },
      {
        _id: "g1",
        _type: "grpc_request",
        parentId: "fld",
        name: "First",
        url: "localhost:1",
        protoMethodName: "/a.B/C",
        body: { text: "{}" },
        protoFileId: "pf",
      },
      { _id: "r1", _type: "request", parentId: "wrk", name: "Web", url: "https://x", method: "GET" },
      { _id: "e1", _type: "environment", parentId: "wrk", name: "Base", data: { host: "localhost" } },
    ],
  });

  it("of version 5 is read in the order of its window", async () => {
    const read = await engine.importRequests({ kind: "text", text: five });
    expect(read).toMatchObject({ format: "insomnia", name: "Vision" });
    expect(read.requests).toMatchObject([
      {
        name: "First",
        folder: ["Folder"],
        target: "grpcs://api.test:443",
        security: { mode: "tls" },
        method: "pkg.Service/First",
      },
      {
        name: "Second",
        folder: [],
        target: "{{host}}:50051",
        messages: ['{"id": 9007199254740993}'],
        metadata: [
          { name: "a", value: "{{token}}" },
          { name: "b", value: "2", disabled: true },
        ],
      },
    ]);
    expect(read.environments).toEqual([
      {
        name: "Base",
        variables: [
          { name: "host", value: "localhost" },
          { name: "big", value: "9007199254740993" },
        ],
      },
      { name: "Staging", variables: [{ name: "host", value: "staging.test" }] },
    ]);
    expect(read.findings.map(({ message }) => message)).toEqual([
      "Left out, for only gRPC requests are read from this form: “Web”.",
    ]);
  });

  it("of version 4 is read with its folders", async () => {
    const read = await engine.importRequests({ kind: "text", text: four });
    expect(read.requests).toMatchObject([
      { name: "First", folder: ["Folder"], method: "a.B/C", sources: [] },
    ]);
    expect(read.environments).toEqual([{ name: "Base", variables: [{ name: "host", value: "localhost" }] }]);
    expect(read.findings.map(({ code }) => code)).toEqual(["not-grpc", "proto-file-left-out"]);
  });
});

it("a Postman folder is read with names, settings and order", async () => {
  const path = await write(
    {
      ".resources/definition.yaml": "$kind: collection\nname: Shop\nvariables:\n  host: localhost:50051\n",
      "b.request.yaml":
        '$kind: grpc-request\nname: Get\nurl: "{{host}}"\nmethodPath: shop.v1.Products.Get\nmessage:\n  content: |-\n    {"id": 9007199254740993}\nmetadata:\n  - key: x\n    value: "1"\n    disabled: true\nsettings:\n  secureConnection: true\n  strictSSL: false\n  serverNameOverride: shop.internal\norder: 1\n',
      "deep/.resources/definition.yaml": "$kind: collection\nname: Deep\n",
      "deep/a.request.yaml":
        "$kind: grpc-request\nurl: grpc://h:1\nmethodPath: /a.B/C\nschema:\n  source: file\n  location: ../a.proto\norder: 2\n",
      "c.request.yaml": "$kind: http-request\nurl: https://x\n",
    },
    "postman",
  );
  const read = await engine.importRequests({ kind: "path", path });
  expect(read).toMatchObject({
    format: "postman",
    name: "Shop",
    requests: [
      {
        name: "Get",
        folder: [],
        target: "{{host}}",
        method: "shop.v1.Products/Get",
        security: { mode: "tls", serverName: "shop.internal", insecureSkipVerify: true },
        metadata: [{ name: "x", value: "1", disabled: true }],
        messages: ['{"id": 9007199254740993}'],
      },
      {
        name: "a",
        folder: ["Deep"],
        target: "h:1",
        method: "a.B/C",
        sources: [{ kind: "proto", files: ["../a.proto"] }],
      },
    ],
    environments: [{ name: "Shop", variables: [{ name: "host", value: "localhost:50051" }] }],
  });
  expect(read.findings).toMatchObject([{ code: "not-grpc" }]);
});

it("a Postman collection of version 2 is read as HTTP", async () => {
  const text = JSON.stringify({
    info: { name: "Web", schema: "https://schema.test/json/collection/v2.1.0/collection.json" },
    item: [
      {
        name: "Folder",
        item: [
          {
            name: "Predict",
            request: {
              method: "POST",
              header: [{ key: "a", value: "1" }],
              url: { raw: "https://h.test/v1/models/a:predict" },
              body: { mode: "raw", raw: '{"top": 5}' },
            },
          },
        ],
      },
    ],
  });
  const read = await engine.importRequests({ kind: "text", text });
  expect(read.requests).toMatchObject([
    {
      name: "Predict",
      folder: ["Folder"],
      channel: "http-json",
      target: "https://h.test",
      http: { verb: "POST", url: "https://h.test/v1/models/a:predict", body: '{"top": 5}' },
    },
  ]);
});

it("what Postman keeps beside requests is told, and its variables are taken", async () => {
  const script = (...exec: string[]) => ({ listen: "test", script: { exec } });
  const text = JSON.stringify({
    info: { name: "Web", schema: "https://schema.test/json/collection/v2.1.0/collection.json" },
    auth: { type: "bearer", bearer: [{ key: "token", value: "s3cret" }] },
    variable: [
      { key: "host", value: "h.test" },
      { key: "token", value: "s3cret", type: "secret" },
      { key: "off", value: "1", disabled: true },
    ],
    item: [
      { name: "Plain", request: "https://h.test/a", event: [script("", " ")] },
      {
        name: "Form",
        request: { url: "https://h.test/b", body: { mode: "urlencoded" }, auth: { type: "noauth" } },
      },
      {
        name: "Checked",
        event: [script("pm.test()")],
        request: { url: "https://h.test/c", auth: { type: "basic" } },
      },
    ],
  });
  const read = await engine.importRequests({ kind: "text", text });
  expect(read.environments).toEqual([
    {
      name: "Web",
      variables: [
        { name: "host", value: "h.test" },
        { name: "token", value: "s3cret", secret: true },
      ],
    },
  ]);
  expect(read.findings.map(({ message }) => message)).toEqual([
    "The credentials of these were left out: “Web”, “Checked”.",
    "The scripts of these were left out: “Checked”.",
    "The bodies of these were left out: “Form”.",
  ]);
});

it("a Bruno folder, as Bruno itself writes it, is read", async () => {
  const request = (name: string, seq: number) => ({
    type: "grpc-request",
    name,
    seq,
    request: {
      url: "grpcs://{{host}}:50051",
      method: "/helloworld.Greeter/SayHello",
      methodType: "unary",
      headers: [
        { name: "a", value: "1", enabled: true },
        { name: "b", value: "x: y", enabled: false },
      ],
      body: {
        mode: "grpc",
        grpc: [{ name: "m1", content: '{\n  "id": 9007199254740993,\n  "a": {\n  }\n}' }],
      },
      auth: { mode: "none" },
    },
  });
  const path = await write(
    {
      "bruno.json": '{"version": "1", "name": "Greetings", "type": "collection"}',
      "Say.bru": stringifyRequest(request("Say", 2), { format: "bru" }),
      "deep/folder.bru": stringifyFolder({ meta: { name: "Deep one", seq: 1 } }, { format: "bru" }),
      "deep/First.bru": stringifyRequest(request("First", 1), { format: "bru" }),
      "environments/Local.bru": "vars {\n  host: localhost\n  ~off: 1\n}\nvars:secret [\n  token\n]\n",
    },
    "bruno",
  );
  const read = await engine.importRequests({ kind: "path", path });
  expect(read).toMatchObject({
    format: "bruno",
    name: "Greetings",
    environments: [{ name: "Local", variables: [{ name: "host", value: "localhost" }] }],
    findings: [],
  });
  expect(read.requests).toMatchObject([
    { name: "First", folder: ["Deep one"] },
    {
      name: "Say",
      folder: [],
      security: { mode: "tls" },
      method: "helloworld.Greeter/SayHello",
      metadata: [
        { name: "a", value: "1" },
        { name: "b", value: "x: y", disabled: true },
      ],
      messages: ['{\n  "id": 9007199254740993,\n  "a": {\n  }\n}'],
    },
  ]);
});

describe("what is no request is refused", () => {
  it.each([
    ["", "The text is no request of a tool that is known here."],
    ["wget https://h", "The text is no request of a tool that is known here."],
    ["a: [", "The text is no request of a tool that is known here."],
    ['{"type": "spec.insomnia.rest/5.0"}', "The text is no request of a tool that is known here."],
  ])("%j", async (text, message) => {
    await expect(engine.importRequests({ kind: "text", text })).rejects.toMatchObject({
      code: "bad-text",
      message,
    });
  });

  it("a folder that is no collection", async () => {
    const path = await write({ "a.txt": "" }, "nothing");
    await expect(engine.importRequests({ kind: "path", path })).rejects.toMatchObject({
      code: "bad-text",
      message: `${path} is no collection of Bruno, Postman, Kreya or BloomRPC.`,
    });
  });

  it("a path that is not there", async () => {
    const path = join(folder, "gone");
    await expect(engine.importRequests({ kind: "path", path })).rejects.toMatchObject({
      code: "file-unreadable",
    });
  });
});
