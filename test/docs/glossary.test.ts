import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { inFolder } from "../cli/build-cli.ts";

it("has each word once, in the order of the alphabet", () => {
  const text = readFileSync(inFolder("docs/glossary.md"), "utf8");
  const words = [...text.matchAll(/^\| (?!word \|)([^|]+) \|/gm)].map(([, word = ""]) => word.toLowerCase());
  expect(words.length).toBeGreaterThan(40);
  expect(words).toEqual([...new Set(words)].sort());
});
