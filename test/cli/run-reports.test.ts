import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../core/engine.ts";
import { ensureBuilt, launcher } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

const ECHO = "/samples.sink.v1.EchoService/Echo";
/** Values that no report and no history may show, however they were given. */
const SECRETS = { dotenv: "s3cret-dotenv", own: "s3cret-own-file", variable: "s3cret-variable" };

let cwd = "";
let sample: SampleProcess;
beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-reports-"));
  write("api/opencollection.yml", "opencollection: 1.0.0\ninfo: {name: API}\n");
  write(
    "api/environments/local.yml",
    "name: local\nvariables:\n  - {secret: true, name: token}\n  - {secret: true, name: key}\n  - {secret: true, name: given}\n",
  );
  write("api/.env", `token=${SECRETS.dotenv}\n`);
  write("own.env", `key=${SECRETS.own}\nhidden=${SECRETS.own}\n`);
  write("api/login.yml", request("Log in", ECHO, `'{"stringValue": "{{$env(''hidden'')}}"}'`));
  write(
    "api/fails.yml",
    request(
      'Fails <&"> \u0007 in every way',
      ECHO,
      `'{"stringValue": "{{token}} {{key}} {{given}} {{login.response.stringValue}}"}'`,
      [
        "  metadata: [{name: authorization, value: 'Bearer {{token}}'}, {name: x-key, value: '{{key}}'}]",
        "runtime:",
        "  assertions:",
        "    - {expression: message.stringValue, operator: eq, value: '{{token}}'}",
        "extensions:",
        "  byteglass:",
        "    assertions:",
        "      - cel: message.string_value == 'other'",
        '      - snapshot: {messages: [\'{"stringValue": "other"}\']}',
      ],
    ),
  );
  write("api/unsent.yml", request("Unsent", ECHO, `'{"stringValue": "{{token}} {{nowhere}}"}'`));
  write("streams/opencollection.yml", "opencollection: 1.0.0\ninfo: {name: Streams}\n");
  for (const index of Array.from({ length: 6 }, (_, at) => at)) {
    write(
      `streams/each${index}.yml`,
      request(
        `Each ${index}`,
        "/samples.sink.v1.EchoService/EchoEach",
        undefined,
        [
          "  methodType: bidi-streaming",
          "  message:",
          ...Array.from(
            { length: 20 },
            (_, at) => `    - {title: m${at}, message: '{"int32Value": ${index * 100 + at}}'}`,
          ),
          "runtime:",
          "  assertions:",
          "    - {expression: messages.count, operator: eq, value: 20}",
          `    - {expression: 'messages[0].int32Value', operator: eq, value: ${index * 100}}`,
          "    - {expression: 'messages[*].int32Value', operator: ascending}",
          "    - {expression: sent.count, operator: eq, value: 20}",
        ].map((line) =>
          line
            .replace("value: 0}", "operator: notExists}")
            .replace("operator: eq, operator: notExists", "operator: notExists"),
        ),
      ),
    );
  }
  const long = Array.from(
    { length: 150 },
    (_, at) => `    - {title: m${at}, message: '{"int32Value": ${at + 1}}'}`,
  );
  write(
    "streams/long.yml",
    request("Long", "/samples.sink.v1.EchoService/EchoEach", undefined, [
      "  methodType: bidi-streaming",
      "  message:",
      ...long,
      "runtime:",
      "  assertions:",
      "    - {expression: messages.count, operator: eq, value: 150}",
      "    - {expression: sent.count, operator: eq, value: 150}",
      "    - {expression: 'messages[149].int32Value', operator: eq, value: 150}",
      "    - {expression: message.int32Value, operator: eq, value: 150}",
    ]),
  );
  write(
    "streams/reads.yml",
    request("Reads", ECHO, `'{"int32Value": {{long.response.int32Value}}}'`, [
      "runtime:",
      "  assertions:",
      "    - {expression: message.int32Value, operator: eq, value: 150}",
    ]),
  );
});
afterAll(async () => {
  await sample.stop();
  rmSync(cwd, { recursive: true });
});

