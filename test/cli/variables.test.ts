import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

const service = "samples.vision.v1.ModelService";
const method = `${service}/GetModel`;
const request = "samples.vision.v1.GetModelRequest";
const message = '{"name": "{{model}}"}';
let sample: SampleProcess;
let folder: string;

beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
  folder = await mkdtemp(join(tmpdir(), "byteglass-variables-"));
  await mkdir(join(folder, "environments"));
  await writeFile(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: Trial\n");
  const variables = [
    `host\n    value: ${sample.grpc}`,
    "service\n    value: samples.vision.v1.VisionService",
    "token\n    secret: true",
  ];
  const entries = variables.map((one) => `  - name: ${one}\n`).join("");
  await writeFile(join(folder, "environments/staging.yml"), `name: staging\nvariables:\n${entries}`);
  await writeFile(join(folder, ".env"), "token=s3cr3t word\n");
});
afterAll(async () => {
  await sample?.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (words: readonly string[], stdin = "") =>
  runByteglass([...words, "--collection", folder, "--env", "staging", "--var", "model=models/a"], { stdin });

describe("variables of every command that names a server", () => {
  it.each([
    [["list", "{{host}}"], `${service}/GetModel`],
    [["describe", "{{host}}", service], "service ModelService {"],
    [["template", request, "--reflect", "{{host}}"], '"readMask"'],
    [["health", "{{host}}", "--service", "{{service}}"], "SERVING"],
    [["probe", "{{host}}"], "speaks gRPC"],
    [["match", "--hex", "0a0161", "--reflect", "{{host}}"], "3 of 3 bytes"],
    [["decode", request, "--hex", "0a0161", "--reflect", "{{host}}"], '"name": "a"'],
    [["inspect", "--hex", "0a0161", "--type", request, "--reflect", "{{host}}"], "GetModelRequest"],
    [["diff", "hex:0a0161", "hex:0a0161", "--type", request, "--reflect", "{{host}}"], "No difference."],
    [["schema", "diff", "{{host}}", "{{host}}"], "No difference."],
    [
      ["copy", "{{host}}", method, "-d", message, "-H", "x: {{model}}", "--as", "grpcurl"],
      "-H 'x: models/a'",
    ],
    [["explain", method, "-d", message, "--reflect", "{{host}}"], "GET /v1/models/a\n"],
    [["explain", "--url", "http://{{host}}/v1/{{model}}", "--reflect", "{{host}}"], '"name": "models/a"'],
  ])("%j", async (words, text) => {
    const { exit, stdout, stderr } = await run(words);
    expect([exit, stderr, stdout]).toEqual([0, "", expect.stringContaining(text)]);
  });

  it("stand in the message that encode reads, JSON and text", async () => {
    const words = ["encode", request, "--reflect", "{{host}}", "--from"];
    const json = await run([...words, "json"], message);
    const text = await run([...words, "text"], 'name: "{{model}}"');
    expect([json.stdout, text.stdout]).toEqual(["0a086d6f64656c732f61\n", "0a086d6f64656c732f61\n"]);
  });

  it("stay names in a collection that is made of a server, and are put in where a schema is written", async () => {
    const api = await run([
      "import",
      "--api",
      "{{host}}",
      "--service",
      service,
      "--out",
      join(folder, "api"),
    ]);
    const set = await run(["export", "{{host}}", "--symbol", service, "--out", join(folder, "api.binpb")]);
    const made = await readFile(join(folder, "api/samples.vision.v1.ModelService/GetModel.yml"), "utf8");
    expect([api.exit, api.stderr, set.exit, set.stderr]).toEqual([0, "", 0, ""]);
    expect(made).toContain("{{host}}");
  });

  it("are looked up before channelz is asked for", async () => {
    const { exit, stderr } = await run(["channelz", "{{host}}"]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("The server has no channelz service")]);
  });

  it("show no secret, in a URL neither", async () => {
    const secret = '{"name": "models/{{token}}"}';
    const { stdout } = await run(["explain", method, "-d", secret, "--reflect", "{{host}}"]);
    expect(stdout).toContain("GET /v1/models/••••••\n");
    expect(stdout).not.toContain("s3cr3t");
  });

  it.each([
    [["health", "{{nobody}}"], '"nobody" is not defined.'],
    [["list", "{{nobody}}"], '"nobody" is not defined.'],
    [
      ["explain", method, "-d", '{"name": "{{nobody}}"}', "--reflect", "{{host}}"],
      '"nobody" is not defined.',
    ],
    [
      ["explain", method, "-d", '{"nam": "{{model}}"}', "--reflect", "{{host}}"],
      'line 1, column 2, nam: "nam"',
    ],
    [["schema", "drift", "{{host}}"], "schema drift takes no --var"],
  ])("%j: what is wrong is told", async (words, text) => {
    const { exit, stderr } = await run(words);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(text)]);
  });
});
