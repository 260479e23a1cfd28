/** The terminal program as it ships, built when its sources are newer; several test files may ask at the same time. */
import { existsSync } from "node:fs";
import { mkdir, rmdir, stat } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/** A path below the repository's folder. */
export function inFolder(path: string): string {
  return fileURLToPath(new URL(path, root));
}

/** The launcher that `npx byteglass` starts. */
export const launcher = inFolder("dist/cli/byteglass.cjs");

const stamp = inFolder("dist/.built/cli");
const lock = inFolder("dist/.built/cli.lock");
const sources = ["cli", "core", "proto-samples", "scripts/build-cli.mjs", "package-lock.json"];
/** A lock of a run that was killed is older than any build takes. */
const staleLock = 60_000;

/** Builds dist/cli, dist/proto-samples and dist/include when they are missing or older than their sources. */
export async function ensureBuilt(): Promise<void> {
  await mkdir(inFolder("dist/.built"), { recursive: true });
  while (!(await takeLock())) await wait(100);
  try {
    await buildIfStale();
  } finally {
    await rmdir(lock);
  }
}

async function takeLock(): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch {
    const taken = await stat(lock).catch(() => undefined);
    if (taken !== undefined && Date.now() - taken.mtimeMs > staleLock)
      await rmdir(lock).catch(() => undefined);
    return false;
  }
}

async function buildIfStale(): Promise<void> {
  const { isStale, touch } = await import(inFolder("scripts/build/stale.mjs"));
  const startedAt = Date.now();
  if (existsSync(launcher) && !isStale(stamp, sources.map(inFolder))) return;
  const { buildCli } = await import(inFolder("scripts/build-cli.mjs"));
  const { buildSamples } = await import(inFolder("scripts/build/samples.mjs"));
  const { copyFiles } = await import(inFolder("scripts/build/files.mjs"));
  await buildCli();
  await buildSamples();
  await copyFiles("core/schema/include", "dist/include");
  await touch(stamp, startedAt);
}