function write(name: string, text: string): void {
  const file = join(cwd, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function request(
  name: string,
  method: string,
  message: string | undefined,
  more: readonly string[] = [],
): string {
  return [
    "info:",
    `  name: ${JSON.stringify(name)}`,
    "  type: grpc",
    "grpc:",
    `  url: ${sample.grpc}`,
    `  method: ${method}`,
    ...(message === undefined ? [] : [`  message: ${message}`]),
    ...more,
    "",
  ].join("\n");
}

const run = (...words: string[]) => runByteglass(["run", ...words], { cwd });
const given = ["--env", "local", "--dotenv", "own.env", "--var", `given=${SECRETS.variable}`];

describe("reports", () => {
  it("show no secret, wherever it came from", async () => {
    const files = "junit=r.xml,html=r.html,json=r.json,pretty=r.txt";
    const { stdout, stderr, exit } = await run("api", ...given, "--reporter", `pretty,${files}`);
    expect(exit).toBe(1);
    const texts = {
      stdout,
      stderr,
      ...Object.fromEntries(
        ["r.xml", "r.html", "r.json", "r.txt"].map((name) => [name, readFileSync(join(cwd, name), "utf8")]),
      ),
    };
    for (const [name, text] of Object.entries(texts)) {
      for (const secret of [SECRETS.dotenv, SECRETS.own, SECRETS.variable])
        expect(text, name).not.toContain(secret);
    }
    // The values were there: what came is shown, with dots in their place.
    expect(stdout).toContain("••••••");
    expect(readFileSync(join(cwd, "r.txt"), "utf8")).toContain("1 passed, 1 failed, 1 not sent · ");
  });

  it("are XML that a parser takes, with a case for each request", async () => {
    const { stdout } = await run("api", ...given, "--reporter", "junit");
    const complaints: string[] = [];
    const errorHandler = (level: string, message: string) => complaints.push(`${level}: ${message}`);
    const document = new DOMParser({ errorHandler }).parseFromString(stdout, "text/xml");
    expect(complaints).toEqual([]);
    const suite = document.getElementsByTagName("testsuite")[0];
    expect(["tests", "failures", "errors", "skipped"].map((name) => suite?.getAttribute(name))).toEqual([
      "3",
      "1",
      "1",
      "0",
    ]);
    const cases = Array.from(document.getElementsByTagName("testcase"));
    expect(cases.map((each) => each.getAttribute("name")).sort()).toEqual([
      'Fails <&">  in every way',
      "Log in",
      "Unsent",
    ]);
    expect(document.getElementsByTagName("failure")).toHaveLength(3);
    expect(document.getElementsByTagName("error")[0]?.getAttribute("message")).toContain(
      "variable without a value",
    );
  });

  it("count one assertion as one", async () => {
    const { stdout } = await run("api/login.yml", ...given);
    expect(stdout).toMatch(/\n1 passed · 1 assertion, 0 failed · /);
  });

  it("are plain lines where there is no terminal, and in CI", async () => {
    const { stdout, stderr } = await run("api/login.yml", ...given);
    expect([stderr, stdout.includes("\u001b")]).toEqual(["", false]);
  });

  it.skipIf(spawnSync("script", ["--version"]).status !== 0)(
    "show a bar on a terminal, and none in CI",
    () => {
      const words = [process.execPath, launcher, "run", "streams"];
      const inTerminal = (env: Readonly<Record<string, string>>) =>
        spawnSync("script", ["-qec", words.join(" "), "/dev/null"], {
          cwd,
          encoding: "utf8",
          env: { ...process.env, TERM: "xterm", BYTEGLASS_CACHE: "", ...env },
        }).stdout;
      expect(inTerminal({ CI: "" })).toMatch(/[█░]{24} \d of 8/);
      const plain = inTerminal({ CI: "1" });
      expect(plain).not.toMatch(/[█░]/);
      expect(plain).toContain("8 passed");
    },
  );
});

it("runs streams, many at the same time, each with its own messages", async () => {
  const { stdout, exit } = await run("streams", "--concurrency", "6", "--json");
  const { results, counts } = JSON.parse(stdout);
  expect(
    results.flatMap(({ assertions }: { assertions: { outcome: string; title: string }[] }) =>
      assertions.filter(({ outcome }) => outcome !== "passed"),
    ),
  ).toEqual([]);
  expect([exit, counts]).toEqual([0, { passed: 8, failed: 0, error: 0, skipped: 0 }]);
});

it("keeps no secret in the history of an engine that runs them", async () => {
  const stateDirectory = join(cwd, "state");
  const engine = createEngine({ stateDirectory });
  await engine.runCollection({
    operationId: "run",
    paths: [join(cwd, "api")],
    environment: "local",
    variables: [{ name: "given", value: SECRETS.variable }],
    dotenvFile: join(cwd, "own.env"),
  });
  await engine.close();
  const folder = join(stateDirectory, "history");
  const names = readdirSync(folder);
  expect(names).toHaveLength(2);
  for (const name of names) {
    const bytes = readFileSync(join(folder, name));
    for (const secret of [SECRETS.dotenv, SECRETS.own, SECRETS.variable]) {
      expect(bytes.includes(secret), `${name} ${secret}`).toBe(false);
      expect(bytes.includes(Buffer.from(secret).toString("base64").slice(4, -4)), `${name} ${secret}`).toBe(
        false,
      );
    }
  }
});
