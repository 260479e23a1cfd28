import { expect, it } from "vitest";
import { listStep } from "../../../renderer/keys/list-step.ts";

it.each([
  ["ArrowDown", 0, 3, 1],
  ["ArrowDown", 2, 3, 2],
  ["ArrowUp", 1, 3, 0],
  ["ArrowUp", 0, 3, 0],
  ["Home", 2, 3, 0],
  ["End", 0, 3, 2],
  ["Enter", 0, 3, undefined],
])("%s in row %i of %i leads to %s", (key, active, count, expected) => {
  expect(listStep(key, active, count)).toBe(expected);
});
