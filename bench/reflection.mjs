/**
 * Reflection of a large server against `buf curl`: Google's public APIs (about 5,500 files, 1,700 services) behind a
 * server that answers as grpc-go does. Lists all methods, then calls one, which must not need the other files. When
 * Cerbos is installed (or named in BYTEGLASS_CERBOS), its 56 files are listed too. Wall time and peak memory of whole
 * processes, code cache warm.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareRuns, ratioText } from "./compare-runs.mjs";
import { findBuf } from "./find-buf.mjs";
import { startCerbos } from "./reflection/cerbos.mjs";
import { googleapisSet } from "./reflection/googleapis.mjs";
import { startServer } from "./reflection/start-server.mjs";

const launcher = fileURLToPath(new URL("../dist/cli/byteglass.cjs", import.meta.url));
const floor = fileURLToPath(new URL("reflection/floor.cjs", import.meta.url));
const METHOD = "google.pubsub.v1.Publisher/GetTopic";
const BODY = '{"topic":"projects/p/topics/t"}';

function program(name, file, words, env = {}) {
  return { name, file, words, env: { ...process.env, ...env } };
}

function bufCurl(name, words) {
  return program(name, findBuf(), ["curl", "--protocol", "grpc", "--http2-prior-knowledge", ...words]);
}

function listing(target, cache) {
  return [
    bufCurl("buf curl --list-methods", ["--list-methods", `http://${target}`]),
    program("byteglass list", process.execPath, [launcher, "list", target], { BYTEGLASS_CACHE: cache }),
    program("node -e 0", process.execPath, ["-e", "0"]),
  ];
}

function calling(target, cache) {
  const words = [launcher, "call", target, METHOD, "-d", BODY];
  return [
    bufCurl("buf curl", ["-d", BODY, `http://${target}/${METHOD}`]),
    program("byteglass call", process.execPath, words, { BYTEGLASS_CACHE: cache }),
  ];
}

function verdict(what, ratios, aim) {
  const met = ratios.time <= aim && ratios.memory <= aim;
  console.log(`${what}: ${ratioText(ratios)}; aim ${aim.toFixed(1)}: ${met ? "met" : "NOT met"}`);
}

async function main() {
  const cache = mkdtempSync(join(tmpdir(), "byteglass-bench-cache-"));
  const googleapis = await startServer(googleapisSet());
  const cerbos = await startCerbos();
  try {
    console.log(googleapis.holds);
    verdict(
      "googleapis, list",
      await compareRuns("List all methods of googleapis", listing(googleapis.target, cache), 5),
      0.5,
    );
    console.log(`files delivered by the last streams: ${googleapis.delivered.slice(-2).join(", ")}`);
    await compareRuns("Call one method of googleapis", calling(googleapis.target, cache), 11);
    console.log(`files delivered by the last streams: ${googleapis.delivered.slice(-2).join(", ")}`);
    if (cerbos === undefined) console.log("No Cerbos: npm install --no-save @cerbos/cerbos-linux-x64");
    else {
      const programs = [
        ...listing(cerbos.target, cache),
        program("node:http2 alone", process.execPath, [floor, cerbos.target]),
      ];
      const ratios = await compareRuns("List all methods of Cerbos", programs, 21);
      verdict("Cerbos, list", ratios, 1);
    }
  } finally {
    await cerbos?.stop();
    await googleapis.stop();
    rmSync(cache, { recursive: true, force: true });
  }
}

await main();
