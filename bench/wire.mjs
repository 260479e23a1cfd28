/** The inspector against protobufjs and protoc: bundles `bench/wire/` and runs it. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { bundle, root } from "./bundle.mjs";

const program = path.join(await bundle("wire"), "main.mjs");
const node = ["--expose-gc", "--max-old-space-size=6000", program, root, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, node, { stdio: "inherit" }).status ?? 1;
