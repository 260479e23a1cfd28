/**
 * Bundles the terminal program into dist/cli: `node scripts/build-cli.mjs`. A small launcher (byteglass.cjs), the
 * program, and a chunk for each part that only some commands need.
 */
import { createHash } from "node:crypto";
import { lstat, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, transform } from "esbuild";
import { inFolder } from "./build/folders.mjs";
import { plainExports, refuseCircles } from "./build/plain-exports.mjs";

/** The oldest Node that the package runs on. */
const TARGET = "node20.18";

/** ms that chunks of an earlier build are kept: a program that runs may still load one. */
const KEPT_FOR = 60 * 60 * 1000;

/**
 * Builds dist/cli and links it as `byteglass`, where `npx byteglass` looks. Chunks are named by their content and the
 * launcher is replaced last, so that a command that starts meanwhile finds the old program or the new one.
 */
export async function buildCli() {
  const { version } = JSON.parse(await readFile(inFolder("package.json"), "utf8"));
  const chunks = await bundle(version);
  const outdir = inFolder("dist/cli");
  await mkdir(outdir, { recursive: true });
  for (const { name, code } of chunks) await writeFile(join(outdir, name), code);
  const source = await readFile(inFolder("cli/launcher/launcher.cjs"), "utf8");
  const launcher = join(outdir, "byteglass.cjs");
  const part = `${launcher}.${process.pid}.part`;
  await writeFile(part, await finishLauncher(source, chunks), { mode: 0o755 });
  await rename(part, launcher);
  await removeOldChunks(outdir, new Set(["byteglass.cjs", ...chunks.map(({ name }) => name)]));
  await linkBinary();
}

async function removeOldChunks(outdir, current) {
  for (const name of await readdir(outdir)) {
    const path = join(outdir, name);
    const written = (await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (!current.has(name) && Date.now() - written > KEPT_FOR) await rm(path, { force: true });
  }
}

/**
 * esbuild splits chunks only into ES modules, and only CommonJS can be started from a code cache: each chunk is
 * translated on its own after splitting. Non-ASCII is escaped, so that a chunk can be read as Latin-1.
 */
async function bundle(version) {
  const { outputFiles } = await build({
    entryPoints: { program: inFolder("cli/byteglass.ts") },
    outdir: inFolder("dist/cli"),
    write: false,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: TARGET,
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    // grpc-js asks for it only to serve channelz.
    external: ["@grpc/proto-loader"],
    define: { BYTEGLASS_VERSION: JSON.stringify(version) },
  });
  const chunks = await Promise.all(outputFiles.map(toCommonJs));
  refuseCircles(chunks);
  refuseUnescaped(chunks);
  return chunks;
}

/** esbuild leaves regular expressions as they are written; read as Latin-1 they would mean something else. */
function refuseUnescaped(chunks) {
  for (const { code } of chunks) {
    const [found] = /.{0,40}[^\0-\x7f].{0,40}/.exec(code) ?? [];
    if (found !== undefined) throw new Error(`Write this in ASCII, such as \\u201d: ${found}`);
  }
}

async function toCommonJs({ path, text }) {
  const { code } = await transform(text, {
    platform: "node",
    format: "cjs",
    target: TARGET,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    supported: { "dynamic-import": false },
    // A bundle asks for its folder by __dirname; nothing is left that reads import.meta.
    logOverride: { "empty-import-meta": "silent" },
  });
  const renamed = code.replaceAll(/require\("(\.\/[\w-]+)\.js"\)/g, 'require("$1.cjs")');
  const wrapped = `(function(exports,require,module,__filename,__dirname){${plainExports(renamed)}})`;
  return { name: basename(path).replace(/\.js$/, ".cjs"), code: wrapped };
}

async function finishLauncher(source, chunks) {
  const { code } = await transform(source, { target: TARGET, minifyWhitespace: true, minifySyntax: true });
  const commands = (await readdir(inFolder("cli/commands"))).map((name) => basename(name, ".ts"));
  const program = chunks.find(({ name }) => name.startsWith("program-"))?.name;
  const finished = code
    .replace("BUILD_HASH", hashOf(chunks))
    .replace("COMMANDS", commands.join())
    .replace("PROGRAM", program);
  return `#!/usr/bin/env node\n${finished}`;
}

function hashOf(chunks) {
  const hash = createHash("sha256");
  for (const { name, code } of [...chunks].sort((a, b) => (a.name < b.name ? -1 : 1)))
    hash.update(name).update(code);
  return hash.digest("hex").slice(0, 16);
}

/** A package is not linked into its own node_modules by npm, and `npx` looks there first. */
async function linkBinary() {
  if (process.platform === "win32") return;
  const link = inFolder("node_modules/.bin/byteglass");
  const present = await lstat(link).catch(() => undefined);
  if (present !== undefined) return;
  await symlink("../../dist/cli/byteglass.cjs", link).catch(() => undefined);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await buildCli();
