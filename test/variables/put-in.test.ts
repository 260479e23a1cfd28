import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Variable } from "../../core/contract/environments.ts";
import type { Outside } from "../../core/variables/built-ins.ts";
import { VariableLookup } from "../../core/variables/lookup.ts";
import { holdsSecret, masker } from "../../core/variables/mask.ts";
import {
  findingsInTemplate,
  offsetInTemplate,
  putInText,
  readReferences,
} from "../../core/variables/put-in.ts";
import { findReferences } from "../../core/variables/template.ts";

const outside: Outside = {
  now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  random: () => 0.5,
  uuid: () => "00000000-0000-4000-8000-000000000000",
  file: (path) =>
    Promise.resolve(
      path === "a.bin"
        ? Uint8Array.of(0xff, 0)
        : path === "a.txt"
          ? new TextEncoder().encode("hello")
          : `${path} is not there`,
    ),
  environment: (name) => (name === "HOME_TOKEN" ? "from-env" : undefined),
  secret: (name) => (name === "token" ? "s3cret-value" : undefined),
  answer: () => Promise.resolve(undefined),
};

const request: readonly Variable[] = [
  { name: "user", value: 'an"n' },
  { name: "id", value: "9007199254740993" },
  { name: "exact", value: "1.10", form: "json" },
  { name: "list", value: '[1, "{{user}}"]', form: "json" },
  { name: "flag", value: "true" },
  { name: "a", value: "{{b}}" },
  { name: "b", value: "x{{c}}" },
  { name: "c", value: "{{a}}" },
  { name: "off", value: "1", disabled: true },
  { name: "url.base", value: "dotted" },
  { name: "host", value: "near" },
];
const environment: readonly Variable[] = [
  { name: "host", value: "far" },
  { name: "token", secret: true },
  { name: "empty", secret: true },
  { name: "bearer", value: "Bearer {{token}}" },
];
const lookup = new VariableLookup(
  [
    { origin: "request", source: "r.yml", variables: request },
    { origin: "environment", source: "e.yml", variables: environment },
  ],
  outside,
);

const put = async (text: string, form: "plain" | "json") => (await putInText(text, form, lookup)).text;
const faults = async (text: string) =>
  (await putInText(text, "json", lookup)).findings.map(
    ({ message, text: place }) => `line ${place?.line}, column ${place?.column}: ${message}`,
  );

describe("values in JSON", () => {
  it.each([
    ['{"n": "{{user}}"}', '{"n": "an\\"n"}'],
    ['{"n": {{id}}}', '{"n": 9007199254740993}'],
    ['{"n": "{{id}}"}', '{"n": "9007199254740993"}'],
    ['{"n": {{exact}}}', '{"n": 1.10}'],
    ['{"n": {{user}}}', '{"n": "an\\"n"}'],
    ['{"n": {{flag}}, "m": "{{flag}}"}', '{"n": true, "m": "true"}'],
    ['{"n": "a {{ host }} b"}', '{"n": "a near b"}'],
    ['{"n": "{{url.base}}"}', '{"n": "dotted"}'],
    ['{"n": "\\"{{host}}\\\\"}', '{"n": "\\"near\\\\"}'],
    ['{"n": "{{\'{{\'}}x}}"}', '{"n": "{{x}}"}'],
    ['{"n": "{{$uuid}}"}', '{"n": "00000000-0000-4000-8000-000000000000"}'],
    [
      '{"n": "{{$now}}", "m": "{{$now(-3600)}}"}',
      '{"n": "2026-01-02T03:04:05.006Z", "m": "2026-01-02T02:04:05.006Z"}',
    ],
    ['{"n": {{$timestamp}}}', '{"n": 1767323045}'],
    ['{"n": {{$random(1, 6)}}}', '{"n": 4}'],
    ['{"n": "{{$base64(\'user:pass\')}}"}', '{"n": "dXNlcjpwYXNz"}'],
    ['{"n": "{{$base64($file(\'a.bin\'))}}"}', '{"n": "/wA="}'],
    ['{"n": "{{$file(\'a.txt\')}}"}', '{"n": "hello"}'],
    ['{"n": "{{$base64(host)}}"}', '{"n": "bmVhcg=="}'],
    ['{"n": "{{process.env.HOME_TOKEN}}"}', '{"n": "from-env"}'],
    ['{"n": "{{$env(\'HOME_TOKEN\')}}"}', '{"n": "from-env"}'],
    ['{"n": "{{ not closed"}', '{"n": "{{ not closed"}'],
  ])("%s", async (text, expected) => {
    expect(await put(text, "json")).toBe(expected);
  });

  it("puts values of lists in as they are, with what they name", async () => {
    expect(await put('{"n": {{flag}}, "l": {{list}}}', "json")).toBe('{"n": true, "l": [1, "an\\"n"]}');
  });
});

