import { describe, expect, it } from "vitest";
import { defaultJsonName } from "../core/json-name.ts";
import { compileProto, messageType } from "./codec/compile.ts";

const NAMES = [
  "name",
  "image_url",
  "a__b",
  "_lead",
  "trail_",
  "x_1",
  "x1_y2",
  "Upper_Case",
  "snake_Case_9z",
  "__a",
];

describe("the JSON name of a field that declares none", () => {
  it("is the one that protoc gives it", () => {
    const fields = NAMES.map((name, at) => `message M${at} { int32 ${name} = 1; }`).join("\n");
    const registry = compileProto({ "names.proto": `syntax = "proto3";\n${fields}` });
    const given = NAMES.map((name, at) => [name, messageType(registry, `M${at}`).fields[0]?.jsonName]);
    expect(NAMES.map((name) => [name, defaultJsonName(name)])).toEqual(given);
  });

  it.each([
    ["image_url.max_width", "imageUrl.maxWidth"],
    ["a_.b_[0]", "a.b[0]"],
    ["", ""],
  ])("names the steps of the path %s", (path, named) => {
    expect(defaultJsonName(path)).toBe(named);
  });
});
