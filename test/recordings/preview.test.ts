import { describe, expect, it } from "vitest";
import { parseFieldPath, toNumber, valuesAtPath } from "../../core/recordings/field-path.ts";
import { previewOf } from "../../core/recordings/preview.ts";
import { compileProto, messageType } from "../codec/compile.ts";

const registry = compileProto({
  "outer.proto": `syntax = "proto3";
  message Outer {
    bytes pcm = 1; string text = 2; Outer inner = 3; repeated bytes parts = 4; int64 id = 5;
    map<string, int32> labels = 6; repeated Outer outers = 7;
  }`,
});
const message = messageType(registry, "Outer");

describe("a preview", () => {
  it.each([
    ['{"pcm":"AAAA"}', '{ "pcm": "3 bytes" }'],
    ['{"inner":{"pcm":"AA=="}}', '{ "inner": { "pcm": "1 byte" } }'],
    ['{"parts":["AAAA","AAA="]}', '{ "parts": ["3 bytes", "2 bytes"] }'],
    [
      '{"outers":[{"pcm":""},{"text":"a, {b}: c"}]}',
      '{ "outers": [{ "pcm": "0 bytes" }, { "text": "a, {b}: c" }] }',
    ],
    ['{"id":"9007199254740993"}', '{ "id": "9007199254740993" }'],
    ['{"labels":{"pcm":1}}', '{ "labels": { "pcm": 1 } }'],
    ["{}", "{ }"],
    ['{"text":"a\u202eb\u009bc👨‍👩‍👧"}', '{ "text": "a\\u202eb\\u009bc👨‍👩‍👧" }'],
    [`{"text":"${"x".repeat(100)}"}`, `{ "text": "${"x".repeat(57)}…" }`],
  ])("%s", (json, shown) => {
    expect(previewOf(json, message, 200)).toBe(shown.replace("{ }", "{  }"));
  });

  it("says of the last value of a cut text that it goes on", () => {
    const json = '{"pcm":"AA==","inner":{"parts":["AAAA"]}}';
    expect(previewOf(json, message, 200, true)).toBe(
      '{ "pcm": "1 byte", "inner": { "parts": ["over 3 bytes"] } }',
    );
  });

  it("ends at its limit", () => {
    const long = JSON.stringify({ outers: Array.from({ length: 100 }, () => ({ text: "abc" })) });
    expect(previewOf(long, message, 40)).toBe(
      `${'{ "outers": [{ "text": "abc" }, { "text": "abc" }'.slice(0, 39)}…`,
    );
  });
});

describe("a field path", () => {
  const json = { outputs: [{ id: "7", v: 1 }, { id: "8" }], rateHertz: 5, labels: { "a.b": true } };
  it.each<[string, unknown[]]>([
    ["outputs[1].id", ["8"]],
    ["outputs.id", ["7", "8"]],
    ["rate_hertz", [5]],
    ["rate__hertz", [5]],
    ["rate_Hertz_", [5]],
    ['labels["a.b"]', [true]],
    ["outputs[2].id", []],
    ["nothing.here", []],
  ])("%s", (path, values) => {
    expect(valuesAtPath(json, parseFieldPath(path) ?? [])).toEqual(values);
  });

  it.each(["", ".a", "a..b", "a[", "a b", "[x]"])("refuses %j", (path) => {
    expect(parseFieldPath(path)).toBeUndefined();
  });

  it.each<[unknown, number | undefined]>([
    ["9007199254740993", 9007199254740992],
    [1.5, 1.5],
    [true, 1],
    ["NaN", undefined],
    ["x1", undefined],
    [null, undefined],
    [{}, undefined],
  ])("%j is drawn at %s", (value, drawn) => {
    expect(toNumber(value)).toBe(drawn);
  });
});