describe("values in plain texts", () => {
  it.each([
    ["{{host}}:50051", "near:50051"],
    ["{{bearer}}", "Bearer s3cret-value"],
    ['say "{{user}}"', 'say "an"n"'],
  ])("%s", async (text, expected) => {
    expect(await put(text, "plain")).toBe(expected);
  });
});

describe("what is told", () => {
  it.each([
    ['{\n  "n": "{{hots}}"\n}', 'line 2, column 9: "hots" is not defined.'],
    ["{{a}}", 'line 1, column 1: "a" stands for itself: a → b → c → a.'],
    ["{{off}}", 'line 1, column 1: "off" is not defined.'],
    ["{{empty}}", 'line 1, column 1: the secret "empty" of e.yml has no value here.'],
    ["{{$nope}}", "line 1, column 1: there is no built-in $nope."],
    ["{{$random(6, 1)}}", "line 1, column 1: $random takes two whole numbers, such as {{$random(1, 6)}}."],
    ["{{$file('gone')}}", "line 1, column 1: gone is not there."],
    ["{{$file('a.bin')}}", "line 1, column 1: a.bin is no UTF-8 text, so it cannot stand in one."],
    ["{{}}", 'line 1, column 1: "" is no expression.'],
  ])("%s", async (text, message) => {
    expect(await faults(text)).toEqual([message]);
  });

  it("suggests the name that is near", async () => {
    const { findings } = await putInText("{{Host}} {{users}}", "plain", lookup);
    expect(findings.map(({ hint }) => hint?.slice(0, 24))).toEqual([
      "Did you mean {{host}}? D",
      "Did you mean {{user}}? D",
    ]);
  });

  it("tells where a value is from, dots for secrets and nothing for what is new each time", async () => {
    const { references } = await readReferences("{{host}} {{bearer}} {{$uuid}} {{x}}", "plain", lookup);
    expect(references).toEqual([
      {
        start: 0,
        end: 8,
        expression: "host",
        origin: "request",
        source: "r.yml",
        secret: false,
        value: "near",
      },
      {
        start: 9,
        end: 19,
        expression: "bearer",
        origin: "environment",
        source: "e.yml",
        secret: true,
        value: "••••••",
      },
      { start: 20, end: 29, expression: "$uuid", origin: "built-in", source: "", secret: false },
      { start: 30, end: 35, expression: "x", origin: "unresolved", source: "", secret: false },
    ]);
  });
});

describe("places", () => {
  it("lead from the outcome back to the text", async () => {
    const text = '{"n": "{{host}}", "m": {{id}}, "bad": 1}';
    const { text: outcome, spans } = await putInText(text, "json", lookup);
    const start = outcome.indexOf('"bad"');
    const place = { start, end: start + 5, line: 1, column: start + 1 };
    const finding = { code: "x", severity: "error" as const, message: "", text: place };
    expect(findingsInTemplate(text, spans, [finding])[0]?.text).toMatchObject({
      start: text.indexOf('"bad"'),
      column: text.indexOf('"bad"') + 1,
    });
    const inside = outcome.indexOf("9007") + 3;
    expect(offsetInTemplate(spans, inside, "start")).toBe(text.indexOf("{{id}}"));
    expect(offsetInTemplate(spans, inside, "end")).toBe(text.indexOf("{{id}}") + 6);
  });

  it("outside of values stay what they are, whatever the text (law)", async () => {
    const part = fc.constantFrom("{{host}}", "{{id}}", "ab", " ", '"', "{{$uuid}}", "{{x}}");
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        const text = parts.join("");
        const { text: outcome, spans } = await putInText(text, "plain", lookup);
        for (let at = 0; at < outcome.length; at++) {
          if (spans.some(({ to }) => at >= to.start && at < to.end)) continue;
          expect(text[offsetInTemplate(spans, at, "start")]).toBe(outcome[at]);
        }
      }),
    );
  });

  it("are found however the text is broken (law)", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("{", "}", '"', "\\", "a", "'", "\n", "(") }), (text) => {
        for (const form of ["json", "plain"] as const) {
          for (const { start, end } of findReferences(text, form)) {
            expect([text.slice(start, start + 2), text.slice(end - 2, end)]).toEqual(["{{", "}}"]);
          }
        }
      }),
    );
  });
});

describe("secrets", () => {
  it("are dots wherever they stand, in keys of objects and in lists too", () => {
    const mask = masker(["s3cret-value", "abc"]);
    expect(mask({ a: ["x s3cret-value y"], b: 1, c: "abc" })).toEqual({ a: ["x •••••• y"], b: 1, c: "abc" });
  });

  it("are found in bytes", () => {
    const bytes = new TextEncoder().encode("…s3cret-välue…");
    expect([holdsSecret(bytes, ["s3cret-välue"]), holdsSecret(bytes, ["other"])]).toEqual([true, false]);
  });
});
