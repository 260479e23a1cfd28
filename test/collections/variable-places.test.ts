import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "../../core/engine.ts";

let root: string;
let collection: string;
let engine: ReturnType<typeof createEngine>;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "byteglass-places-"));
  collection = join(root, "api");
  engine = createEngine({ stateDirectory: join(root, "state") });
  await write(
    "opencollection.yml",
    "opencollection: 1.0.0\ninfo: {name: API} # ours\nrequest:\n  variables: [{name: a, value: '1'}]\n",
  );
  await write("users/admin/get.yml", "info: {name: Get, type: grpc}\n");
  await write("users/x.yml", "info: {name: X, type: grpc}\n");
  await write("environments/base.yml", "name: base\n# the host\nvariables: [{name: host, value: h}]\n");
  await write("environments/staging.yml", "name: staging\nextends: base\n");
});
afterEach(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

async function write(name: string, text: string): Promise<void> {
  const file = join(collection, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

const read = (name: string) => readFile(join(collection, name), "utf8");

describe("places of variables", () => {
  it("are those a request sees, outermost first, whether their files are there or not", async () => {
    const file = join(collection, "users/admin/get.yml");
    const { places } = await engine.readVariablePlaces({ collection, file });
    expect(
      places.map(({ scope, name, hash, variables }) => [scope, name, hash !== "", variables.length]),
    ).toEqual([
      ["workspace", expect.any(String), false, 0],
      ["collection", "API", true, 1],
      ["folder", "users", false, 0],
      ["folder", "admin", false, 0],
    ]);
  });

  it("are written with what else their file says, and made where there is none", async () => {
    const { places } = await engine.readVariablePlaces({ collection, file: join(collection, "users/x.yml") });
    for (const { file, hash } of places) {
      const variables = [
        { name: "b", value: "2" },
        { name: "key", value: "s3cret", secret: true },
      ];
      const outcome = await engine.saveVariablePlace({ collection, file, variables, ...(hash && { hash }) });
      expect(outcome.kind).toBe("saved");
    }
    const text = await read("opencollection.yml");
    expect(text).toContain("# ours");
    expect(text).not.toContain("s3cret");
    const scope = { collection, file: join(collection, "users/x.yml") };
    const [found] = await engine.readVariables({ scope, texts: [{ text: "{{b}}", form: "plain" }] });
    expect(found?.references[0]).toMatchObject({ value: "2", origin: "folder" });
  });

  it("are not written over a change from outside", async () => {
    const { places } = await engine.readVariablePlaces({ collection });
    const { file = "", hash = "" } = places[1] ?? {};
    await write("opencollection.yml", "info: {name: Theirs}\n");
    expect(await engine.saveVariablePlace({ collection, file, hash, variables: [] })).toMatchObject({
      kind: "conflict",
      onDisk: { name: "Theirs" },
    });
    expect(await read("opencollection.yml")).toBe("info: {name: Theirs}\n");
  });

  it("are no other files", async () => {
    const file = join(collection, "users/admin/get.yml");
    await expect(engine.saveVariablePlace({ collection, file, variables: [] })).rejects.toMatchObject({
      code: "usage",
    });
  });
});

describe("an environment", () => {
  it("gets another name, in its file and where others extend it", async () => {
    expect(await engine.renameEnvironment({ collection, name: "base", to: "common" })).toMatchObject({
      name: "common",
      file: join(collection, "environments/common.yml"),
    });
    expect(await read("environments/staging.yml")).toContain("extends: common");
    expect(await read("environments/common.yml")).toContain("# the host");
  });

  it("is copied with its comments", async () => {
    await engine.duplicateEnvironment({ collection, name: "base", to: "base copy" });
    expect(await read("environments/base copy.yml")).toMatch(/^name: base copy\n# the host\nvariables:/);
  });

  it("is taken away, and kept", async () => {
    const { path } = await engine.removeEnvironment({ collection, name: "staging" });
    expect(await readdir(join(collection, "environments"))).toEqual(["base.yml"]);
    expect(await readFile(path, "utf8")).toContain("extends: base");
  });

  it.each(["renameEnvironment", "duplicateEnvironment"] as const)(
    "%s refuses a name that is taken",
    async (method) => {
      await expect(engine[method]({ collection, name: "base", to: "staging" })).rejects.toMatchObject({
        code: "usage",
        message: 'There is an environment "staging" already; nothing was written.',
      });
    },
  );
});
