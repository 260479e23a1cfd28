import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadScript } from "./load.ts";

const { complainAboutNode } = await loadScript<{ complainAboutNode(version: string): string | undefined }>(
  "start/node-version.mjs",
);
const { findDisplay } = await loadScript<{
  findDisplay(environment: Readonly<Record<string, string>>): readonly string[] | undefined;
}>("start/display.mjs");

describe("the version of Node", () => {
  const complaint = (version: string) =>
    `Byteglass needs Node 20.18 or newer, and this is Node ${version}. Install a newer one from https://nodejs.org.`;

  it.each([
    ["20.18.0", undefined],
    ["20.20.2", undefined],
    ["22.0.0", undefined],
    ["20.17.9", complaint("20.17.9")],
    ["18.20.0", complaint("18.20.0")],
  ])("%s", (version, expected) => {
    expect(complainAboutNode(version)).toBe(expected);
  });
});

describe.runIf(process.platform === "linux")("the display", () => {
  it.each([
    ["an X server", { DISPLAY: ":0" }, []],
    ["both", { DISPLAY: ":0", WAYLAND_DISPLAY: "wayland-0" }, []],
    ["Wayland alone", { WAYLAND_DISPLAY: "wayland-0" }, ["--ozone-platform=wayland"]],
    ["none", {}, undefined],
    ["an empty name", { DISPLAY: "" }, undefined],
  ])("%s", (_name, environment, switches) => {
    expect(findDisplay(environment)).toEqual(switches);
  });
});

describe.runIf(process.platform === "linux")("an app that cannot be opened", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "byteglass-start-"));
    writeFileSync(join(folder, "electron"), "");
    program("ldd", "echo '\tlibnss3.so => not found'; echo '\tlibgbm.so.1 => not found'");
    program("apt-get", "exit 0");
    program("apt-cache", "exit 100");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function program(name: string, script: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }

  /** What the part of the start command that opens the window says, and how it ends. */
  function open(
    environment: Readonly<Record<string, string>>,
  ): Promise<{ code: number | null; text: string }> {
    const child = spawn(process.execPath, ["scripts/start.mjs"], {
      env: { ...process.env, DISPLAY: ":0", ...environment },
    });
    let text = "";
    child.stderr.on("data", (chunk: Buffer) => {
      text += chunk;
    });
    return new Promise((resolve) => child.once("close", (code) => resolve({ code, text })));
  }

  it("names the libraries that are missing and the command that brings them", async () => {
    const { code, text } = await open({
      ELECTRON_OVERRIDE_DIST_PATH: folder,
      PATH: `${folder}:${process.env["PATH"]}`,
    });
    const sudo = process.getuid?.() === 0 ? "" : "sudo ";
    expect([code, text.trim()]).toEqual([
      1,
      "Electron needs libraries that are not installed: libnss3.so, libgbm.so.1. " +
        `Run: ${sudo}apt-get install -y libgtk-3-0 libnss3 libgbm1 libxss1 libasound2`,
    ]);
  });

  it("says when the Electron that was named is not there", async () => {
    const { code, text } = await open({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, "absent") });
    expect([code, text.trim()]).toEqual([
      1,
      `ELECTRON_OVERRIDE_DIST_PATH is ${join(folder, "absent")}, and there is no Electron in it. Unset it, or correct it.`,
    ]);
  });
});
