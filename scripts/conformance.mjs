/**
 * Runs the official protobuf conformance suite against the codec that the app uses, and prints how many cases passed
 * and failed. Every Required and every Recommended case must pass: there is no list of expected failures.
 * `node scripts/conformance.mjs --verbose` prints what the runner says.
 */
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bringRunner, conformanceFolder, conformanceProtos } from "./conformance-runner.mjs";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const testee = path.join(conformanceFolder, "testee.mjs");
const descriptors = path.join(conformanceFolder, "test-messages.binpb");
const output = path.join(conformanceFolder, "out");

const TEST_FILES = [
  "conformance/conformance.proto",
  "google/protobuf/test_messages_proto2.proto",
  "google/protobuf/test_messages_proto3.proto",
  "google/protobuf/test_messages_proto2_editions.proto",
  "google/protobuf/test_messages_proto3_editions.proto",
  "google/protobuf/test_messages_edition2023.proto",
];

const [command, ...first] = bringRunner();
compileProtos();
await bundleTestee();
process.exitCode = await run();

function compileProtos() {
  const wellKnown = path.join(root, "node_modules", "protoc", "include");
  const protoc = path.join(root, "node_modules", "protoc", "protoc.cjs");
  const includes = [`-I${conformanceProtos}`, `-I${wellKnown}`];
  execFileSync(process.execPath, [
    protoc,
    ...includes,
    "--include_imports",
    "-o",
    descriptors,
    ...TEST_FILES,
  ]);
}

async function bundleTestee() {
  await build({
    entryPoints: [path.join(root, "test", "conformance", "testee.ts")],
    outfile: testee,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "warning",
  });
  chmodSync(testee, 0o755);
}

/** Runs the suite; answers with the exit code. */
function run() {
  mkdirSync(output, { recursive: true });
  const options = ["--enforce_recommended", "--maximum_edition", "2023", "--output_dir", output];
  const child = spawn(command, [...first, ...options, testee], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  return new Promise((resolve) => {
    child.on("error", (error) => report(`The runner did not start: ${error.message}`, 1, resolve));
    child.on("close", (code) => summarize(said, code ?? 1, resolve));
  });
}

function summarize(said, code, resolve) {
  if (code !== 0 || process.argv.includes("--verbose")) console.log(said);
  const suites = [
    ...said.matchAll(/(\d+) successes, (\d+) skipped, (\d+) expected failures, (\d+) unexpected failures/g),
  ];
  const sum = (group) => suites.reduce((total, match) => total + Number(match[group]), 0);
  if (suites.length === 0)
    return report(`The runner ended with code ${code} and said no result.`, 1, resolve);
  const skipped = sum(2) > 0 ? `, ${sum(2)} skipped` : "";
  const failed = sum(3) + sum(4);
  report(`${sum(1)} passed, ${failed} failed${skipped}`, code !== 0 || failed > 0 ? 1 : 0, resolve);
}

function report(line, code, resolve) {
  console.log(line);
  resolve(code);
}
