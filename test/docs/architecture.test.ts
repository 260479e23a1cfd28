import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inFolder } from "../cli/build-cli.ts";
import { PURE } from "../rules/house.ts";

const text = readFileSync(inFolder("docs/architecture.md"), "utf8");
/** The rows of the table of rooms: folder, and what it may import. */
const rooms = [...text.matchAll(/^\| `([a-z-]+(?:\/[a-z-]*)?)`? \|[^|]*\|([^|]*)\|$/gm)].map(
  ([, folder = "", imports = ""]) => ({ folder: folder.replace(/\/$/, ""), imports: imports.trim() }),
);

describe("the rooms of docs/architecture.md", () => {
  it("are the folders of core/, each once", () => {
    const folders = readdirSync(inFolder("core"), { withFileTypes: true }).filter((one) => one.isDirectory());
    expect(
      rooms
        .map(({ folder }) => folder)
        .filter((folder) => folder.startsWith("core/"))
        .sort(),
    ).toEqual(folders.map(({ name }) => `core/${name}`).sort());
  });

  it.each(rooms.map(({ folder, imports }) => [folder, imports]))(
    "%s is pure where it says so",
    (folder, imports) => {
      expect(PURE.test(`${folder}/`)).toBe(imports.startsWith("pure"));
    },
  );

  it("name files that are there", () => {
    const named = [...text.matchAll(/`((?:core|electron|renderer|cli|test|bench)\/[\w./-]+)`/g)];
    expect(named.map(([, file = ""]) => file).filter((file) => !existsSync(inFolder(file)))).toEqual([]);
  });
});
