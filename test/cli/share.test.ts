import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { startSampleProcess } from "./sample-process.ts";

let cwd = "";
beforeAll(async () => {
  await ensureBuilt();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-share-"));
  const sample = await startSampleProcess();
  write("api/opencollection.yml", "opencollection: 1.0.0\ninfo: {name: API}\n");
  write(
    "api/environments/local.yml",
    `name: local\nvariables:\n  - {name: host, value: '${sample.grpc}'}\n  - {secret: true, name: token}\n`,
  );
  write("api/.env", "token=s3cret-token\n");
  write(
    "api/echo.yml",
    [
      "info: {name: Say it, type: grpc}",
      "grpc:",
      '  url: "{{host}}"',
      "  method: /samples.sink.v1.EchoService/Echo",
      "  metadata:",
      "    - {name: authorization, value: 'Bearer {{token}}'}",
      "  message: |-",
      '    {"stringValue": "{{who}}",',
      '     "int64Value": 9007199254740993}',
      "",
    ].join("\n"),
  );
  write("api/broken.yml", "info: {name: x, type: grpc}\ngrpc: [\n");
  const given = ["--env", "local", "--var", "who=ann"];
  outcomes.unsent = await share("api/echo.yml", ...given);
  outcomes.sent = await share("api/echo.yml", ...given, "--send", "--out", "sent.byteglass", "--json");
  // From here on there is no server.
  await sample.stop();
});
afterAll(() => rmSync(cwd, { recursive: true }));

function write(name: string, text: string): void {
  const file = join(cwd, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const share = (...words: string[]) => runByteglass(["share", ...words], { cwd });
const run = (...words: string[]) => runByteglass(words, { cwd });
const outcomes: Record<"unsent" | "sent", Awaited<ReturnType<typeof share>> | undefined> = {
  unsent: undefined,
  sent: undefined,
};

describe("byteglass share", () => {
  it("writes a request that was not sent, and it opens without its server", async () => {
    const file = join(cwd, "echo.byteglass");
    expect(outcomes.unsent).toEqual({ exit: 0, stdout: `${file}: Say it, without an answer\n`, stderr: "" });
    const { exit, stdout } = await run("timeline", "echo.byteglass");
    expect(exit).toBe(0);
    expect(stdout).toContain("samples.sink.v1.EchoService/Echo");
    expect(stdout).toContain(
      'Say it, a request that was not sent\nauthorization: Bearer {{token}}\n{"stringValue": "{{who}}",\n "int64Value": 9007199254740993}\n',
    );
    const { request, rows } = JSON.parse((await run("timeline", "echo.byteglass", "--json")).stdout);
    expect(rows).toEqual([]);
    expect(request.variables).toEqual(
      expect.arrayContaining([
        { name: "who", value: "ann" },
        { name: "token", secret: true },
      ]),
    );
  });

  it("writes the answer too when it is sent", async () => {
    expect(JSON.parse(outcomes.sent?.stdout ?? "")).toMatchObject({
      file: join(cwd, "sent.byteglass"),
      method: "samples.sink.v1.EchoService/Echo",
      sent: true,
      statusName: "OK",
    });
    const { stdout } = await run("timeline", "sent.byteglass", "--side", "in");
    expect(stdout).toContain('"stringValue": "ann"');
  });

  it("writes no secret, and its descriptors are a schema by themselves", async () => {
    for (const name of ["echo.byteglass", "sent.byteglass"]) {
      const bytes = readFileSync(join(cwd, name));
      expect([
        bytes.includes("s3cret"),
        bytes.includes(Buffer.from("s3cret-token").toString("base64")),
      ]).toEqual([false, false]);
    }
    const { exit, stdout } = await run(
      "describe",
      "samples.sink.v1.EchoService",
      "--protoset",
      "echo.byteglass",
    );
    expect([exit, stdout]).toEqual([
      0,
      expect.stringContaining("rpc Echo(KitchenSink) returns (KitchenSink)"),
    ]);
  });

  it.each([
    [[], "share needs a REQUEST."],
    [["nowhere.yml"], "nowhere.yml is not there."],
    [["api/broken.yml"], "broken.yml is no request that can be shared."],
    [["api/echo.yml", "--env", "nope"], 'has no environment "nope".'],
    [["api/echo.yml", "--var", "x"], '--var does not understand "x".'],
    [["api/echo.yml", "more"], 'share does not know what to do with "more".'],
  ])("is wrong: %s", async (words, message) => {
    const { exit, stderr } = await share(...words);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
