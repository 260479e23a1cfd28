import { expect, it } from "vitest";
import { troubleWords } from "../../renderer/engine/trouble-words.ts";

it.each([
  [
    { deaths: 3, exitCode: 1, words: "Error: no room." },
    "The engine ended 3 times in a row, last with “Error: no room”. It is tried again; if that does not help, install Byteglass anew.",
  ],
  [
    { deaths: 4, exitCode: 9, words: "" },
    "The engine ended 4 times in a row, last with exit code 9. It is tried again; if that does not help, install Byteglass anew.",
  ],
])("says of %j what happened and what to do", (trouble, expected) => {
  expect(troubleWords(trouble)).toBe(expected);
});
