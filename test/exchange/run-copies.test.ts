/** What is copied is run as it stands, by the tool it is for. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CopyForm, PortableRequest } from "../../core/contract/exchange.ts";
import type { ChannelKind } from "../../core/contract/params.ts";
import { createEngine, type RunningSample } from "../../core/engine.ts";
import { startSampleServer } from "../../proto-samples/server/index.ts";
import { makeTestCertificates } from "../channels/support/certificates.ts";
import { startConnectProxy } from "../channels/support/proxy-server.ts";
import { describeWith, findProgram } from "../servers/support/programs.ts";

const engine = createEngine();
const bin = resolve("node_modules/.bin");
let sample: RunningSample;
let schemaId = "";
let folder = "";
beforeAll(async () => {
  sample = await startSampleServer();
  folder = await mkdtemp(join(tmpdir(), "byteglass-copies-"));
  const server = { target: sample.addresses.grpc, security: { mode: "auto" as const } };
  const source = { kind: "reflection" as const, server, metadata: [], version: "auto" as const };
  ({ schemaId } = await engine.openSchema({ operationId: "open", sources: [source] }));
});
afterAll(async () => {
  await engine.close();
  await sample.stop();
  await rm(folder, { recursive: true, force: true });
});

function request(channel: ChannelKind, method: string, messages: readonly string[]): PortableRequest {
  const { grpc, web, http } = sample.addresses;
  const target = channel === "grpc" ? grpc : channel === "http-json" ? http : web;
  return {
    name: "Copied",
    folder: [],
    channel,
    target,
    security: { mode: "auto" },
    method,
    metadata: [{ name: "x-note", value: 'it\'s "quoted", $HOME' }],
    messages: [...messages],
    deadline: 20_000,
    sources:
      channel === "grpc"
        ? [
            {
              kind: "reflection",
              server: { target: grpc, security: { mode: "auto" } },
              metadata: [],
              version: "auto",
            },
          ]
        : [],
  };
}

function run(
  command: string,
  words: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }> {
  return new Promise((done, fail) => {
    const environment = { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` };
    const child = spawn(command, words, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk) => {
      output += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      errors += String(chunk);
    });
    child.on("error", fail);
    child.on("close", (code) => done({ code, output, errors }));
  });
}

async function runCopied(form: CopyForm, made: PortableRequest) {
  const { text } = await engine.copyRequest({ request: made, form, schemaId });
  if (form !== "typescript") return await run("sh", ["-c", text]);
  const source = join(folder, "call.ts");
  await writeFile(source, text);
  const outfile = join(folder, "call.mjs");
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
    nodePaths: [resolve("node_modules")],
  });
  return await run(process.execPath, [outfile]);
}

const getModel = "samples.vision.v1.ModelService/GetModel";
const body = '{"name": "models/general-v2"}';

describe("a unary call as TypeScript", () => {
  it.each<ChannelKind>(["grpc", "grpc-web", "connect", "connect-json"])(
    "by %s answers as the call does",
    async (channel) => {
      const { code, output, errors } = await runCopied("typescript", request(channel, getModel, [body]));
      expect({ code, errors }).toEqual({ code: 0, errors: "" });
      expect(JSON.parse(output)).toMatchObject({ name: "models/general-v2" });
    },
    60_000,
  );
});

describeWith("a unary call as a shell line", findProgram("sh"), "there is no POSIX shell", () => {
  it.each<ChannelKind>(["grpc", "grpc-web", "connect"])(
    "of buf curl by %s",
    async (channel) => {
      const made = request(channel, getModel, [body]);
      const schema = join(folder, "api.binpb");
      await engine.exportSchema({
        operationId: "export",
        schemaId,
        out: schema,
        form: "descriptor-set",
        overwrite: true,
      });
      const sources = channel === "grpc" ? made.sources : [{ kind: "descriptor-set" as const, file: schema }];
      const { code, output, errors } = await runCopied("buf-curl", { ...made, sources });
      expect({ code, errors }).toEqual({ code: 0, errors: "" });
      expect(JSON.parse(output)).toMatchObject({ name: "models/general-v2" });
    },
    60_000,
  );
});

describeWith("a call as a curl line", findProgram("curl"), "curl is not installed", () => {
  it.each<ChannelKind>(["connect-json", "http-json"])("by %s", async (channel) => {
    const { code, output } = await runCopied("curl", request(channel, getModel, [body]));
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ name: "models/general-v2" });
  });

  it("through a proxy that asks for a client certificate", async () => {
    const { good, ca, caFile, clientCertFile, clientKeyFile } = await makeTestCertificates();
    const proxy = await startConnectProxy({ tls: { ...good, requestCert: true, ca } });
    const made: PortableRequest = {
      ...request("http-json", getModel, [body]),
      connection: {
        proxy: { kind: "url", url: `https://127.0.0.1:${proxy.port}` },
        proxyTls: {
          certificateAuthorityFile: caFile,
          clientCertificateFile: clientCertFile,
          clientKeyFile,
        },
      },
    };
    const { code, output } = await runCopied("curl", made);
    proxy.stop();
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ name: "models/general-v2" });
    expect(proxy.asked.length).toBe(1);
  });
});

describe("a form that cannot say a request refuses it", () => {
  it.each<[CopyForm, ChannelKind, string]>([
    ["curl", "grpc", "A curl line cannot say a request by grpc."],
    ["curl", "grpc-web", "A curl line cannot say a request by grpc-web."],
  ])("%s, %s", async (form, channel, message) => {
    const made = request(channel, getModel, [body]);
    await expect(engine.copyRequest({ request: made, form })).rejects.toMatchObject({
      code: "unsupported",
      message,
    });
  });

  it("a message that does not fit, with its place", async () => {
    const made = request("grpc", getModel, ['{"nam": 1}']);
    await expect(engine.copyRequest({ request: made, form: "typescript", schemaId })).rejects.toMatchObject({
      code: "bad-json",
      findings: [{ code: "unknown-field", text: { line: 1, column: 2 } }],
    });
  });
});
