import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { encodeJson } from "../../core/codec/index.ts";
import { checkRules, ruleFindings } from "../../core/validation/index.ts";
import { compileProto, messageType } from "../codec/compile.ts";

const include = join(import.meta.dirname, "../../core/schema/include/buf/validate/validate.proto");
const registry = compileProto({
  "buf/validate/validate.proto": readFileSync(include, "utf8"),
  "rules.proto": `syntax = "proto3"; package r; import "buf/validate/validate.proto";
    message M {
      option (buf.validate.message).cel = { id: "ends", message: "end must be after start", expression: "this.end_at > this.start_at" };
      string name = 1 [(buf.validate.field).string.min_len = 3];
      repeated Item items = 2 [(buf.validate.field).repeated.max_items = 2];
      map<string, int32> limits = 3 [(buf.validate.field).map.values.int32.gt = 0];
      int64 start_at = 4; int64 end_at = 5;
      Item must_be = 6 [(buf.validate.field).required = true];
    }
    message Item { string mail_address = 1 [(buf.validate.field).string.email = true]; }
    message Wrong { int32 n = 1 [(buf.validate.field).cel = { id: "bad", expression: "this.nothing +" }]; }`,
});

function told(json: string, name = "r.M"): readonly string[] {
  const type = messageType(registry, name);
  const encoded = encodeJson(type, json, { registry });
  if (!encoded.ok) throw new Error(encoded.findings[0]?.message);
  const check = checkRules(type, encoded.value.bytes, registry);
  const findings = ruleFindings(check, "warning", { text: json, links: encoded.value.links });
  return findings.map(
    ({ severity, text, message }) => `${severity} ${text?.line}:${text?.column} ${message}`,
  );
}

describe("rules of a schema", () => {
  it.each<readonly [string, ...string[]]>([
    ['{"name":"abc","endAt":1,"mustBe":{"mailAddress":"a@b.test"}}'],
    [
      '{"name":"ab","endAt":1,"mustBe":{"mailAddress":"a@b.test"}}',
      "warning 1:2 name: must be at least 3 characters. (rule string.min_len)",
    ],
    [
      '{"name":"abc","endAt":1,"mustBe":{\n "mail_address":"no"}}',
      "warning 2:2 mustBe.mailAddress: must be a valid email address. (rule string.email)",
    ],
    [
      '{"name":"abc","end_at":1,\n"items":[{"mailAddress":"a@b.test"},{"mailAddress":"x"}],"mustBe":{"mailAddress":"a@b.test"}}',
      "warning 2:38 items[1].mailAddress: must be a valid email address. (rule string.email)",
    ],
    [
      '{"name":"abc","endAt":1,"limits":{"a":1,"b-c":0},"mustBe":{"mailAddress":"a@b.test"}}',
      'warning 1:41 limits["b-c"]: must be greater than 0. (rule int32.gt)',
    ],
    // Zero has no bytes, and a place all the same.
    [
      '{\n  "name": "",\n  "endAt": 1, "mustBe": {"mailAddress": "a@b.test"}}',
      "warning 2:3 name: must be at least 3 characters. (rule string.min_len)",
    ],
    [
      '{"name":"abc","endAt":1,"limits":{"a":1,\n"b":0},"mustBe":{"mailAddress":"a@b.test"}}',
      "warning 2:1 limits.b: must be greater than 0. (rule int32.gt)",
    ],
    [
      '{"name":"abc"}',
      "warning 1:1 mustBe: value is required. (rule required)",
      "warning 1:1 The message: end must be after start. (rule ends)",
    ],
  ])("%s", (json, ...findings) => {
    expect(told(json)).toEqual(findings);
  });

  it("that cannot be compiled are told, and stop nothing", () => {
    expect(told('{"n":1}', "r.Wrong")[0]).toMatch(
      /^information undefined:undefined The schema's rules \(buf\.validate\) could not be checked: /,
    );
  });
});
