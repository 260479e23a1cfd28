/** A process that is killed while it notes calls: all that it said were noted are there, with their details. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { History } from "../../core/history/history.ts";

const script = fileURLToPath(new URL("killed-noter.ts", import.meta.url));
const rounds = 8;

it("loses no call when the process is killed in a loop", { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "byteglass-killed-"));
  const bundle = join(folder, "noter.mjs");
  await build({
    entryPoints: [script],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  const noted: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const child = spawn(process.execPath, [bundle, folder, String(round)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const chunks: string[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
    while (chunks.join("").split("\n").length < 20) await once(child.stdout, "data");
    await wait(round * 13);
    child.kill("SIGKILL");
    await once(child, "close");
    // A line that the kill cut short was not said.
    noted.push(...chunks.join("").split("\n").slice(0, -1));
  }
  const history = new History(folder);
  const { entries } = await history.list({ query: "", start: 0, end: 1_000_000 });
  const kept = new Set(entries.map(({ id }) => id));
  expect(noted.filter((id) => !kept.has(id))).toEqual([]);
  expect(noted.length).toBeGreaterThan(100);
  for (const id of kept) expect(JSON.parse((await history.read(id)).details)).toMatchObject({ id });
  await rm(folder, { recursive: true, force: true });
});
