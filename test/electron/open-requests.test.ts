import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { filesInArguments } from "../../electron/open-requests.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "byteglass-open-"));
  writeFileSync(join(folder, "payload.bin"), "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("finds the files that exist, and neither switches nor the app itself", () => {
  const words = [
    "electron",
    folder,
    "--user-data-dir=x",
    "payload.bin",
    "absent.bin",
    join(folder, "payload.bin"),
  ];
  const file = join(folder, "payload.bin");
  expect(filesInArguments(words, folder, folder)).toEqual([file, file]);
});
