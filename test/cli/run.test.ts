import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

let cwd = "";
let sample: SampleProcess;
beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-run-"));
  const echo = "/samples.sink.v1.EchoService/Echo";
  write("api/opencollection.yml", "opencollection: 1.0.0\ninfo: {name: API}\n");
  write(
    "api/environments/local.yml",
    "name: local\nvariables:\n  - {secret: true, name: token}\n  - {name: who, value: ann}\n",
  );
  write("api/.env", "token=s3cret-token\n");
  write(
    "api/good.yml",
    request("Good one", echo, `'{"stringValue": "{{who}}", "int64Value": {{big}}}'`, [
      "runtime:",
      "  assertions:",
      "    - {expression: status, operator: eq, value: OK}",
      "    - {expression: message.int64Value, operator: eq, value: 9007199254740993}",
      "extensions:",
      "  byteglass:",
      "    assertions:",
      "      - cel: message.string_value == 'ann'",
    ]),
  );
  write(
    "api/sub/bad.yml",
    request("Bad one", echo, `'{"stringValue": "{{token}}", "int32Value": 5}'`, [
      "  metadata: [{name: authorization, value: 'Bearer {{token}}'}]",
      "runtime:",
      "  assertions:",
      "    - {expression: message.int32Value, operator: eq, value: 6}",
      "extensions:",
      "  byteglass:",
      "    assertions:",
      '      - snapshot: {messages: [\'{"stringValue": "other", "int32Value": 7}\']}',
    ]),
  );
  write("api/sub/missing.yml", request("Missing", "/samples.status.v1.StatusService/Missing", "'{}'"));
  write("broken/opencollection.yml", "opencollection: 1.0.0\ninfo: {name: Broken}\n");
  write("broken/a.yml", "info: {name: a, type: grpc}\ngrpc:\n  url: [\n");
  write("broken/b.yml", request("b", echo, `'{"stringValue": "{{nowhere}}"}'`));
  write("broken/c.yml", request("c", echo, "'{}'"));
  write("broken/d.yml", "info: {name: d, type: grpc}\ngrpc:\n  url: {}\n");
  write(
    "circle/opencollection.yml",
    "opencollection: 1.0.0\nrequest:\n  variables:\n    - {name: a, value: '{{b}}'}\n    - {name: b, value: '{{a}}'}\n",
  );
  write("circle/a.yml", request("a", echo, `'{"stringValue": "{{a}}"}'`));
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

function request(name: string, method: string, message: string, more: readonly string[] = []): string {
  return [
    `info: {name: ${name}, type: grpc}`,
    "grpc:",
    `  url: ${sample.grpc}`,
    `  method: ${method}`,
    `  message: ${message}`,
    ...more,
    "",
  ].join("\n");
}

const run = (...words: string[]) => runByteglass(["run", ...words], { cwd });
const withoutTimes = (text: string) => text.replace(/\d+(\.\d+)? m?s\b/g, "T");

