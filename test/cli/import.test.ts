/** `byteglass import`: requests of other tools, and whole APIs, as collections. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine, type RunningSample } from "../../core/engine.ts";
import { startSampleServer } from "../../proto-samples/server/index.ts";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

const engine = createEngine();
let sample: RunningSample;
let cwd = "";
beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleServer();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-import-"));
});
afterAll(async () => {
  await engine.close();
  await sample.stop();
  rmSync(cwd, { recursive: true });
});

describe("import", () => {
  it("lists what a line says, and tells what it leaves out", async () => {
    const line = "grpcurl -plaintext -max-msg-sz 5 localhost:1 a.B/C";
    expect(await runByteglass(["import", "--line", line], { cwd })).toEqual({
      exit: 0,
      stdout: "C\tgrpc\tlocalhost:1 a.B/C\n",
      stderr: expect.stringContaining(
        "-max-msg-sz was left out: the size limit is a setting of the connection.",
      ),
    });
  });

  it("makes a collection of an export, environments included", async () => {
    const text = `type: collection.insomnia.rest/5.0
name: Vision
collection:
  - name: Models
    children:
      - { name: "a/b", url: "{{ _.host }}", protoMethodName: /a.B/C, body: { text: '{"id": 9007199254740993}' } }
      - { name: "A/B", url: "{{ _.host }}", protoMethodName: /a.B/D }
environments: { name: Base, data: { host: "localhost:1" } }
`;
    writeFileSync(join(cwd, "in.yaml"), text);
    const { exit, stdout, stderr } = await runByteglass(["import", "in.yaml", "--out", "made"], { cwd });
    expect({ exit, stdout, stderr }).toEqual({ exit: 0, stdout: "made: 2 requests\n", stderr: "" });
    const tree = await engine.openCollection({ path: join(cwd, "made") });
    expect({ name: tree.name, findings: tree.findings }).toEqual({ name: "Vision", findings: [] });
    expect(tree.items.map(({ id, kind, name }) => [id, kind, name])).toEqual([
      ["Models", "folder", "Models"],
      ["Models/a-b.yml", "request", "a/b"],
      ["Models/A-B 2.yml", "request", "A/B"],
    ]);
    expect(readFileSync(join(cwd, "made/Models/a-b.yml"), "utf8")).toContain("9007199254740993");
    expect(await engine.readEnvironments({ collection: join(cwd, "made") })).toMatchObject({
      environments: [{ name: "Base", variables: [{ name: "host", value: "localhost:1" }] }],
    });
  });

  it("makes a collection of a whole API, whose requests can be sent", async () => {
    const words = [
      "--api",
      sample.addresses.grpc,
      "--out",
      "api",
      "--service",
      "samples.vision.v1.ModelService",
    ];
    const { exit, stderr, stdout } = await runByteglass(["import", ...words, "--json"], { cwd });
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
    const { requestCount } = JSON.parse(stdout) as { requestCount: number };
    const files = readdirSync(join(cwd, "api/samples.vision.v1.ModelService")).filter(
      (name) => name !== "folder.yml",
    );
    expect(files).toHaveLength(requestCount);
    expect(files).toContain("GetModel.yml");
    const file = join(cwd, "api/samples.vision.v1.ModelService/GetModel.yml");
    const { request } = await engine.readRequest({ file });
    expect(request).toMatchObject({
      name: "GetModel",
      target: sample.addresses.grpc,
      method: "samples.vision.v1.ModelService/GetModel",
      methodKind: "unary",
    });
    expect(JSON.parse(request?.messages[0]?.text ?? "")).toHaveProperty("name");
  });
});

describe("import refuses", () => {
  it.each([
    [
      ["nowhere.yaml"],
      "error: nowhere.yaml could not be read: Error: ENOENT: no such file or directory, stat 'nowhere.yaml'.",
    ],
    [[], "error: import needs a FILE or a --line."],
    [["--line", "wget x"], "error: The text is no request of a tool that is known here."],
    [["--api", "127.0.0.1:1"], "error: import --api needs a folder."],
    [
      ["--line", "grpcurl h:1 a.B/C", "--out", "."],
      "error: . has something in it already; nothing was written.",
    ],
  ])("%j", async (words, message) => {
    const { exit, stdout, stderr } = await runByteglass(["import", ...words], { cwd });
    expect([exit, stdout, stderr.split("\n")[0]]).toEqual([2, "", message]);
  });

  it("a service that the server does not have, by the names of those it has", async () => {
    const words = ["--api", sample.addresses.grpc, "--out", "none", "--service", "a.B"];
    const { exit, stderr } = await runByteglass(["import", ...words], { cwd });
    expect([exit, stderr]).toEqual([2, expect.stringContaining("There is no service a.B.")]);
    expect(readdirSync(cwd)).not.toContain("none");
  });
});
