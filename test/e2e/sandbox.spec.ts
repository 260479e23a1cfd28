/** Chromium's own sandbox, which root cannot have: as root the app is started as a user without rights. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "./harness/fixtures.ts";
import { launch, ROOT } from "./harness/launch.ts";

const NOBODY = 65534;
const SECCOMP_FILTER = "2";

const asRoot = process.getuid?.() === 0;
/** Runs what follows as a user without rights. */
const asUser = asRoot ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] : ["env"];

function succeeds(...words: readonly string[]): boolean {
  const [program = "", ...rest] = [...asUser, ...words];
  return spawnSync(program, rest, { stdio: "ignore" }).status === 0;
}

/** Why this machine cannot show the sandbox; undefined where it can. */
function findObstacle(): string | undefined {
  if (process.platform !== "linux") return "Only Linux tells what confines a process.";
  if (!succeeds("test", "-r", join(ROOT, "package.json")))
    return "A user without rights cannot read the app here.";
  if (!succeeds("unshare", "--user", "--map-root-user", "true"))
    return "Chromium cannot make user namespaces here.";
  return undefined;
}

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "byteglass-sandbox-"));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that starts Electron as a user without rights, who may see the screen and write to `folder`. */
function makeStarter(): string {
  const starter = join(folder, "start");
  const electron = join(process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? "", "electron");
  const screen = process.env["XAUTHORITY"];
  const lines = ["#!/bin/sh", `export HOME='${folder}'`];
  if (screen !== undefined) {
    copyFileSync(screen, join(folder, "screen"));
    lines.push(`export XAUTHORITY='${join(folder, "screen")}'`);
  }
  writeFileSync(starter, [...lines, `exec ${asUser.join(" ")} '${electron}' "$@"`, ""].join("\n"));
  chmodSync(starter, 0o755);
  for (const path of [folder, ...(screen === undefined ? [] : [join(folder, "screen")])]) {
    if (asRoot) chownSync(path, NOBODY, NOBODY);
  }
  return starter;
}

test("the page's process is confined by the kernel", async () => {
  const obstacle = findObstacle();
  test.skip(obstacle !== undefined, obstacle);
  const app = await launch({
    userData: join(folder, "user-data"),
    executablePath: makeStarter(),
    chromiumSandbox: true,
  });
  const pid = await app.electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  );
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => new RegExp(`^${name}:\\s+(\\S+)`, "m").exec(status)?.[1];
  const found = {
    seccomp: field("Seccomp"),
    newPrivileges: field("NoNewPrivs"),
    capabilities: field("CapEff"),
  };
  await app.close();
  expect(found).toEqual({ seccomp: SECCOMP_FILTER, newPrivileges: "1", capabilities: "0000000000000000" });
});
