/** The README's commands, run as they stand, but for the ports: those of a server on free ones. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureBuilt } from "../cli/build-cli.ts";
import { runByteglass } from "../cli/run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "../cli/sample-process.ts";
import { commandLinesOf } from "./command-lines.ts";

const folder = mkdtempSync(join(tmpdir(), "byteglass-readme-"));
let sample: SampleProcess;

beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
});

afterAll(async () => {
  await sample.stop();
  rmSync(folder, { recursive: true });
});

const lines = commandLinesOf("README.md").filter(({ words }) => words[0] !== "sample");

it("shows how to start a server first", () => {
  expect(commandLinesOf("README.md")[0]?.words).toEqual(["sample", "--port", "50051"]);
});

it.each(lines.map(({ line, words }) => [line, words] as const))("%s", async (_line, words) => {
  const own = words.map((word) =>
    word.replace("127.0.0.1:50051", sample.grpc).replace("http://127.0.0.1:50055", sample.http),
  );
  const { exit, stdout, stderr } = await runByteglass(own, { cwd: folder });
  expect([exit, stderr]).toEqual([0, ""]);
  expect(stdout).not.toBe("");
});
