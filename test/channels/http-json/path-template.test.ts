import { describe, expect, it } from "vitest";
import {
  isMultiSegment,
  parsePathTemplate,
  patternOf,
  type TemplateSegment,
  variablesOf,
} from "../../../core/channels/http-json/path-template.ts";

function show(segment: TemplateSegment): string {
  switch (segment.kind) {
    case "literal":
      return segment.text;
    case "wildcard":
      return "*";
    case "deep-wildcard":
      return "**";
    case "variable":
      return `<${segment.fieldPath.join(" ")} = ${patternOf(segment.segments)}>`;
  }
}

function parse(text: string): string {
  const parsed = parsePathTemplate(text);
  if ("fault" in parsed) return `${parsed.fault.at}: ${parsed.fault.message}`;
  const { segments, verb } = parsed.template;
  return `${segments.map(show).join(" | ")}${verb === "" ? "" : ` : ${verb}`}`;
}

describe("parsePathTemplate reads", () => {
  it.each<[string, string]>([
    ["/v1/things", "v1 | things"],
    ["/v1/{name}", "v1 | <name = *>"],
    ["/v1/{name=*}", "v1 | <name = *>"],
    ["/v1/{name=**}", "v1 | <name = **>"],
    ["/v1/{name=things/*}", "v1 | <name = things/*>"],
    ["/v1/{name=projects/*/things/*}:run", "v1 | <name = projects/*/things/*> : run"],
    ["/v1/{name=things/**}:run", "v1 | <name = things/**> : run"],
    ["/v1/{a.b.c_d}/x/{e}", "v1 | <a b c_d = *> | x | <e = *>"],
    ["/*/x/**", "* | x | **"],
    ["/v1/things:batch-get", "v1 | things : batch-get"],
    ["/v1/{name=me}", "v1 | <name = me>"],
    ["/compute/v1.2/ä-~", "compute | v1.2 | ä-~"],
  ])("%s", (text, expected) => {
    expect(parse(text)).toBe(expected);
  });
});

describe("parsePathTemplate refuses", () => {
  it.each<[string, string]>([
    ["", '0: A path template begins with "/".'],
    ["v1", '0: A path template begins with "/".'],
    ["/", "1: “*”, “**”, a name or a variable was expected."],
    ["/v1/", "4: “*”, “**”, a name or a variable was expected."],
    ["/v1//x", "4: “*”, “**”, a name or a variable was expected."],
    ["/v1/{name", "9: “}” was expected at the end of the variable."],
    ["/v1/{}", "5: The name of a field was expected."],
    ["/v1/{a.}", "7: The name of a field was expected."],
    ["/v1/{a={b}}", "7: “*”, “**”, a name or a variable was expected."],
    ["/v1/{a}}", "7: “}” was not expected here."],
    ["/v1/x:", "6: a verb after “:” was expected."],
    ["/v1/**/x", "4: “**” must be the last part of the path."],
    ["/v1/{a=**}/x", "7: “**” must be the last part of the path."],
    ["/v1/x{a}", "5: “{” was not expected here."],
  ])("%j", (text, expected) => {
    expect(parse(text)).toBe(expected);
  });
});

describe("isMultiSegment", () => {
  it.each<[string, boolean]>([
    ["/{a}", false],
    ["/{a=*}", false],
    ["/{a=me}", false],
    ["/{a=**}", true],
    ["/{a=x/*}", true],
  ])("%s → %s", (text, expected) => {
    const parsed = parsePathTemplate(text);
    expect("template" in parsed && variablesOf(parsed.template).map(isMultiSegment)).toEqual([expected]);
  });
});
