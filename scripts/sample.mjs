/** `npm run sample`: builds what is out of date and runs `byteglass sample` with the words given. */
import { spawn, spawnSync } from "node:child_process";
import { inFolder } from "./build/folders.mjs";

const build = spawnSync(process.execPath, [inFolder("scripts/build.mjs"), "--if-stale"], {
  // Standard output belongs to the sample server's addresses.
  stdio: ["ignore", "ignore", "inherit"],
});
if (build.status === 0) {
  const words = [inFolder("dist/cli/byteglass.cjs"), "sample", ...process.argv.slice(2)];
  const sample = spawn(process.execPath, words, { stdio: "inherit" });
  // Ctrl C reaches the server by itself, and it ends in its own time.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => sample.kill("SIGTERM"));
  sample.once("close", (code) => {
    process.exitCode = code ?? 0;
  });
} else {
  process.exitCode = 1;
}
