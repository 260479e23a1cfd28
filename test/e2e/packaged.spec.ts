/** A packaged app: what is in it, what its binary refuses, and that it works from its archive. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { chromium, expect, test } from "@playwright/test";
import { callEngine } from "./harness/engine-call.ts";
import { ROOT } from "./harness/launch.ts";

test.skip(process.platform !== "linux", "The folder's layout is checked on Linux.");
test.describe.configure({ mode: "serial", timeout: 180_000 });

/** The byte of a fuse that is on: the digit 1. */
const SWITCHED_ON = 0x31;
/** Connecting while the page still loads can hang. */
const SETTLED_AFTER = 4000;

let folder: string;
let app: string;
let executable: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "byteglass-packaged-"));
  app = join(folder, "linux-unpacked");
  executable = join(app, "byteglass-app");
  const dist = process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? "";
  const version = readFileSync(join(dist, "version"), "utf8").trim().replace(/^v/, "");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      createRequire(import.meta.url).resolve("electron-builder/cli.js"),
      ...["--linux", "dir", "--publish", "never", `-c.directories.output=${folder}`],
      ...[`-c.electronDist=${dist}`, `-c.electronVersion=${version}`],
    ],
    { cwd: ROOT, encoding: "utf8" },
  );
  expect(status, `${stdout}${stderr}`).toBe(0);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("holds the bundles, the page, and what protoc needs", () => {
  const archive = listPackage(join(app, "resources/app.asar"), { isPack: false });
  const outer = archive.filter((path) => !/^\/dist\/(renderer|electron)\/(assets|engine-)/.test(path));
  expect(outer.sort()).toEqual([
    "/dist",
    "/dist/electron",
    "/dist/electron/engine.mjs",
    "/dist/electron/main.cjs",
    "/dist/electron/preload.cjs",
    "/dist/proto-samples",
    "/dist/proto-samples/samples.binpb",
    "/dist/renderer",
    "/dist/renderer/index.html",
    "/package.json",
  ]);
  expect(readdirSync(join(app, "resources")).sort()).toEqual([
    "app.asar",
    "include",
    "proto-samples",
    "protoc",
  ]);
  expect(readdirSync(join(app, "resources/protoc/bin"))).toHaveLength(1);
});

test("has its fuses set", async () => {
  const wire = await getCurrentFuseWire(executable);
  const isOn = (fuse: FuseV1Options) => wire[fuse] === SWITCHED_ON;
  expect({
    runAsNode: isOn(FuseV1Options.RunAsNode),
    cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
    nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
    integrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyArchive: isOn(FuseV1Options.OnlyLoadAppFromAsar),
    ownSnapshot: isOn(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    inspect: false,
    integrity: true,
    onlyArchive: true,
    ownSnapshot: false,
    fileProtocol: false,
  });
});

test("opens its window and compiles .proto files", async () => {
  const switches = [
    "--remote-debugging-port=0",
    `--user-data-dir=${join(folder, "user-data")}`,
    "--disable-gpu",
  ];
  const child = spawn(executable, [...switches, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.once("exit", () => reject(new Error("The packaged app ended at once.")));
    createInterface({ input: child.stderr }).on("line", (line) => {
      const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  await new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER));
  const browser = await chromium.connectOverCDP(address);
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error("The packaged app has no window.");
  const protos = join(app, "resources/proto-samples");
  const schema = await callEngine(page, "openSchema", {
    operationId: "packaged",
    sources: [
      { kind: "proto", files: [join(protos, "samples/vision/v1/vision.proto")], importPaths: [protos] },
    ],
  });
  await browser.close();
  child.kill();
  expect(schema).toMatchObject({ origin: "files" });
});
