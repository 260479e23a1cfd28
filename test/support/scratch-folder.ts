/** Folders for files of tests, which go with the process that made them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];

function removeAll(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
process.once("exit", removeAll);
// The test runner ends its processes by this signal, which tells no exit.
process.once("SIGTERM", () => {
  removeAll();
  process.kill(process.pid, "SIGTERM");
});

/** Makes a folder of its own, with `name` in its name. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `byteglass-${name}-`));
  folders.push(folder);
  return folder;
}
