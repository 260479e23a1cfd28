import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkBody } from "../../../core/schema/drift/check-bodies.ts";
import { checkCollection } from "../../../core/schema/drift/check-collection.ts";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { partOf } from "../support/files.ts";
import { compileText, writeTree } from "../support/protoc.ts";

const text = `syntax = "proto3"; package p; service S { rpc Get(M) returns (M); }
  message M { int32 count = 1; string name = 2; repeated M inner = 3; bool on = 4; }`;
const pool = buildPool([partOf(compileText({ "a.proto": text }).values())]);
const check = (method: string, ...messages: readonly string[]) => {
  const { outcome, findings } = checkBody(pool, { id: "1", method, messages });
  return [outcome, ...findings.map(({ path = "", code }) => `${path} ${code}`)];
};

describe("a body against a schema", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["p.S/Get", ['{"count": 3, "inner": [{"name": "a"}]}'], ["fits"]],
    ["p.S/Get", [""], ["fits"]],
    ["p.S/Get", [], ["fits"]],
    ["p.S/Get", ['{"total": 3}'], ["does-not-fit", "total unknown-field"]],
    ["p.S/Get", ['{"count": "many"}'], ["does-not-fit", "count wrong-type"]],
    ["p.S/Get", ['{"inner": [{}, {"x": 1}]}'], ["does-not-fit", "inner[1].x unknown-field"]],
    ["p.S/Get", ["{}", '{"total": 3}'], ["does-not-fit", "message 2: total unknown-field"]],
    ["p.S/Gone", ["{}"], ["unknown-method", " unknown-method"]],
    ["other.S/Get", ["{"], ["other-schema"]],
    // A variable fits everywhere: in a string, as a number, as a whole message.
    ["p.S/Get", ['{"count": "{{n}}", "name": "a {{b}} c"}'], ["fits"]],
    ["p.S/Get", ['{"count": {{n}}, "on": {{flag}}, "inner": [{{first}}]}'], ["fits"]],
    ["p.S/Get", ["{{whole}}"], ["fits"]],
    ["p.S/Get", ['{"count": {{n}}, "total": "{{t}}"}'], ["does-not-fit", "total unknown-field"]],
  ])("of %s: %j → %j", (method, messages, expected) => {
    expect(check(method, ...messages)).toEqual(expected);
  });
});

describe("saved requests against a schema", () => {
  it("are told apart by what has become of them", async () => {
    const request = (name: string, method: string, message: string) =>
      [
        "info:",
        `  name: ${name}`,
        "  type: grpc",
        "  seq: 1",
        "grpc:",
        "  url: localhost:1",
        `  method: ${method}`,
        "  message: |",
        `    ${message}`,
        "",
      ].join("\n");
    const folder = writeTree({
      "opencollection.yml": "opencollection: 1.0.0\ninfo:\n  name: Shop\n",
      "fits.yml": request("Fits", "p.S/Get", '{"count": {{n}}}'),
      "sub/old.yml": request("Old", "p.S/Get", '{"total": 1}'),
      "sub/gone.yml": request("Gone", "p.S/Gone", "{}"),
      "other.yml": request("Other", "q.S/Get", "{}"),
      "broken.yml": "{",
    });
    try {
      const checks = await checkCollection(pool, folder);
      expect(checks.map(({ name, outcome, method }) => `${name} ${outcome} ${method}`).sort()).toEqual([
        "Fits fits p.S/Get",
        "Gone unknown-method p.S/Gone",
        "Old does-not-fit p.S/Get",
      ]);
      const some = await checkCollection(
        pool,
        folder,
        ["sub/old.yml", "gone.yml"].map((name) => join(folder, name)),
      );
      expect(some.map(({ id, outcome }) => [id, outcome])).toEqual([["sub/old.yml", "does-not-fit"]]);
      expect(checks.map(({ id }) => id)).toContain("sub/old.yml");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
