import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnvironment, stringifyEnvironment } from "@usebruno/filestore";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallRequest } from "../../../core/contract/params.ts";
import { createEngine, type RunningEngine } from "../../../core/engine.ts";
import { ByteglassError } from "../../../core/error.ts";
import { type SampleServer, startSampleServer } from "../../../proto-samples/server/index.ts";

const GET_MODEL = "samples.vision.v1.ModelService/GetModel";
const ECHO = "samples.sink.v1.EchoService/Echo";

let folder: string;
let server: SampleServer;
let engine: RunningEngine;
let schemaId: string;

const files: Readonly<Record<string, string>> = {
  "workspace.yml":
    "request:\n  variables:\n    - {name: who, value: workspace}\n    - {name: only, value: workspace}\n",
  "c/opencollection.yml":
    "opencollection: 1.0.0\ninfo: {name: C}\nrequest:\n  variables:\n    - {name: who, value: collection}\n    - {name: count, value: {type: number, data: '9007199254740993'}}\n",
  "c/.env": "SESSION=from-dotenv\nspare=from-dotenv\n",
  "c/environments/staging.yml":
    "name: staging\nextends: base\nvariables:\n  - {name: who, value: environment}\n  - {secret: true, name: session}\n  - {secret: true, name: key}\n",
  "c/environments/base.yml":
    "name: base\nvariables:\n  - {name: below, value: base}\n  - {secret: true, name: inherited}\n  - {secret: true, name: key}\n",
  "c/sub/folder.yml": "info: {name: sub}\nrequest:\n  variables:\n    - {name: who, value: folder}\n",
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-variables-"));
  for (const [name, text] of Object.entries(files)) await write(name, text);
  server = await startSampleServer();
  await write(
    "c/sub/say.yml",
    saved(ECHO, '{"text": "{{who}}"}', "runtime:\n  variables:\n    - {name: who, value: request}\n"),
  );
  await write("c/login.yml", saved(ECHO, '{"stringValue": "tok-1", "int64Value": "9007199254740993"}'));
  await write("c/first.yml", saved(ECHO, '{"stringValue": "{{second.response.stringValue}}"}'));
  await write("c/second.yml", saved(ECHO, '{"stringValue": "{{first.response.stringValue}}"}'));
  engine = createEngine();
  const address = { target: server.addresses.grpc, security: { mode: "auto" as const } };
  const sources = [{ kind: "reflection" as const, server: address, metadata: [], version: "auto" as const }];
  schemaId = (await engine.openSchema({ operationId: "open", sources })).schemaId;
});
afterAll(async () => {
  await engine.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, text: string): Promise<void> {
  const path = join(folder, name);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, text);
}

function saved(method: string, message: string, more = ""): string {
  return `info: {name: r, type: grpc}\ngrpc:\n  url: ${server.addresses.grpc}\n  method: /${method}\n  message: '${message}'\n${more}`;
}

const collection = () => join(folder, "c");

async function readValue(name: string, file?: string, environment?: string) {
  const scope = {
    collection: collection(),
    ...(file === undefined ? {} : { file: join(collection(), file) }),
    ...(environment === undefined ? {} : { environment }),
  };
  const [read] = await engine.readVariables({ scope, texts: [{ text: `{{${name}}}`, form: "plain" }] });
  const [reference] = read?.references ?? [];
  return [reference?.value, reference?.origin, read?.findings[0]?.code];
}

describe("scopes", () => {
  it.each([
    ["who", "sub/say.yml", "staging", ["request", "request", undefined]],
    ["who", "sub/other.yml", "staging", ["folder", "folder", undefined]],
    ["who", undefined, "staging", ["environment", "environment", undefined]],
    ["who", undefined, undefined, ["collection", "collection", undefined]],
    ["only", undefined, undefined, ["workspace", "workspace", undefined]],
    ["below", undefined, "staging", ["base", "environment", undefined]],
    ["session", undefined, "staging", ["••••••", "environment", undefined]],
    ["key", undefined, "staging", [undefined, "unresolved", "secret-without-value"]],
    ["nowhere", undefined, "staging", [undefined, "unresolved", "unresolved-variable"]],
    ["$env('SESSION')", undefined, undefined, ["••••••", "dotenv", undefined]],
    ["login.response.stringValue", undefined, undefined, [undefined, "answer", undefined]],
  ])("%s in %s with %s", async (name, file, environment, expected) => {
    if (file === "sub/other.yml") await write("c/sub/other.yml", saved(ECHO, "{}"));
    expect(await readValue(name, file, environment)).toEqual(expected);
  });

  it("name the environments there are", async () => {
    await expect(readValue("who", undefined, "prod")).rejects.toMatchObject({
      code: "not-found",
      hint: "It has base, staging.",
    });
  });
});

