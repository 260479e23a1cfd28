import { describe, expect, it } from "vitest";
import {
  addCollection,
  beginRun,
  collectionOf,
  dropCollection,
  endRun,
  isWithin,
  NO_COLLECTIONS,
  setEnvironment,
  setMark,
  toggleFolder,
} from "../../../renderer/collections/state.ts";

const state = addCollection(addCollection(NO_COLLECTIONS, "/a"), "/b");

describe("open collections", () => {
  it("are opened once, in their order", () => {
    expect(addCollection(state, "/a").open.map(({ path }) => path)).toEqual(["/a", "/b"]);
    expect(dropCollection(state, "/a").open.map(({ path }) => path)).toEqual(["/b"]);
  });

  it("fold and unfold", () => {
    const folded = toggleFolder(state, "/a", "/a");
    expect(folded.open[0]?.expanded).toEqual([]);
    expect(toggleFolder(folded, "/a", "/a").open[0]?.expanded).toEqual(["/a"]);
  });

  it("have an environment each", () => {
    expect(setEnvironment(state, "/b", "staging").open.map(({ environment }) => environment)).toEqual([
      "",
      "staging",
    ]);
  });

  it.each([
    ["/a/x.yml", "/a"],
    ["/a", "/a"],
    ["/ab/x.yml", undefined],
    ["C:\\b\\x", undefined],
  ])("own %s: %s", (file, path) => {
    expect(collectionOf(state, file)?.path).toBe(path);
  });
});

it.each([
  ["/a/b/c", "/a/b", true],
  ["/a/b", "/a/b", true],
  ["/a/bc", "/a/b", false],
  ["C:\\a\\b", "C:\\a", true],
])("%s is within %s: %s", (file, folder, expected) => {
  expect(isWithin(file, folder)).toBe(expected);
});

it("a run that ends leaves no request running", () => {
  const mark = { phase: "running", passed: 0, total: 0 } as const;
  const running = setMark(setMark(beginRun(state, "1", "/a"), "/a/x", mark), "/a/y", {
    ...mark,
    phase: "passed",
  });
  expect(endRun(running, "1")).toMatchObject({ running: {}, marks: { "/a/y": { phase: "passed" } } });
  expect(Object.keys(endRun(running, "1").marks)).toEqual(["/a/y"]);
});
