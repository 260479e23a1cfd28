/** `npm run bench`: every benchmark in bench/, one after the other. `npm run bench -- start` runs the ones named. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { inFolder } from "./build/folders.mjs";

/** A benchmark prints; the other modules in the folder only export. */
function benchmarks() {
  const names = readdirSync(inFolder("bench")).filter((name) => name.endsWith(".mjs"));
  return names.filter((name) => !/^export /m.test(readFileSync(inFolder(`bench/${name}`), "utf8"))).sort();
}

function run(path) {
  return spawnSync(process.execPath, [inFolder(path)], { stdio: "inherit" }).status ?? 1;
}

function main(wanted) {
  if (
    spawnSync(process.execPath, [inFolder("scripts/build.mjs"), "--if-stale"], { stdio: "inherit" })
      .status !== 0
  ) {
    return 1;
  }
  const names = benchmarks().filter(
    (name) => wanted.length === 0 || wanted.includes(name.replace(".mjs", "")),
  );
  const failed = names.filter((name) => {
    console.log(`\n== ${name.replace(".mjs", "")}`);
    return run(`bench/${name}`) !== 0;
  });
  if (failed.length > 0) console.error(`\nFailed: ${failed.join(", ")}`);
  return failed.length > 0 ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
