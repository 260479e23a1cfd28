import { describe, expect, it } from "vitest";
import { didYouMean, nearestNames } from "../../core/schema/nearest-names.ts";

const names = [
  "shop.Orders/Get",
  "shop.Orders/List",
  "shop.Order",
  "shop.types.Item",
  "shop.types.Items",
  "x",
];

describe("nearest names", () => {
  it.each([
    ["shop.order", ["shop.Order"]],
    ["Item", ["shop.types.Item"]],
    ["shop.Itme", ["shop.types.Item", "shop.types.Items"]],
    ["shop.Orders/Lst", ["shop.Orders/List", "shop.Orders/Get"]],
    ["somethingElseEntirely", []],
  ])("to %s", (wanted, expected) => {
    expect(nearestNames(wanted, names)).toEqual(expected);
  });

  it.each([
    ["shop.order", "Did you mean shop.Order?"],
    ["Item", "Did you mean shop.types.Item?"],
    ["shop.Itme", "Did you mean shop.types.Item or shop.types.Items?"],
    ["somethingElseEntirely", ""],
  ])("to %s as a sentence", (wanted, expected) => {
    expect(didYouMean(wanted, names)).toBe(expected);
  });

  it("are found among very long names in no time", () => {
    expect(
      nearestNames(
        "a".repeat(100_000),
        Array.from({ length: 1_000 }, () => "b".repeat(100_000)),
      ),
    ).toEqual([]);
  });
});
