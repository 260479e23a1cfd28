import { expect, it } from "vitest";
import { MOST_WATCHED, watchedServices } from "../../../renderer/health/watched-services.ts";

const services = (count: number) => Array.from({ length: count }, (_, index) => `many.v1.Service${index}`);

it.each([
  ["none", 0, "", 0, ""],
  ["as many as are watched", MOST_WATCHED, "", MOST_WATCHED, ""],
  ["more", 53, "", MOST_WATCHED, "The first 40 of 53 services are watched: filter by name for others."],
  [
    "more that match",
    99,
    "SERVICE",
    40,
    "The first 40 of 99 services are watched: filter by name for others.",
  ],
  ["those that match", 53, " service5 ", 4, ""],
  ["none that match", 53, "elsewhere", 0, "No service has that in its name."],
] as const)("of %s, %i with %j: watches %i", (_, count, query, watched, words) => {
  const { names, ...rest } = watchedServices(services(count), query);
  expect(names).toHaveLength(watched);
  expect(rest).toEqual({ words });
});

it("watches one behind the fortieth when it is sought", () =>
  expect(watchedServices(services(53), "Service52").names).toEqual(["many.v1.Service52"]));
