/** A process that is killed while it saves: what was saved before or after is there, whole, whenever that is. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { openCollectionFolder } from "../../core/collections/open-collection.ts";
import { readRequestFile } from "../../core/collections/request-file.ts";

const script = fileURLToPath(new URL("killed-writer.ts", import.meta.url));
const rounds = 12;

it("loses nothing when the process is killed in a loop", { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "byteglass-killed-"));
  const file = join(folder, "say.yml");
  await writeFile(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: C\n");
  await writeFile(file, "info:\n  name: start\n  type: grpc\n");
  const names = new Set<string>();
  const bundle = join(folder, ".writer.mjs");
  await build({
    entryPoints: [script],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  for (let round = 0; round < rounds; round++) {
    const child = spawn(process.execPath, [bundle, file, String(round)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    await wait(round * 11);
    child.kill("SIGKILL");
    await once(child, "close");
    const { request, findings } = await readRequestFile(file);
    expect([findings, request?.name]).toEqual([[], expect.stringMatching(/^(start|turn \d+\.\d+)$/)]);
    names.add(request?.name ?? "");
  }
  // The loop did write, and what a killed write leaves behind is no item of the collection.
  expect(names.size).toBeGreaterThan(1);
  expect((await openCollectionFolder(folder)).items.map(({ id }) => id)).toEqual(["say.yml"]);
  expect((await readdir(folder)).filter((name) => name.endsWith(".yml"))).toHaveLength(2);
  await rm(folder, { recursive: true, force: true });
});
