import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SavedRequest } from "../../core/contract/collections.ts";
import { createEngine } from "../../core/engine.ts";
import { type SampleServer, startSampleServer } from "../../proto-samples/server/index.ts";

const PROTOS = fileURLToPath(new URL("../../proto-samples/protos", import.meta.url));
const METHOD = "samples.vision.v1.ModelService/GetModel";
let folder: string;
let engine: ReturnType<typeof createEngine>;
let schemaId: string;
let target: string;
let server: SampleServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-share-"));
  engine = createEngine();
  server = await startSampleServer();
  target = server.addresses.grpc;
  const files = [join(PROTOS, "samples/vision/v1/model.proto")];
  ({ schemaId } = await engine.openSchema({
    operationId: "open",
    sources: [{ kind: "proto", files, importPaths: [PROTOS] }],
  }));
});
afterAll(async () => {
  await engine.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const request = (): SavedRequest => ({
  name: "Get a model",
  target,
  method: METHOD,
  metadata: [
    { name: "x-user", value: "{{user}}" },
    { name: "authorization", value: "Bearer s3cret" },
    { name: "x-key", value: "{{key}}" },
  ],
  messages: [{ text: '{"name": "models/general-v2"}' }],
  sources: [{ kind: "descriptor-set", file: "/only/here.binpb" }],
});
const scope = {
  request: [
    { name: "user", value: "ada" },
    { name: "key", value: "s3cret-key", secret: true },
  ],
};

/** Opened by an engine that knows nothing, with no server behind it. */
async function open(file: string) {
  const other = createEngine();
  const opened = await other.openRecording({ operationId: "open", file });
  const received = await other.readMessages({
    recordingId: opened.recordingId,
    side: "in",
    start: 0,
    end: opened.state.receivedCount,
  });
  const { services } = await other.openSchema({
    operationId: "schema",
    sources: [{ kind: "descriptor-set", file }],
  });
  await other.close();
  return { opened, received, services };
}

describe("a request that is shared", () => {
  it("opens elsewhere with its answer, its values and its schema, and without secrets", async () => {
    const file = join(folder, "shared.byteglass");
    const address = { target, security: { mode: "plaintext" as const } };
    const call = { schemaId, method: METHOD, channel: "grpc" as const, server: address, metadata: [] };
    await engine.call({ ...call, operationId: "call", messages: ['{"name": "models/general-v2"}'] });
    const written = await engine.shareRequest({
      operationId: "share",
      file,
      schemaId,
      request: request(),
      recordingId: "call",
      scope,
    });
    expect(written.eventCount).toBeGreaterThan(0);
    expect(await readFile(file, "utf8")).not.toContain("s3cret");
    const { opened, received, services } = await open(file);
    expect(opened.request).toEqual({
      name: "Get a model",
      target,
      method: METHOD,
      metadata: [
        { name: "x-user", value: "{{user}}" },
        { name: "authorization", value: "" },
        { name: "x-key", value: "{{key}}" },
      ],
      messages: [{ text: '{"name": "models/general-v2"}' }],
      variables: [
        { name: "user", value: "ada" },
        { name: "key", secret: true },
      ],
    });
    expect(received).toHaveLength(1);
    expect(services.map(({ fullName }) => fullName)).toEqual(["samples.vision.v1.ModelService"]);
  });

  it("need not have been sent", async () => {
    const file = join(folder, "unsent.byteglass");
    await engine.shareRequest({ operationId: "share", file, schemaId, request: request() });
    const { opened } = await open(file);
    expect([opened.method, opened.state.eventCount, opened.request?.name]).toEqual([
      METHOD,
      0,
      "Get a model",
    ]);
  });

  it("is told where it cannot be written, and of a method that is not there", async () => {
    const file = join(folder, "nowhere", "x.byteglass");
    const share = { operationId: "share", file, schemaId, request: request() };
    await expect(engine.shareRequest(share)).rejects.toMatchObject({ code: "file-unwritable" });
    await expect(
      engine.shareRequest({ ...share, request: { ...request(), method: "a.B/C" } }),
    ).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a secret that is written out is refused, and no file is written", () => {
  it.each<[string, Partial<SavedRequest>]>([
    ["token", { authorization: { kind: "bearer", token: "s3cret" } }],
    ["passphrase of the key", { security: { mode: "tls", clientKeyPassphrase: "s3cret" } }],
    [
      "passphrase of the key for the proxy",
      { connection: { proxyTls: { clientKeyFile: "key.pem", clientKeyPassphrase: "s3cret" } } },
    ],
    ["password of the proxy", { connection: { proxy: { kind: "url", url: "http://me:s3cret@proxy:3128" } } }],
  ])("the %s", async (what, part) => {
    const file = join(folder, "written-out.byteglass");
    const sharing = engine.shareRequest({
      operationId: "written-out",
      file,
      schemaId,
      request: { ...request(), ...part },
    });
    await expect(sharing).rejects.toMatchObject({
      code: "usage",
      message: `${file} was not saved: the ${what} is written out, and a file that is passed on holds no secrets.`,
    });
    await expect(readFile(file)).rejects.toMatchObject({ code: "ENOENT" });
  });
});
