import { describe, expect, it } from "vitest";
import { checkAssertions, faultOf } from "../../core/assertions/check.ts";
import type { AnswerFacts } from "../../core/assertions/facts.ts";
import { encodeJson } from "../../core/codec/index.ts";
import type { Assertion } from "../../core/contract/assertions.ts";
import { compileProto, messageType } from "../codec/compile.ts";

const registry = compileProto({
  "p.proto": `syntax = "proto3"; package p;
  message Item { string id = 1; int64 rank = 2; float score = 3; }
  message Answer {
    string name = 1; int64 total = 2; double exact = 3; repeated Item items = 4;
    map<string, int32> counts = 5; optional int32 maybe = 6; bytes raw = 7; bool flag = 8;
    enum Colour { NONE = 0; RED = 1; } Colour colour = 9;
  }`,
});
const answerType = messageType(registry, "p.Answer");

function bytesOf(json: string): Uint8Array {
  const encoded = encodeJson(answerType, json, { registry });
  if (!encoded.ok) throw new Error(encoded.findings[0]?.message);
  return encoded.value.bytes;
}

const first = `{"name": "cat", "total": "9007199254740993", "exact": 0.1, "items": [{"id": "a", "rank": "1", "score": 0.5}, {"id": "b", "rank": "2"}], "counts": {"x": 1, "y": 2}, "flag": true, "colour": "RED"}`;

const facts: AnswerFacts = {
  statusCode: 0,
  statusName: "OK",
  statusMessage: "fine",
  headers: [{ name: "content-type", value: "application/grpc" }],
  trailers: [{ name: "X-Request-Id", value: "r-1" }],
  duration: 12.4,
  requestByteLength: 10,
  responseByteLength: 1500,
  sentCount: 1,
  messages: [{ json: first, bytes: bytesOf(first) }],
  type: answerType,
  registry,
};

function outcome(assertion: Assertion, given = facts) {
  const [found] = checkAssertions([assertion], given);
  return found;
}

function check(text: string, given = facts) {
  const [expression = "", operator = "", ...rest] = text.split(" ");
  const value = rest.length === 0 ? {} : { value: rest.join(" ") };
  return outcome({ kind: "check", expression, operator, ...value }, given);
}

describe("checks that hold", () => {
  it.each([
    "status eq OK",
    "status eq 0",
    "status neq NOT_FOUND",
    "status.code eq 0",
    "status.message startsWith fi",
    "latency lt 200",
    "latency lt 1s",
    "latency between 1, 50",
    "size lte 1.5 kB",
    "size.request eq 10",
    "trailers.x-request-id eq r-1",
    "trailers.gone notExists",
    "headers.content-type matches ^application/grpc",
    "message.name eq cat",
    'message.name eq "cat"',
    "message.name in cat, dog",
    'message.name in ["cat", "dog"]',
    "message.total eq 9007199254740993",
    "message.total gt 9007199254740992",
    "message.items length 2",
    "message.items[1].id eq b",
    "message.items[*].id contains a",
    "message.items[*].rank ascending",
    "message.counts.x eq 1",
    'message.counts eq {"y": 2, "x": 1}',
    "message.flag isTrue",
    "message.maybe notExists",
    "message.colour eq RED",
    "messages.count eq 1",
    "messages[0].name eq cat",
    "sent.count eq 1",
    "res.statusCode eq 0",
    "res.body.name eq cat",
  ])("%s", (text) => {
    expect(check(text)).toMatchObject({ outcome: "passed", title: text, findings: [] });
  });
});

describe("checks that fail say what was expected and what came", () => {
  it.each([
    ["status eq NOT_FOUND", "NOT_FOUND", '"OK"'],
    ["latency lt 10", "lt 10", "12.4"],
    ["message.total eq 9007199254740992", "9007199254740992", '"9007199254740993"'],
    ["message.gone eq 1", "1", "nothing"],
    ["message.items[*].rank descending", "descending", '["1","2"]'],
    ["trailers.gone exists", "exists", "nothing"],
    ["message.name matches ^d", "matches ^d", '"cat"'],
  ])("%s", (text, expected, got) => {
    expect(check(text)).toMatchObject({ outcome: "failed", expected, got });
  });
});

describe("what cannot be tried is refused with what there is", () => {
  it.each([
    ["colour eq 1", '"colour" is no part of an answer.', "Parts are status"],
    ["status equals OK", 'there is no operator "equals".', "Correct the operator"],
    ["message.name lt 5", '"cat" and 5 are no two numbers.', "Correct the operator"],
    ["message.name matches (", "( is no regular expression.", "Correct the operator"],
  ])("%s", (text, message, hint) => {
    const found = check(text);
    expect(found?.outcome).toBe("refused");
    expect(found?.findings[0]?.message).toContain(message);
    expect(found?.findings[0]?.hint).toContain(hint);
  });
});