function call(message: string, more: Partial<CallRequest> = {}): CallRequest {
  return {
    operationId: `call-${Math.random()}`,
    schemaId,
    method: ECHO,
    channel: "grpc",
    server: { target: server.addresses.grpc, security: { mode: "auto" } },
    messages: [message],
    metadata: [],
    scope: { collection: collection(), environment: "staging" },
    ...more,
  };
}

async function echo(message: string, more: Partial<CallRequest> = {}): Promise<string> {
  const { received, status } = await engine.call(call(message, more));
  const [document] = received;
  if (document === undefined) return `${status.name}: ${status.message}`;
  const text = await engine.readJson({
    documentId: document.documentId,
    start: 0,
    end: document.jsonTextLength,
  });
  return JSON.stringify(JSON.parse(text));
}

describe("a call", () => {
  it("has values in body, metadata and target, numbers to the last digit", async () => {
    const [host = "", port = ""] = server.addresses.grpc.split(":");
    const overrides = [
      { name: "host", value: host },
      { name: "port", value: port },
    ];
    const text = await echo('{"int64Value": {{count}}, "stringValue": "{{who}} {{session}}"}', {
      server: { target: "{{host}}:{{port}}", security: { mode: "auto" } },
      metadata: [{ name: "x-who", value: "{{who}}" }],
      scope: { collection: collection(), environment: "staging", overrides },
    });
    expect(text).toBe('{"int64Value":"9007199254740993","stringValue":"environment from-dotenv"}');
  });

  it("has values in metadata that is written as hex or as a message", async () => {
    const form = { kind: "hex" as const };
    const { requestHeaders, status } = await engine.call(
      call("{}", {
        metadata: [{ name: "x-raw-bin", value: "00{{last}}", form }],
        scope: { overrides: [{ name: "last", value: "ff" }] },
      }),
    );
    expect([status.name, requestHeaders.find(({ name }) => name === "x-raw-bin")?.value]).toEqual([
      "OK",
      "AP8=",
    ]);
  });

  it("sends nothing when a name is not defined, and says where", async () => {
    const thrown = await engine
      .call(call('{\n  "stringValue": "{{nowhere}}"\n}'))
      .catch((reason: unknown) => reason);
    expect(thrown).toMatchObject({
      code: "usage",
      findings: [{ code: "unresolved-variable", path: "message", text: { line: 2, column: 19 } }],
    });
    expect(ByteglassError.from(thrown).message).toBe(
      'The message has a variable without a value: line 2, column 19: "nowhere" is not defined.',
    );
  });

  it("tells what does not fit at its place in the text as it was typed", async () => {
    const thrown = await engine
      .call(call('{"stringValue": "{{who}}{{who}}",\n "nope": 1}'))
      .catch((reason: unknown) => reason);
    expect(thrown).toMatchObject({ code: "bad-json", findings: [{ text: { line: 2, column: 2 } }] });
  });

  it("gets the answer it reads: on demand once, then from what is kept", async () => {
    expect(
      await echo(
        '{"stringValue": "{{login.response.stringValue}}", "int64Value": {{login.response.int64Value}}}',
      ),
    ).toBe('{"int64Value":"9007199254740993","stringValue":"tok-1"}');
    expect(await readValue("login.response.stringValue", undefined, "staging")).toEqual([
      "tok-1",
      "answer",
      undefined,
    ]);
    expect(await echo('{"stringValue": "{{login.status}}"}')).toBe('{"stringValue":"OK"}');
    await expect(engine.call(call('{"stringValue": "{{login.response.gone}}"}'))).rejects.toMatchObject({
      message: expect.stringContaining('the answer of login has nothing at "gone"'),
    });
  });

  it("reads an answer of an earlier session out of the history, and one with a secret not", async () => {
    const stateDirectory = join(folder, "state");
    const scope = { collection: collection(), environment: "staging" };
    const sources = [
      {
        kind: "reflection" as const,
        server: { target: server.addresses.grpc, security: { mode: "auto" as const } },
        metadata: [],
        version: "auto" as const,
      },
    ];
    const texts = [{ text: "{{login.response.stringValue}}", form: "plain" as const }];
    const session = async (message: string) => {
      const one = createEngine({ stateDirectory });
      const [before] = await one.readVariables({ scope, texts });
      const opened = await one.openSchema({ operationId: "open", sources });
      const saved = { ...scope, file: join(collection(), "login.yml") };
      await one.call({ ...call(message), operationId: message, schemaId: opened.schemaId, scope: saved });
      await one.close();
      return before?.references[0]?.value;
    };
    expect(await session('{"stringValue": "earlier"}')).toBeUndefined();
    expect(await session('{"stringValue": "{{session}}"}')).toBe("earlier");
    // The newest answer holds a secret and was not kept: an older one must not stand for it.
    expect(await session("{}")).toBeUndefined();
  });

  it("names the circle of requests that wait for each other", async () => {
    await expect(
      engine.call(call('{"stringValue": "{{first.response.stringValue}}"}')),
    ).rejects.toMatchObject({
      message: expect.stringContaining("first → second → first"),
    });
  });

  it("has secrets that a face gave, over those of the dotenv file", async () => {
    engine.setSecrets({
      collection: collection(),
      environment: "staging",
      secrets: [{ name: "session", value: "given" }],
    });
    expect(await echo('{"stringValue": "{{session}}"}')).toBe('{"stringValue":"given"}');
  });

  it("has secrets of the environment that the chosen one extends, but for those it declares itself", async () => {
    const secrets = ["inherited", "key"].map((name) => ({ name, value: "of base" }));
    engine.setSecrets({ collection: collection(), environment: "base", secrets });
    expect(await echo('{"stringValue": "{{inherited}}"}')).toBe('{"stringValue":"of base"}');
    await expect(echo('{"stringValue": "{{key}}"}')).rejects.toMatchObject({ code: "usage" });
  });
});

