import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { keepLastWords } from "../../electron/last-words.ts";

const thrown = `file:///app/engine.mjs:1
throw new Error("no room");
^

Error: no room
    at file:///app/engine.mjs:1:7

Node.js v20.18.1
`;

it.each([
  ["an error that nobody caught", thrown, "Error: no room"],
  ["an error with a code", "TypeError [ERR_X]: wrong\n    at a.mjs:1", "TypeError [ERR_X]: wrong"],
  ["the last of two errors", "Error: first\nRangeError: second\n", "RangeError: second"],
  ["words without an error", "warming up\nout of memory\n    at somewhere\n\n", "out of memory"],
  ["nothing", "", ""],
])("tells %s", (_name, text, expected) => {
  const [from, to] = [new PassThrough(), new PassThrough()];
  const words = keepLastWords(from, to);
  // Pieces end anywhere.
  for (const piece of text.match(/[\s\S]{1,7}/g) ?? []) from.write(piece);
  expect(words()).toBe(expected);
  expect(to.read()?.toString() ?? "").toBe(text);
});

it("keeps the end of a long complaint alone", () => {
  const [from, to] = [new PassThrough(), new PassThrough()];
  const words = keepLastWords(from, to);
  from.write(`Error: ${"early ".repeat(3000)}\n`);
  from.write("Error: late\n");
  expect(words()).toBe("Error: late");
});
