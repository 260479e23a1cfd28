import { expect, it } from "vitest";
import { violationsOf } from "../../core/calls/violations.ts";

const detail = (type: string, value: unknown, known = true) => ({
  typeUrl: `type.googleapis.com/${type}`,
  json: typeof value === "string" ? value : JSON.stringify(value),
  known,
});

it.each([
  [
    "BadRequest",
    detail("google.rpc.BadRequest", {
      fieldViolations: [
        { field: "user.email", description: "is no address" },
        { field: "inputs[1].image.url", reason: "MISSING" },
      ],
    }),
    [
      { path: "user.email", message: "is no address" },
      { path: "inputs[1].image.url", message: "MISSING" },
    ],
  ],
  [
    "protovalidate",
    detail("buf.validate.Violations", {
      violations: [
        {
          field: {
            elements: [
              { fieldName: "inputs", index: "2" },
              { fieldName: "labels", stringKey: 'a"b' },
            ],
          },
          ruleId: "string.min_len",
          message: "value length must be at least 1",
        },
        { fieldPath: "max_concepts", constraintId: "int32.gt" },
      ],
    }),
    [
      {
        path: 'inputs[2].labels["a\\"b"]',
        message: "value length must be at least 1",
        rule: "string.min_len",
      },
      { path: "max_concepts", message: "breaks the rule int32.gt", rule: "int32.gt" },
    ],
  ],
  ["another type", detail("google.rpc.ErrorInfo", { reason: "X" }), []],
  ["a type that is not known", detail("google.rpc.BadRequest", "0a02", false), []],
  ["damage", detail("google.rpc.BadRequest", "{"), []],
  [
    "strange values",
    detail("google.rpc.BadRequest", { fieldViolations: [1, { field: 2 }] }),
    [{ path: "", message: "" }],
  ],
])("%s names the fields it is about", (_what, given, expected) => {
  expect(violationsOf([given])).toEqual(expected);
});
