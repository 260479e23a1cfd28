import { describe, expect, it } from "vitest";
import { firstMessage, likelyPlaces, typesAround } from "../../../core/schema/reflection/likely-places.ts";
import { compileText } from "../support/protoc.ts";

describe("the types around a type", () => {
  it.each([
    ["p.A", []],
    ["p.v1.A.B.C", ["p.v1.A.B", "p.v1.A"]],
    ["A.B", ["A"]],
    ["p.lower", []],
    ["lower", []],
  ])("of %s are %j", (typeName, around) => expect(typesAround(typeName)).toEqual(around));
});

describe("where a type may be declared", () => {
  const known = [
    { name: "far/v1/far_service.proto", package: "far.v1" },
    { name: "far/v1/types.proto", package: "far.v1" },
    { name: "other.proto", package: "other" },
  ];
  it("are the services of its package, and the usual files beside those known of it", () => {
    const { symbols, fileNames } = likelyPlaces(
      ["far.v1.HTTPRuleSet.Item"],
      ["far.v1.Far", "far.v2.Far", "other.Other"],
      known,
    );
    expect(symbols).toEqual(["far.v1.HTTPRuleSet", "far.v1.Far"]);
    expect(fileNames).toEqual([
      "far/v1/http_rule_set.proto",
      "far/v1/far.proto",
      "far/v1/common.proto",
      "far/v1/messages.proto",
      "far/v1/events.proto",
      "far/v1/models.proto",
      "far/v1/resources.proto",
    ]);
  });
  it("are files at the top where there is no package", () => {
    expect(likelyPlaces(["Thing"], ["Other"], [])).toMatchObject({
      symbols: ["Other"],
      fileNames: expect.arrayContaining(["thing.proto"]),
    });
  });
  it("are never many", () => {
    const services = Array.from({ length: 1000 }, (_, at) => `far.S${at}`);
    const files = Array.from({ length: 1000 }, (_, at) => ({ name: `f${at}/x.proto`, package: "far" }));
    const names = Array.from({ length: 32 }, (_, at) => `far.T${at}`);
    const { symbols, fileNames } = likelyPlaces(names, services, files);
    expect([symbols.length, fileNames.length]).toEqual([16, 24]);
  });
});

it("the first message of files has its full name", () => {
  const files = compileText({
    "a.proto": 'syntax = "proto3"; package p.q; enum E { A = 0; }',
    "b.proto": 'syntax = "proto3"; package p.q; message First {} message Second {}',
    "c.proto": 'syntax = "proto3"; message Bare {}',
  });
  const named = (...names: readonly string[]) => names.flatMap((name) => files.get(name) ?? []);
  expect(firstMessage(named("a.proto", "b.proto", "c.proto"))).toBe("p.q.First");
  expect(firstMessage(named("c.proto"))).toBe("Bare");
  expect(firstMessage(named("a.proto"))).toBeUndefined();
});
