/** The codec against protoc with damaged messages: `node bench/codec-protoc.mjs [how many] [seed]`. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundle, root } from "./bundle.mjs";

const folder = await bundle("codec", ["damaged-messages", "protoc"]);
const set = path.join(folder, "damage.binpb");
const home = path.join(root, "node_modules", "protoc");

const { DAMAGE_SCHEMAS } = await import(path.join(folder, "damaged-messages.mjs"));
const names = Object.keys(DAMAGE_SCHEMAS);
for (const name of names) writeFileSync(path.join(folder, name), DAMAGE_SCHEMAS[name]);
execFileSync(process.execPath, [path.join(home, "protoc.cjs"), `-I${folder}`, "-o", set, ...names]);
const [count = "2000", seed = "1"] = process.argv.slice(2);
const program = path.join(folder, "protoc.mjs");
process.exitCode =
  spawnSync(process.execPath, [program, set, protocProgram(), count, seed], { stdio: "inherit" }).status ?? 1;

/** protoc itself, without the script around it: it is started thousands of times. */
function protocProgram() {
  const assets = JSON.parse(readFileSync(path.join(home, "assets.json"), "utf8"));
  const asset = assets.find(({ platform, arch }) => platform === process.platform && arch === process.arch);
  return path.join(home, "bin", asset.executable);
}
