/**
 * `npm test`: lint and format, types, build, unit tests, end-to-end tests, conformance. Ends with the tests that failed, a
 * table of the stages and a line that sums all tests. `npm test -- unit app` runs the stages named.
 */
import { existsSync, rmSync } from "node:fs";
import { inFolder } from "./build/folders.mjs";
import { complainAboutNode } from "./start/node-version.mjs";
import { testApp } from "./test/app-stage.mjs";
import { countLine, countOnce, countVitest } from "./test/counts.mjs";
import { failedInVitest } from "./test/failures.mjs";
import { formatCounts, formatFailures, formatTable, sum } from "./test/report.mjs";
import { runScript, runTool } from "./test/run.mjs";

const CONFORMANCE = "conformance.mjs";

const STAGES = [
  {
    name: "lint",
    run: async () => countOnce((await runTool(["@biomejs/biome", "biome"], ["check", "."])).ok),
  },
  { name: "types", run: () => checkTypes("tsconfig.json") },
  { name: "types-window", run: () => checkTypes("tsconfig.renderer.json") },
  { name: "types-floor", run: () => checkTypes("tsconfig.floor.json") },
  { name: "build", run: async () => countOnce((await runScript("build.mjs", ["--if-stale"])).ok) },
  { name: "unit", run: testUnits },
  { name: "app", run: testApp },
  ...(existsSync(inFolder(`scripts/${CONFORMANCE}`)) ? [{ name: "conformance", run: testConformance }] : []),
];

async function checkTypes(project) {
  return countOnce((await runTool(["typescript", "tsc"], ["-p", project])).ok);
}

async function testUnits() {
  const report = inFolder("test-results/unit.json");
  rmSync(report, { force: true });
  const words = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const counts = countVitest((await runTool(["vitest", "vitest"], words)).ok, report);
  return { ...counts, failures: failedInVitest(report) };
}

async function testConformance() {
  const { ok, output } = await runScript(CONFORMANCE, [], { keep: true });
  return countLine(ok, output);
}

async function runStages(names) {
  const results = [];
  for (const { name, run } of STAGES) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n== ${name}`);
    const startedAt = performance.now();
    const counts = await run();
    results.push({ name, counts, seconds: (performance.now() - startedAt) / 1000 });
  }
  return results;
}

async function main(names) {
  const known = STAGES.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  const complaint =
    complainAboutNode() ??
    (unknown.length > 0
      ? `There is no stage ${unknown.join(", ")}; the stages are ${known.join(", ")}.`
      : undefined);
  if (complaint !== undefined) {
    console.error(complaint);
    return 2;
  }
  const results = await runStages(names);
  const total = sum(results);
  const failures = results.flatMap(({ counts }) => counts.failures ?? []);
  if (failures.length > 0) console.log(`\n== failed\n${formatFailures(failures).join("\n")}`);
  console.log(`\n${formatTable(results).join("\n")}\n\n${formatCounts(total)}`);
  return total.failed > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