describe("CEL", () => {
  const cel = (expression: string) => outcome({ kind: "cel", expression });
  it.each([
    "status == 'OK' && code == 0",
    "message.total == 9007199254740993",
    "message.items.all(item, item.rank > 0)",
    "size(messages) == 1",
    "message.name.startsWith('c')",
    "trailers['x-request-id'][0] == 'r-1'",
    "latency < 200.0",
    "message.colour == 1",
  ])("%s", (expression) => {
    expect(cel(expression)?.findings).toEqual([]);
    expect(cel(expression)?.outcome).toBe("passed");
  });

  it("fails with the answer beside it, and is refused where it is no condition", () => {
    expect(cel("message.name == 'dog'")).toMatchObject({ outcome: "failed", expected: "true" });
    for (const expression of ["message.", "nope == 1", "message.name", "message.nope == 1"]) {
      expect([expression, cel(expression)?.outcome]).toEqual([expression, "refused"]);
    }
  });

  it("tells the place of what is no CEL", () => {
    expect(cel("status == 'OK' &&& true")?.findings).toMatchObject([
      {
        message: expect.stringContaining("line 1, column 16: this is no CEL from “&&& true” on."),
        text: { start: 15, end: 16, line: 1, column: 16 },
      },
    ]);
  });
});

describe("snapshots", () => {
  const snapshot = (json: string, more: Partial<Assertion & { kind: "snapshot" }> = {}) =>
    outcome({ kind: "snapshot", messages: [json], ...more });

  it.each([
    ["the same text", first, {}],
    [
      "another order of members, maps and spellings",
      `{"counts": {"y": 2, "x": 1}, "colour": 1, "total": 9007199254740993, "exact": 1e-1, "name": "cat", "flag": true, "items": [{"rank": 1, "id": "a", "score": 0.5}, {"rank": 2, "id": "b", "score": 0}]}`,
      {},
    ],
    ["the last digits of a float", first.replace("0.5", "0.5000001"), {}],
    [
      "what is ignored",
      first.replace('"id": "a"', '"id": "other"').replace("cat", "dog"),
      { ignore: ["items[*].id", "name_"] },
    ],
    ["a float within the tolerance", first.replace("0.1,", "0.11,"), { tolerance: 0.2 }],
  ])("agree in spite of %s", (_, json, more) => {
    expect(snapshot(json, more)).toMatchObject({ outcome: "passed", differences: [] });
  });

  it("tell field by field what is not the same", () => {
    const json = first
      .replace("cat", "dog")
      .replace('"rank": "1"', '"rank": "7"')
      .replace(', {"id": "b", "rank": "2"}', "")
      .replace('"y": 2', '"y": 2, "z": 3');
    expect(snapshot(json)?.differences).toEqual([
      { path: "name", kind: "changed", expected: '"dog"', got: '"cat"' },
      { path: "items[0].rank", kind: "changed", expected: "7", got: "1" },
      { path: "items[1]", kind: "unexpected", expected: "", got: "{id, rank}" },
      { path: 'counts["z"]', kind: "missing", expected: "3", got: "" },
    ]);
  });

  it("leave fields out that the schema does not know: JSON has no place for them", () => {
    const bytes = new Uint8Array([...bytesOf(first), 0xf8, 0x07, 1]);
    const given = { ...facts, messages: [{ json: first, bytes }] };
    expect(outcome({ kind: "snapshot", messages: [first] }, given)?.outcome).toBe("passed");
  });

  it("tell absent from default where they are asked to", () => {
    const json = first.replace('"flag"', '"maybe": 0, "flag"');
    expect(snapshot(json)?.outcome).toBe("passed");
    expect(snapshot(json, { presence: true })?.differences).toEqual([
      { path: "maybe", kind: "missing", expected: "0", got: "" },
    ]);
  });

  it("tell missing and unexpected messages of a stream, and refuse what is no message", () => {
    const stream = { ...facts, messages: [...facts.messages, ...facts.messages] };
    expect(outcome({ kind: "snapshot", messages: [first] }, stream)?.differences).toMatchObject([
      { path: "messages[1]", kind: "unexpected" },
    ]);
    expect(outcome({ kind: "snapshot", messages: [first, first] })?.differences).toMatchObject([
      { path: "messages[1]", kind: "missing" },
    ]);
    expect(snapshot('{"nope": 1}')).toMatchObject({
      outcome: "refused",
      findings: [{ code: "unknown-field" }],
    });
  });
});

it("skips what is disabled", () => {
  expect(outcome({ kind: "cel", expression: "false", disabled: true })?.outcome).toBe("skipped");
});

describe("what no answer can be held to is told before there is one", () => {
  it.each([
    ["no CEL", { kind: "cel", expression: "message.size() => 1" }, "refused"],
    ["CEL that an answer has to tell", { kind: "cel", expression: "message.nothing > 1" }, undefined],
    ["CEL that is not typed yet", { kind: "cel", expression: " " }, undefined],
    ["no CEL, but not used", { kind: "cel", expression: "=>", disabled: true }, undefined],
    ["a check", { kind: "check", expression: "status", operator: "eq", value: "OK" }, undefined],
  ] as const)("%s", (_name, assertion, outcome) => {
    expect(faultOf(assertion)?.outcome).toBe(outcome);
  });

  it("with its place", () => {
    expect(faultOf({ kind: "cel", expression: "message.size() => 1" })?.findings).toMatchObject([
      {
        message: "message.size() => 1: line 1, column 16: this is no CEL from “=> 1” on.",
        text: { start: 15, line: 1, column: 16 },
      },
    ]);
  });
});
