/**
 * The gRPC channel against bare grpc-js, raw node:http2 and connect-node, over one server in a process of its own:
 * bundles `bench/channels/` and runs it. `node bench/channels.mjs 9` takes nine rounds instead of five.
 */
import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { bundle, root } from "./bundle.mjs";

const folder = await bundle("channels", ["server", "main"]);
const server = spawn(process.execPath, [path.join(folder, "server.mjs")], {
  stdio: ["ignore", "pipe", "inherit"],
});
const port = await new Promise((resolve) => createInterface({ input: server.stdout }).once("line", resolve));
const words = ["--expose-gc", path.join(folder, "main.mjs"), port, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, words, { stdio: "inherit", cwd: root }).status ?? 1;
server.kill();
