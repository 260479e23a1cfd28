/**
 * Starts the program with V8's code cache, so that a command does not compile what it compiled the last time. One cache
 * file for each command, in the user's own cache folder; one that is missing, foreign or refused costs time only.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const build = "BUILD_HASH";
const commands = "COMMANDS".split(",");
const file = cacheFile();
const cached = readCache();
const loaded = new Map();
let isComplete = true;

load("./PROGRAM");
process.once("exit", () => {
  if (!isComplete && file !== undefined) writeCache();
});

/** Like `require` for a chunk beside this file; everything else is left to Node. A chunk is one function expression. */
function load(name) {
  if (!name.startsWith("./")) return require(name);
  const known = loaded.get(name);
  if (known !== undefined) return known.module.exports;
  const filename = path.join(__dirname, name);
  const cachedData = cached.get(name);
  const script = new vm.Script(fs.readFileSync(filename, "latin1"), { filename, cachedData });
  if (cachedData === undefined || script.cachedDataRejected === true) isComplete = false;
  const module = { exports: {} };
  loaded.set(name, { module, script });
  script.runInThisContext().call(module.exports, module.exports, load, module, filename, __dirname);
  return module.exports;
}

/** One file for each command, build, Node and processor; nothing where the folder cannot be known. */
function cacheFile() {
  const folder = cacheFolder();
  if (folder === undefined) return undefined;
  const word = process.argv[2];
  const command = commands.includes(word) ? word : "other";
  return path.join(folder, `${build}-${process.version}-${process.arch}`, `${command}.cache`);
}

function cacheFolder() {
  const { BYTEGLASS_CACHE: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local, HOME: home } = process.env;
  if (own !== undefined) return own === "" ? undefined : path.resolve(own);
  if (process.platform === "win32") return local && path.join(local, "byteglass", "Cache", "cli");
  if (xdg && path.isAbsolute(xdg)) return path.join(xdg, "byteglass", "cli");
  if (!home || !path.isAbsolute(home)) return undefined;
  return path.join(home, process.platform === "darwin" ? "Library/Caches" : ".cache", "byteglass", "cli");
}

/**
 * A line of JSON, `{checksum, chunks: [[name, length], …]}`, padded so that the caches after it start at a multiple of
 * eight. The checksum is over the caches: V8 does not check them, and dies of one that a full disk or a crash has damaged.
 */
function readCache() {
  const caches = new Map();
  if (file === undefined) return caches;
  try {
    const bytes = readOwnFile();
    const end = bytes.indexOf(10);
    const { checksum, chunks } = JSON.parse(bytes.toString("latin1", 0, end));
    if (checksum !== checksumOf(bytes.subarray(end + 1))) return caches;
    let offset = end + 1;
    for (const [name, length] of chunks) {
      caches.set(name, bytes.subarray(offset, offset + length));
      offset += length;
    }
  } catch {
    caches.clear();
  }
  return caches;
}

/** Throws for a file of another user: code that somebody else left in a shared folder is not run. */
function readOwnFile() {
  const handle = fs.openSync(file, "r");
  try {
    const { uid } = fs.fstatSync(handle);
    if (process.getuid !== undefined && uid !== process.getuid()) throw new Error("not ours");
    return fs.readFileSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

function checksumOf(bytes) {
  return require("node:zlib").crc32(bytes);
}

/** Caches of chunks that were not loaded this time are kept. A file that cannot be written is done without. */
function writeCache() {
  try {
    const caches = new Map(cached);
    for (const [name, { script }] of loaded) caches.set(name, script.createCachedData());
    const folder = path.dirname(file);
    const isNew = fs.mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined;
    if (isNew) removeOldBuilds(folder);
    const temporary = `${file}.${process.pid}.tmp`;
    const body = Buffer.concat([...caches.values()]);
    const chunks = [...caches].map(([name, { length }]) => [name, length]);
    const index = JSON.stringify({ checksum: checksumOf(body), chunks });
    const padding = " ".repeat((8 - ((index.length + 1) % 8)) % 8);
    const handle = fs.openSync(temporary, "wx", 0o600);
    try {
      fs.writeFileSync(
        handle,
        Buffer.concat([Buffer.from(`${index}${padding}\n`, "latin1"), ...caches.values()]),
      );
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(temporary, file);
  } catch {
    // A read-only home, a full disk: the program has done its work all the same.
  }
}

/** The caches of other builds and of other Nodes, but for the three used last. */
function removeOldBuilds(folder) {
  const parent = path.dirname(folder);
  const others = fs
    .readdirSync(parent)
    .map((name) => path.join(parent, name))
    .filter((other) => other !== folder)
    .map((other) => ({ other, time: fs.statSync(other).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { other } of others.slice(3)) fs.rmSync(other, { recursive: true, force: true });
}
