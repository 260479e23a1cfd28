import { cpSync, existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const installed = (name) => path.join(root, "node_modules", name);

/** Google's public APIs in a folder of their own, without google/protobuf: the package's has test files that do not compile. */
export function googleapisTree() {
  return tree("googleapis", (folder) => {
    const files = installed("google-proto-files");
    const filter = (file) => file !== path.join(files, "google", "protobuf");
    for (const name of ["google", "grafeas"])
      cpSync(path.join(files, name), path.join(folder, name), { recursive: true, filter });
  });
}

/** Clarifai's public API, with the files of google/api that it imports. */
export function clarifaiTree() {
  return tree("clarifai", (folder) => {
    const filter = (file) => !file.endsWith("_processed.proto");
    const proto = path.join(installed("clarifai-nodejs-grpc"), "proto");
    cpSync(proto, path.join(folder, "proto"), { recursive: true, filter });
    for (const name of ["annotations", "http"]) {
      const file = path.join("google", "api", `${name}.proto`);
      cpSync(path.join(installed("google-proto-files"), file), path.join(folder, file));
    }
  });
}

/** A folder made once, and the `.proto` files in it by their paths below it. */
function tree(name, fill) {
  const folder = path.join(root, ".runtime", "bench-compile", name);
  if (!existsSync(folder)) {
    mkdirSync(`${folder}.part`, { recursive: true });
    fill(`${folder}.part`);
    renameSync(`${folder}.part`, folder);
  }
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return { folder, files: all.filter((file) => file.endsWith(".proto")).sort() };
}
