/** Paths of the repository. */
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/** The repository's own folder. */
export const ROOT = fileURLToPath(root);

/** A path below the repository's folder. */
export function inFolder(path) {
  return fileURLToPath(new URL(path, root));
}