describe("byteglass run", () => {
  it("passes when everything holds", async () => {
    const { exit, stdout, stderr } = await run(
      "api/good.yml",
      "--env",
      "local",
      "--var",
      "big=9007199254740993",
    );
    expect([exit, stderr]).toEqual([0, ""]);
    expect(withoutTimes(stdout)).toBe("✓ Good one  T\n\n1 passed · 3 assertions, 0 failed · T\n");
  });

  it("fails with what was expected, what came and the fields that differ, secrets masked", async () => {
    const { exit, stdout } = await run(
      "api",
      "--env",
      "local",
      "--var",
      "big=1",
      "--reporter",
      "pretty,junit=report.xml,html=report.html,json=report.json",
    );
    expect(exit).toBe(1);
    expect(withoutTimes(stdout).replace(/(the server said: ).*/, "$1…")).toBe(
      [
        "✗ sub/Bad one  T",
        "    message.int32Value eq 6",
        "      expected 6",
        "      got      5",
        "    the answer is as in the snapshot",
        "      int32Value   expected 7  got 5",
        '      stringValue  expected "other"  got "••••••"',
        "✗ sub/Missing  T",
        "    status eq OK",
        "      expected OK",
        '      got      "UNIMPLEMENTED"',
        "    the server said: …",
        "✗ Good one  T",
        "    message.int64Value eq 9007199254740993",
        "      expected 9007199254740993",
        '      got      "1"',
        "",
        "0 passed, 3 failed · 7 assertions, 4 failed · T",
        "",
      ].join("\n"),
    );
    const reports = ["report.xml", "report.html", "report.json"].map((name) =>
      readFileSync(join(cwd, name), "utf8"),
    );
    for (const report of reports) expect(report).not.toContain("s3cret-token");
    expect(reports[0]).toContain('<testsuite name="api" tests="3" failures="3" errors="0" skipped="0"');
    expect(reports[0]).toContain(
      '<failure message="message.int32Value eq 6" type="failed">expected 6\ngot 5</failure>',
    );
    expect(reports[1]).toContain("3 failed");
    expect(JSON.parse(reports[2] ?? "")).toMatchObject({ counts: { failed: 3 }, environment: "local" });
  });

  it("runs what is filtered, and stops at the first failure when asked", async () => {
    const filtered = await run("api", "--filter", "missing", "--json");
    expect(JSON.parse(filtered.stdout)).toMatchObject({
      results: [{ id: "sub/missing.yml", outcome: "failed" }],
    });
    const bailed = await run("api", "--env", "local", "--var", "big=1", "--bail", "--json");
    expect(JSON.parse(bailed.stdout).counts).toEqual({ passed: 0, failed: 1, error: 0, skipped: 2 });
  });

  it("names broken files and missing variables with line and column, and runs the rest", async () => {
    const { exit, stdout } = await run("broken", "--concurrency", "4", "--json");
    const { counts, results } = JSON.parse(stdout);
    expect([exit, counts]).toEqual([1, { passed: 1, failed: 0, error: 3, skipped: 0 }]);
    const places = results.map(
      (each: {
        id: string;
        error?: { findings: { code: string; text: { line: number; column: number } }[] };
      }) => {
        const [finding] = each.error?.findings ?? [];
        return [each.id, finding?.code, finding?.text.line, finding?.text.column];
      },
    );
    expect(places).toEqual([
      ["a.yml", "bad-yaml", 4, 1],
      ["b.yml", "unresolved-variable", 1, 18],
      ["c.yml", undefined, undefined, undefined],
      ["d.yml", "wrong-type", 3, 8],
    ]);
  });

  it("tells the place of what is broken once", async () => {
    const { stdout } = await run("broken/d.yml");
    const file = join(cwd, "broken", "d.yml");
    expect(stdout).toContain(
      `${file}, line 3, column 8, grpc.url: grpc.url should be a text, not a mapping.`,
    );
  });

  it("names a circle of variables", async () => {
    const { exit, stdout } = await run("circle");
    expect(exit).toBe(1);
    expect(stdout).toContain('"a" stands for itself: a → b → a.');
  });

  it.each([
    [["nowhere"], "nowhere is not there."],
    [["."], "is in no collection."],
    [["api", "--env", "prod", "--filter", "good"], ""],
    [["api", "--filter", "zzz"], 'No request has "zzz" in its name, id, method or tags.'],
    [["api", "--reporter", "nice"], 'There is no reporter "nice".'],
    [["api", "--reporter", "json,junit"], "json and junit cannot both go to standard output."],
    [["api", "--var", "x"], '--var does not understand "x".'],
    [["api", "--concurrency", "0"], '--concurrency needs a number from 1 to 256, not "0".'],
    [["api", "--dotenv", "gone.env"], "The dotenv file gone.env is not there."],
    [[], "run needs a PATH."],
  ])("is wrong: %s", async (words, message) => {
    const { exit, stderr, stdout } = await run(...words);
    if (message === "") {
      expect([exit, stdout]).toEqual([1, expect.stringContaining('has no environment "prod".')]);
      return;
    }
    expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