it("shows a body as it is typed: its bytes have the values, its links lead to the braces", async () => {
  const json = '{"stringValue": "{{who}}", "int32Value": 5}';
  const { document, findings } = await engine.compose({
    schemaId,
    typeName: "samples.sink.v1.KitchenSink",
    json,
    scope: { collection: collection(), environment: "staging" },
  });
  expect(findings).toEqual([]);
  if (document === undefined) throw new Error("no document");
  const offset = json.indexOf("5");
  const selection = await engine.locate({
    documentId: document.documentId,
    anchor: { kind: "json", offset },
  });
  expect(selection).toMatchObject({
    path: "int32Value",
    json: { start: json.indexOf('"int32Value"'), end: offset + 1 },
  });
});

it("opens a schema of a server that a variable names", async () => {
  const sources = [
    {
      kind: "reflection" as const,
      server: { target: "{{there}}", security: { mode: "auto" as const } },
      metadata: [],
      version: "auto" as const,
    },
  ];
  const overrides = [{ name: "there", value: server.addresses.grpc }];
  const { services } = await engine.openSchema({ operationId: "again", sources, scope: { overrides } });
  expect(services.map(({ fullName }) => fullName)).toContain(GET_MODEL.split("/")[0]);
});

it("saves an environment without the values of secrets, in a form that Bruno reads and writes", async () => {
  const variables = [
    { name: "host", value: "a:1" },
    { name: "token", value: "s3cret", secret: true },
    { name: "n", value: "25", form: "json" as const },
  ];
  const saved = await engine.saveEnvironment({ collection: collection(), name: "new one", variables });
  if (saved.kind !== "saved") throw new Error("conflict");
  const text = await readFile(saved.environment.file, "utf8");
  expect(text).not.toContain("s3cret");
  const bruno = stringifyEnvironment(parseEnvironment(text, { format: "yml" }), { format: "yml" });
  await writeFile(saved.environment.file, `# mine\n${bruno}`);
  const { environments } = await engine.readEnvironments({ collection: collection() });
  expect(environments.find(({ name }) => name === "new one")?.variables).toEqual([
    { name: "host", value: "a:1" },
    { name: "token", secret: true },
    { name: "n", value: "25", form: "json" },
  ]);
  const conflict = await engine.saveEnvironment({
    collection: collection(),
    name: "new one",
    variables,
    hash: saved.environment.hash,
  });
  expect(conflict.kind).toBe("conflict");
});
