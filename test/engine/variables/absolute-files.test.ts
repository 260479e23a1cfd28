/** Files of TLS that a saved request names are relative to its collection, whatever is asked with them. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServerAddress } from "../../../core/contract/params.ts";
import { absoluteFiles } from "../../../core/engine/variables/absolute-files.ts";
import { createEngine } from "../../../core/engine.ts";

const engine = createEngine();
let collection: string;
let schemaId: string;
beforeAll(async () => {
  collection = await mkdtemp(join(tmpdir(), "byteglass-files-"));
  await writeFile(join(collection, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: Files\n");
  const proto = join(collection, "a.proto");
  await writeFile(proto, 'syntax = "proto3"; package a; message M {} service S { rpc Get(M) returns (M); }');
  const sources = [{ kind: "proto" as const, files: [proto], importPaths: [collection] }];
  ({ schemaId } = await engine.openSchema({ operationId: "open", sources }));
});
afterAll(async () => {
  await engine.close();
  await rm(collection, { recursive: true, force: true });
});

it("paths are made whole where they stand, and nothing else is", () => {
  const tls = {
    certificateAuthorityFile: "tls/ca.pem",
    clientCertificateFile: "/etc/me.pem",
    serverName: "tls",
  };
  const inFolder = { ...tls, certificateAuthorityFile: "/c/tls/ca.pem" };
  const value = {
    server: { security: tls, connection: { proxyTls: tls } },
    sources: [tls],
    text: "tls/ca.pem",
  };
  expect(absoluteFiles(value, "/c")).toEqual({
    server: { security: inFolder, connection: { proxyTls: inFolder } },
    sources: [inFolder],
    text: "tls/ca.pem",
  });
  expect(absoluteFiles(value, undefined)).toBe(value);
});

describe("a file that is not there is told by its whole path", () => {
  const server: ServerAddress = {
    target: "localhost:1",
    security: { mode: "tls", certificateAuthorityFile: "{{folder}}/none.pem" },
  };
  const proxied: ServerAddress = {
    target: "localhost:1",
    security: { mode: "plaintext" },
    connection: {
      proxy: { kind: "url", url: "https://localhost:1" },
      proxyTls: { certificateAuthorityFile: "tls/none.pem" },
    },
  };
  const scope = () => ({
    collection,
    file: join(collection, "a.yml"),
    request: [{ name: "folder", value: "tls" }],
  });
  const missing = (path: string) => ({
    code: "file-unreadable",
    message: `The file ${path} could not be read (ENOENT).`,
  });

  it.each([
    ["of the server", server],
    ["of a proxy", proxied],
  ])("%s, by a call and by health", async (_name, address) => {
    const expected = missing(join(collection, "tls/none.pem"));
    const asked = { server: address, metadata: [], scope: scope() };
    const call = { ...asked, schemaId, method: "a.S/Get", channel: "grpc" as const, messages: ["{}"] };
    await expect(engine.call({ operationId: "call", ...call })).rejects.toMatchObject(expected);
    await expect(engine.checkHealth({ operationId: "health", ...asked })).rejects.toMatchObject(expected);
  });

  it("of the server, by its reflection and by the token endpoint of its credentials", async () => {
    const expected = missing(join(collection, "tls/none.pem"));
    const source = { kind: "reflection" as const, server, metadata: [], version: "auto" as const };
    const opening = engine.openSchema({ operationId: "schema", sources: [source], scope: scope() });
    await expect(opening).rejects.toMatchObject(expected);
    const token = engine.renewToken({
      operationId: "token",
      authorization: { kind: "oauth2-client", tokenUrl: "https://localhost:1/token", clientId: "a" },
      way: { certificateAuthorityFile: "tls/none.pem" },
      scope: scope(),
    });
    await expect(token).rejects.toMatchObject(expected);
  });

  it("as it stands, where the request is not saved", async () => {
    const typed = { server: proxied, metadata: [], scope: { collection } };
    await expect(engine.checkHealth({ operationId: "typed", ...typed })).rejects.toMatchObject(
      missing("tls/none.pem"),
    );
  });
});
