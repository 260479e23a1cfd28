/**
 * The gRPC channel against bare grpc-js, raw node:http2 and connect-node, over one server in a process of its own:
 * bundles `bench/channels/` and runs it. `node bench/channels.mjs 5` takes five rounds instead of three.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const folder = path.join(root, ".runtime", "bench-channels");
mkdirSync(folder, { recursive: true });
await bundle("server.ts", "server.mjs");
await bundle("main.ts", "main.mjs");

const server = spawn(process.execPath, [path.join(folder, "server.mjs")], {
  stdio: ["ignore", "pipe", "inherit"],
});
const port = await new Promise((resolve) => createInterface({ input: server.stdout }).once("line", resolve));
const words = ["--expose-gc", path.join(folder, "main.mjs"), port, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, words, { stdio: "inherit", cwd: root }).status ?? 1;
server.kill();

function bundle(entry, output) {
  return build({
    entryPoints: [path.join(root, "bench", "channels", entry)],
    outfile: path.join(folder, output),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
    // What finds files beside itself must stay where it is.
    external: ["protoc"],
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
}
