/** Collections that Bruno wrote, with Bruno's own packages: opened, changed here, and read by Bruno again. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  parseCollection,
  parseEnvironment,
  parseFolder,
  parseRequest,
  stringifyCollection,
  stringifyEnvironment,
  stringifyFolder,
  stringifyRequest,
} from "@usebruno/filestore";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../core/engine.ts";

const yml = { format: "yml" } as const;
const engine = createEngine();
let folder: string;
const at = (name: string) => join(folder, name);
const text = (name: string) => readFile(at(name), "utf8");

const grpc = {
  type: "grpc-request",
  name: "Chat",
  seq: 2,
  tags: ["smoke"],
  request: {
    url: "{{host}}",
    method: "/p.S/Chat",
    methodType: "bidi-streaming",
    headers: [
      { name: "a", value: "1", enabled: true, description: "why" },
      { name: "b", value: "2", enabled: false },
    ],
    body: {
      mode: "grpc",
      grpc: [
        { name: "one", content: '{"a": 1}' },
        { name: "two", content: "{}" },
      ],
    },
    auth: { mode: "bearer", bearer: { token: "{{token}}" } },
    script: { req: "console.log('before');\nbru.setVar('x', 1);", res: "console.log('after');" },
    vars: { req: [{ name: "v", value: "1", enabled: true }], res: [] },
    assertions: [{ name: "res.status", value: "eq 0", enabled: true }],
    tests: "test('ok', () => expect(1).to.equal(1));",
    docs: "# What\nit does",
  },
};
const http = {
  type: "http-request",
  name: "Get",
  seq: 1,
  request: {
    url: "https://x/{{id}}",
    method: "GET",
    headers: [],
    params: [],
    body: { mode: "none" },
    auth: { mode: "none" },
  },
};
const head = {
  meta: { name: "Theirs" },
  request: {
    headers: [],
    auth: { mode: "none" },
    script: { req: "// pre" },
    vars: { req: [{ name: "host", value: "localhost:1", enabled: true }] },
  },
  docs: "hello",
};
const sub = {
  meta: { name: "Sub folder", seq: 1 },
  request: {
    headers: [{ name: "h", value: "1", enabled: true }],
    auth: { mode: "inherit" },
    vars: { req: [{ name: "fv", value: "2", enabled: true }] },
  },
  docs: "folder docs",
};
const local = {
  name: "local",
  color: "#336699",
  variables: [
    { name: "host", value: "x", enabled: true, secret: false, type: "text" },
    { name: "token", value: "", enabled: true, secret: true, type: "text" },
  ],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-bruno-"));
  const files = {
    "opencollection.yml": stringifyCollection(head, { name: "Theirs", opencollection: "1.0.0" }, yml),
    "sub/folder.yml": stringifyFolder(sub, yml),
    "sub/chat.yml": stringifyRequest(grpc, yml),
    "sub/get.yml": stringifyRequest(http, yml),
    "environments/local.yml": stringifyEnvironment(local, yml),
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), content);
  }
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

/** A value of Bruno without the ids that it makes up. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item) => (key === "uid" ? undefined : item)));
}

describe("what Bruno writes", () => {
  it("opens: folders, gRPC requests, and HTTP requests as what they are", async () => {
    const { name, items, findings } = await engine.openCollection({ path: folder });
    expect([name, findings]).toEqual(["Theirs", []]);
    expect(items.map(({ id, kind, name: own, findings: bad }) => [id, kind, own, bad])).toEqual([
      ["sub", "folder", "Sub folder", []],
      ["sub/get.yml", "other", "Get", []],
      ["sub/chat.yml", "request", "Chat", []],
    ]);
    const { environments } = await engine.readEnvironments({ collection: folder });
    expect(environments[0]?.variables).toEqual([
      { name: "host", value: "x" },
      { name: "token", secret: true },
    ]);
  });

  it("keeps scripts, tests, docs and descriptions when a request is changed here", async () => {
    const file = at("sub/chat.yml");
    const before = parseRequest(await text("sub/chat.yml"), yml);
    const { request, hash } = await engine.readRequest({ file });
    if (request === undefined) throw new Error("unread");
    await engine.saveRequest({
      file,
      request: { ...request, target: "other:1", deadline: "5s", channel: "connect" },
      hash,
    });
    const after = parseRequest(await text("sub/chat.yml"), yml);
    expect(plain(after)).toEqual(plain({ ...before, request: { ...before.request, url: "other:1" } }));
    expect(after.request).toMatchObject({
      script: grpc.request.script,
      tests: grpc.request.tests,
      docs: grpc.request.docs,
    });
    expect((await text("sub/chat.yml")).includes("description: why")).toBe(true);
  });

  it("keeps an HTTP request as it is, byte for byte, through moving and renaming", async () => {
    const before = await text("sub/get.yml");
    const { path } = await engine.moveItem({ path: at("sub/get.yml"), folder });
    expect(parseRequest(await readFile(path, "utf8"), yml).request).toEqual(
      parseRequest(before, yml).request,
    );
    const renamed = await engine.renameItem({ path, name: "Get it" });
    const after = parseRequest(await readFile(renamed.path, "utf8"), yml);
    expect([after.type, after.name, plain(after.request)]).toEqual([
      "http-request",
      "Get it",
      plain(parseRequest(before, yml).request),
    ]);
  });

  it("keeps a folder's and an environment's own keys", async () => {
    const { path } = await engine.renameItem({ path: at("sub"), name: "Another" });
    const read = parseFolder(await readFile(join(path, "folder.yml"), "utf8"), yml);
    expect(read.meta).toMatchObject({ name: "Another" });
    expect(plain(read.request)).toEqual(plain(parseFolder(stringifyFolder(sub, yml), yml).request));
    expect(read.docs).toBe("folder docs");
    const { environments } = await engine.readEnvironments({ collection: folder });
    const [environment] = environments;
    if (environment === undefined) throw new Error("no environment");
    const { hash, variables } = environment;
    await engine.saveEnvironment({
      collection: folder,
      name: "local",
      variables: [...variables, { name: "more", value: "m" }],
      hash,
    });
    const saved = parseEnvironment(await text("environments/local.yml"), yml);
    expect(saved.color).toBe("#336699");
    expect(
      saved.variables.map(({ name, value, secret }: { name: string; value: string; secret: boolean }) => [
        name,
        value,
        secret,
      ]),
    ).toEqual([
      ["host", "x", false],
      ["token", "", true],
      ["more", "m", false],
    ]);
    expect(parseCollection(await text("opencollection.yml"), yml).collectionRoot ?? {}).toMatchObject({
      docs: "hello",
    });
  });
});

it("reads in Bruno what is made here: collection, folder, request, environment", async () => {
  const path = at("ours");
  await engine.createItem({ folder: path, name: "Ours", item: { kind: "collection" } });
  const made = await engine.createItem({ folder: path, name: "Smoke", item: { kind: "folder" } });
  const request = {
    name: "",
    target: "{{host}}:1",
    method: "p.S/M",
    methodKind: "unary" as const,
    metadata: [{ name: "x", value: "y", disabled: true }],
    messages: [{ text: '{"id": 5}' }],
    channel: "http-json" as const,
    assertions: [{ kind: "cel" as const, expression: "status == 'OK'" }],
  };
  const { path: file } = await engine.createItem({
    folder: made.path,
    name: "Say",
    item: { kind: "request", request },
  });
  await engine.saveEnvironment({
    collection: path,
    name: "staging",
    variables: [{ name: "host", value: "h" }],
  });
  const files = ["ours/opencollection.yml", "ours/Smoke/folder.yml", "ours/environments/staging.yml"];
  const [collectionText = "", folderText = "", environmentText = ""] = await Promise.all(files.map(text));
  expect(parseCollection(collectionText, yml).brunoConfig).toMatchObject({ name: "Ours" });
  expect(parseFolder(folderText, yml).meta).toMatchObject({ name: "Smoke" });
  expect(parseRequest(await readFile(file, "utf8"), yml)).toMatchObject({
    type: "grpc-request",
    name: "Say",
    seq: 1,
    request: {
      url: "{{host}}:1",
      method: "/p.S/M",
      methodType: "unary",
      headers: [{ name: "x", value: "y", enabled: false }],
      body: { mode: "grpc", grpc: [{ content: '{"id": 5}' }] },
    },
  });
  expect(parseEnvironment(environmentText, yml)).toMatchObject({
    name: "staging",
    variables: [{ name: "host", value: "h" }],
  });
});
