/**
 * Trees of `.proto` files to a descriptor set, against `buf build` and `protoc` on the same files: Clarifai's API (a
 * dozen files) and Google's public APIs (about 5,500). Wall time, CPU time and peak memory of whole processes; Byteglass
 * also makes its pool of what was compiled, with sources' comments, and writes the set from that. `node bench/compile.mjs
 * clarifai` measures one tree alone.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareRuns, ratioText } from "./compare-runs.mjs";
import { clarifaiTree, googleapisTree } from "./compile/trees.mjs";
import { findBuf } from "./find-buf.mjs";
import { findProtoc } from "./find-protoc.mjs";

const launcher = fileURLToPath(new URL("../dist/cli/byteglass.cjs", import.meta.url));

async function compare(title, { folder, files }, runs) {
  const out = mkdtempSync(join(tmpdir(), "byteglass-bench-compile-"));
  const env = { ...process.env, BYTEGLASS_CACHE: join(out, "cache") };
  const set = (name) => join(out, `${name}.binpb`);
  const sources = ["--include_imports", "--include_source_info", `-I${folder}`];
  const exported = ["export", "--proto", folder, "--out", set("byteglass"), "--force"];
  try {
    const ratios = await compareRuns(
      title,
      [
        { name: "buf build", file: findBuf(), words: ["build", folder, "-o", set("buf")], env },
        { name: "byteglass export", file: process.execPath, words: [launcher, ...exported], env },
        {
          name: "protoc",
          file: findProtoc(),
          words: [...sources, "-o", set("protoc"), ...files],
          env,
          cwd: folder,
        },
      ],
      runs,
    );
    console.log(`${title}: byteglass ${ratioText(ratios)} of buf build`);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.includes(name);
if (isWanted("clarifai")) await compare("Compile Clarifai", clarifaiTree(), 7);
if (isWanted("googleapis")) await compare("Compile googleapis", googleapisTree(), 1);
