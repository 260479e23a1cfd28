import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

const predict = "samples.vision.v1.VisionService/Predict";
const message =
  '{"modelId": "{{model}}", "maxConcepts": {{limit}}, "inputs": [{"image": {"url": "https://example.test/{{n}}.jpg"}}]}';
let sample: SampleProcess;
let collection: string;

beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
  collection = await mkdtemp(join(tmpdir(), "byteglass-variables-"));
  await mkdir(join(collection, "environments"));
  await writeFile(join(collection, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: Trial\n");
  const variables = [`host\n    value: ${sample.grpc}`, 'limit\n    value: "1"', "model\n    value: wrong"];
  const entries = variables.map((one) => `  - name: ${one}\n`).join("");
  await writeFile(join(collection, "environments/staging.yml"), `name: staging\nvariables:\n${entries}`);
});
afterAll(async () => {
  await sample?.stop();
  await rm(collection, { recursive: true, force: true });
});

describe("variables of a command line", () => {
  const given = () => [
    "--collection",
    collection,
    "--env",
    "staging",
    "--var",
    "model=general-v2",
    "--var",
    "n=1",
  ];

  it("stand in target, metadata and message; --var is over the environment", async () => {
    const { exit, stdout } = await runByteglass([
      ...["call", "{{host}}", predict, "-d", message, "-H", "x-who: {{model}}", "--json"],
      ...given(),
    ]);
    const record = JSON.parse(stdout) as { readonly requestHeaders: object[] };
    expect(exit).toBe(0);
    expect(record.requestHeaders).toContainEqual({ name: "x-who", value: "general-v2" });
  });

  it("stand in standard input, and in a message that is compared", async () => {
    const piped = await runByteglass(["call", "{{host}}", predict, "-d", "-", ...given()], {
      stdin: message,
    });
    expect(piped.exit).toBe(0);
    const words = ["compare", "{{host}}", predict, "-d", message, "-n", "1", "--json", "--channels"];
    const compared = await runByteglass([...words, `grpc,connect=${sample.web}`, ...given()]);
    expect([compared.exit, compared.stderr]).toEqual([0, ""]);
  });

  it.each([
    [["--var", "n=cat"], 2, '"model" is not defined.'],
    [["--env", "staging"], 2, "--env says nothing without --collection."],
    [["--var", "n"], 2, '--var does not understand "n".'],
  ])("%j: what is missing is told", async (words, status, text) => {
    const { exit, stderr } = await runByteglass(["call", sample.grpc, predict, "-d", message, ...words]);
    expect([exit, stderr]).toEqual([status, expect.stringContaining(text)]);
  });

  it("are text without any of these options", async () => {
    const { exit, stderr } = await runByteglass(["call", sample.grpc, predict, "-d", '{"modelId": "{{m}}"}']);
    expect([exit, stderr]).toEqual([expect.any(Number), expect.stringContaining("{{m}}")]);
  });
});
