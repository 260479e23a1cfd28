import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../core/engine.ts";
import { type SampleServer, startSampleServer } from "../../../proto-samples/server/index.ts";

const engine = createEngine();
let collection: string;
let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
  collection = await mkdtemp(join(tmpdir(), "byteglass-suggestions-"));
  await mkdir(join(collection, "environments"));
  await writeFile(
    join(collection, "opencollection.yml"),
    "info: {name: API}\nrequest:\n  variables: [{name: host, value: far}, {name: user, value: ada}]\n",
  );
  await writeFile(
    join(collection, "environments/staging.yml"),
    "name: staging\nvariables: [{name: host, value: near}, {secret: true, name: key}]\n",
  );
  await writeFile(
    join(collection, "login.yml"),
    `info: {name: Log in, type: grpc}\ngrpc: {url: '${server.addresses.grpc}', method: /samples.vision.v1.ModelService/GetModel, message: '{"name": "models/general-v2"}'}\n`,
  );
  await writeFile(join(collection, "other.yml"), "info: {name: Other, type: grpc}\n");
});
afterAll(async () => {
  await engine.close();
  await server.stop();
  await rm(collection, { recursive: true, force: true });
});

async function suggest(typed: string): Promise<readonly string[]> {
  const scope = { collection, file: join(collection, "other.yml"), environment: "staging" };
  const found = await engine.suggestVariables({ scope, typed });
  return found.map(({ expression, words }) => `${expression}: ${words}`);
}

describe("names that may stand between braces", () => {
  it("are variables as they are seen, built-ins, and other requests", async () => {
    const found = await suggest("");
    expect(found.filter((each) => !each.startsWith("$"))).toEqual([
      "host: near",
      "key: ••••••",
      "user: ada",
      "login.response.: the answer of Log in",
    ]);
    expect(found).toContain("$uuid: built in");
  });

  it("are fields of an answer once there is one, and nothing is sent for them", async () => {
    expect(await suggest("login.response.")).toEqual([]);
    const file = join(collection, "login.yml");
    const { request } = await engine.readRequest({ file });
    const { schemaId } = await engine.openSchema({
      operationId: "open",
      sources: [
        {
          kind: "reflection",
          server: { target: request?.target ?? "", security: { mode: "plaintext" } },
          metadata: [],
          version: "auto",
        },
      ],
    });
    await engine.call({
      operationId: "call",
      schemaId,
      method: request?.method ?? "",
      channel: "grpc",
      server: { target: server.addresses.grpc, security: { mode: "plaintext" } },
      messages: request?.messages.map(({ text }) => text) ?? [],
      metadata: [],
      scope: { collection, file, environment: "staging" },
    });
    expect(await suggest("login.response.")).toContain('login.response.name: "models/general-v2"');
    expect(await suggest("login.response.owner.us")).toEqual(
      expect.arrayContaining(['login.response.owner.userId: "ada"']),
    );
  });
});
