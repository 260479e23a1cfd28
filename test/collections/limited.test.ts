/** Collections on a full disk, and where this user may not read or write: named, nothing lost, the rest works. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

const place = mkdtempSync(join(tmpdir(), "byteglass-limited-"));
const bundle = join(place, "child.mjs");
const folder = join(place, "c");
const old = "info:\n  name: before\n  type: grpc\ngrpc:\n  url: a:1\n  method: /p.S/M\n";

beforeAll(async () => {
  chmodSync(place, 0o755);
  await build({
    entryPoints: [fileURLToPath(new URL("limited-child.ts", import.meta.url))],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
});
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ["", "sub", "shut", "closed"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: C\n");
  for (const name of [
    "plain.yml",
    "read-only.yml",
    "unreadable.yml",
    "sub/inside.yml",
    "closed/hidden.yml",
  ]) {
    writeFileSync(join(folder, name), old);
  }
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Root may do everything: a user that may not is tried instead, where this system can become one. */
const isRoot = process.getuid?.() === 0;
const becomeNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
const canBeLimited = process.platform !== "win32" && (!isRoot || existsSync("/usr/bin/setpriv"));

function runChild(words: readonly string[], bodyLength = 10) {
  const [program = "", ...rest] = [...words, process.execPath, bundle, folder, String(bodyLength)];
  return JSON.parse(execFileSync(program, rest, { encoding: "utf8" }));
}

const leftOver = () => readdirSync(folder).filter((name) => name.endsWith("-tmp"));

describe.skipIf(process.platform === "win32")("a full disk", () => {
  it("is told by its file; the old text stays, and the history goes on when there is room", () => {
    // A process whose files may have 64 KiB: what is beyond fails as a full disk does, in the middle of a write.
    const limit = ["bash", "-c", 'ulimit -f 64; exec "$@"', "bash"];
    const outcomes = runChild(limit, 200_000);
    const file = join(folder, "plain.yml");
    expect(outcomes.plain).toMatchObject({ code: "file-unwritable" });
    expect(outcomes.plain.message).toContain(`${file} could not be saved: `);
    expect(readFileSync(file, "utf8")).toBe(old);
    expect(leftOver()).toEqual([]);
    expect(outcomes.large).toMatchObject({ message: expect.stringMatching(/EFBIG|large/) });
    expect(outcomes.after).toEqual({});
    expect(outcomes.listed).toEqual(["after", "small"]);
  });
});

describe.skipIf(!canBeLimited)("what this user may not read or write", () => {
  it("is told by its path, is not changed, and the rest works", () => {
    chmodSync(folder, 0o777);
    for (const name of ["plain.yml", "read-only.yml"])
      chmodSync(join(folder, name), name === "plain.yml" ? 0o666 : 0o444);
    chmodSync(join(folder, "unreadable.yml"), 0);
    chmodSync(join(folder, "shut"), 0o555);
    chmodSync(join(folder, "closed"), 0);
    const outcomes = runChild(isRoot ? becomeNobody : []);
    chmodSync(join(folder, "closed"), 0o755);
    chmodSync(join(folder, "shut"), 0o755);
    expect(outcomes.findings).toEqual([]);
    const told = new Map<string, readonly string[]>(
      outcomes.items.map(([id, kind, ...messages]: string[]) => [id, [kind, ...messages]]),
    );
    expect([...told.keys()]).toEqual([
      "closed",
      "shut",
      "sub",
      "sub/inside.yml",
      "plain.yml",
      "read-only.yml",
      "unreadable.yml",
    ]);
    expect(told.get("closed")?.join("\n")).toMatch(/^folder\n[\s\S]*closed could not be read: EACCES/m);
    expect(told.get("unreadable.yml")?.[0]).toBe("broken");
    expect(told.get("unreadable.yml")?.[1]).toContain(
      `${join(folder, "unreadable.yml")} could not be read: EACCES`,
    );
    expect(told.get("sub/inside.yml")).toEqual(["request"]);
    expect(outcomes.plain).toEqual({ value: { kind: "saved", hasChanged: true } });
    expect(outcomes.readOnly.message).toContain(
      `${join(folder, "read-only.yml")} could not be saved: EACCES`,
    );
    expect(readFileSync(join(folder, "read-only.yml"), "utf8")).toBe(old);
    expect(outcomes.inReadOnly.message).toContain(
      `${join(folder, "shut", "new.yml")} could not be saved: EACCES`,
    );
    expect(readdirSync(join(folder, "shut"))).toEqual([]);
    expect(outcomes.small).toEqual({});
  });
});
