import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createStateFiles } from "../../core/engine/state-files.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-state-"));
});

afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

describe("state files", () => {
  it("gives back what was saved, from another instance too", async () => {
    await createStateFiles(folder).save([{ name: "drafts", text: '{"a": "\u00e9\ud83d\ude00"}' }]);
    expect(await createStateFiles(folder).load("drafts")).toBe('{"a": "\u00e9\ud83d\ude00"}');
  });

  it("has nothing before anything was saved, with or without the folder", async () => {
    expect(await createStateFiles(folder).load("drafts")).toBeUndefined();
    expect(await createStateFiles(join(folder, "missing")).load("drafts")).toBeUndefined();
  });

  it("forgets what is saved without a text, and is not troubled where there was none", async () => {
    const files = createStateFiles(folder);
    await files.save([{ name: "tab-1", text: "1" }]);
    await Promise.all([files.save([{ name: "tab-1" }]), files.save([{ name: "tab-2" }])]);
    expect([await files.load("tab-1"), await readdir(folder)]).toEqual([undefined, []]);
  });

  it("makes the folder on the first write", async () => {
    const files = createStateFiles(join(folder, "a", "b"));
    await files.save([{ name: "tabs", text: "1" }]);
    expect(await files.load("tabs")).toBe("1");
  });

  it("keeps the order of writes, and leaves no other file behind", async () => {
    const files = createStateFiles(folder);
    const writes = Array.from({ length: 20 }, (_, index) =>
      files.save([{ name: "tabs", text: `text ${index}` }]),
    );
    expect(await files.load("tabs")).toBe("text 19");
    await Promise.all(writes);
    expect(await readdir(folder)).toEqual(["tabs.state"]);
  });

  it("writes in the order it was asked for, whatever the names, and nothing behind what failed", async () => {
    const files = createStateFiles(folder);
    await mkdir(join(folder, "refused.state"));
    const texts = ["first", "refused", "never"].map((name) => ({ name, text: name }));
    const failed = files.save(texts).catch((thrown: unknown) => thrown);
    const next = files.save([{ name: "first" }, { name: "second", text: "second" }]);
    expect(await failed).toMatchObject({ code: "file-unwritable" });
    await next;
    expect(await Promise.all(["first", "never", "second"].map((name) => files.load(name)))).toEqual([
      undefined,
      undefined,
      "second",
    ]);
  });

  it("settles when all writes have ended, failed ones too", async () => {
    await writeFile(join(folder, "file"), "");
    const files = createStateFiles(join(folder, "file"));
    const write = files.save([{ name: "tabs", text: "1" }]).catch((thrown: unknown) => thrown);
    await files.settle();
    expect(await write).toMatchObject({ code: "file-unwritable" });
  });

  it("says why a state cannot be read", async () => {
    await writeFile(join(folder, "file"), "");
    await expect(createStateFiles(join(folder, "file")).load("tabs")).rejects.toMatchObject({
      code: "file-unreadable",
      message: expect.stringMatching(/^The saved state could not be read: ENOTDIR/),
      hint: "Check the permissions of the file; without it Byteglass starts with an empty state.",
    });
  });

  it("is unsupported without a folder", async () => {
    const files = createStateFiles(undefined);
    const expected = { code: "unsupported", hint: "Pass stateDirectory to createEngine." };
    await expect(files.save([{ name: "tabs", text: "1" }])).rejects.toMatchObject(expected);
    await expect(files.load("tabs")).rejects.toMatchObject(expected);
  });
});
