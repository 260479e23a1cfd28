/** Holds assertions to an answer. */
import { encodeJson } from "../codec/index.ts";
import type { Assertion, AssertionResult, FieldDifference } from "../contract/assertions.ts";
import { messageOf } from "../error.ts";
import type { Finding, TextPlace } from "../finding.ts";
import { celFault, celNames, evaluateCel } from "./cel.ts";
import { compare, short, withoutValue } from "./compare.ts";
import { diffMessages } from "./diff-messages.ts";
import type { AnswerFacts } from "./facts.ts";
import { readSubject, subjects } from "./subject.ts";

/** The outcome of each, in their order. */
export function checkAssertions(
  assertions: readonly Assertion[],
  facts: AnswerFacts,
): readonly AssertionResult[] {
  return assertions.map((assertion) => checkOne(assertion, facts));
}

function checkOne(assertion: Assertion, facts: AnswerFacts): AssertionResult {
  if (assertion.disabled === true) return result(assertion, "skipped");
  switch (assertion.kind) {
    case "check":
      return runCheck(assertion, facts);
    case "cel":
      return runCel(assertion, facts);
    case "snapshot":
      return runSnapshot(assertion, facts);
  }
}

/** What an assertion is called: `status eq OK`. */
export function titleOf(assertion: Assertion): string {
  switch (assertion.kind) {
    case "check":
      return [
        assertion.expression,
        assertion.operator,
        ...(assertion.value === undefined ? [] : [assertion.value]),
      ].join(" ");
    case "cel":
      return assertion.expression.replace(/\s+/g, " ").trim();
    case "snapshot":
      return assertion.messages.length === 1
        ? "the answer is as in the snapshot"
        : `the ${assertion.messages.length} messages are as in the snapshot`;
  }
}

type Outcome = AssertionResult["outcome"];

function result(
  assertion: Assertion,
  outcome: Outcome,
  more: Partial<Pick<AssertionResult, "expected" | "got" | "differences" | "findings">> = {},
): AssertionResult {
  return {
    assertion,
    outcome,
    title: titleOf(assertion),
    expected: "",
    got: "",
    differences: [],
    findings: [],
    ...more,
  };
}

/** An assertion that no answer can be held to, as a result; undefined where an answer has to tell. */
export function faultOf(assertion: Assertion): AssertionResult | undefined {
  if (assertion.kind !== "cel" || assertion.disabled === true || assertion.expression.trim() === "")
    return undefined;
  const fault = celFault(assertion.expression);
  return fault && refused(assertion, fault.refused, `Names are ${celNames}.`, fault.place);
}

function refused(assertion: Assertion, message: string, hint: string, place?: TextPlace): AssertionResult {
  const finding: Finding = {
    code: "assertion-refused",
    severity: "error",
    message: `${titleOf(assertion)}: ${message}.`,
    hint,
    ...(place === undefined ? {} : { text: place }),
  };
  return result(assertion, "refused", { findings: [finding] });
}

function runCheck(assertion: Assertion & { kind: "check" }, facts: AnswerFacts): AssertionResult {
  const { expression, operator, value = "" } = assertion;
  const subject = readSubject(expression, facts);
  if (subject === undefined)
    return refused(assertion, `"${expression}" is no part of an answer`, `Parts are ${subjects}.`);
  const outcome = compare(subject, operator, value);
  if (typeof outcome === "object")
    return refused(assertion, outcome.refused, "Correct the operator or the value.");
  if (outcome) return result(assertion, "passed");
  const expected = withoutValue.has(operator) ? operator : operator === "eq" ? value : `${operator} ${value}`;
  return result(assertion, "failed", {
    expected,
    got: short(subject.many ? subject.values : subject.values[0]),
  });
}

function runCel(assertion: Assertion & { kind: "cel" }, facts: AnswerFacts): AssertionResult {
  const outcome = evaluateCel(assertion.expression, facts);
  if ("refused" in outcome)
    return refused(assertion, outcome.refused, `Names are ${celNames}.`, outcome.place);
  if (outcome.value) return result(assertion, "passed");
  const got = facts.messages.at(-1)?.json.replace(/\s+/g, " ") ?? "no message";
  return result(assertion, "failed", {
    expected: "true",
    got: `false, for ${got.length > 160 ? `${got.slice(0, 159)}…` : got}`,
  });
}

function runSnapshot(assertion: Assertion & { kind: "snapshot" }, facts: AnswerFacts): AssertionResult {
  const { type, registry, messages } = facts;
  const differences: FieldDifference[] = [];
  for (const [index, text] of assertion.messages.entries()) {
    const which = assertion.messages.length === 1 ? "" : `messages[${index}]`;
    const encoded = encodeJson(type, text, { registry });
    if (!encoded.ok) {
      return result(assertion, "refused", { findings: encoded.findings });
    }
    const got = messages[index];
    if (got === undefined) {
      differences.push({
        path: which,
        kind: "missing",
        expected: text.replace(/\s+/g, " ").slice(0, 200),
        got: "",
      });
      continue;
    }
    try {
      const { ignore, tolerance, presence } = assertion;
      const found = diffMessages(type, encoded.value.bytes, got.bytes, {
        registry,
        ignore,
        tolerance,
        presence,
        unknown: false,
      });
      differences.push(...found.map((each) => ({ ...each, path: joined(which, each.path) })));
    } catch (thrown) {
      const reason = messageOf(thrown);
      return refused(
        assertion,
        `the answer cannot be read as ${type.typeName}: ${reason}`,
        "Look at its bytes.",
      );
    }
  }
  for (let index = assertion.messages.length; index < messages.length; index++) {
    const got = messages[index]?.json.replace(/\s+/g, " ").slice(0, 200) ?? "";
    differences.push({ path: `messages[${index}]`, kind: "unexpected", expected: "", got });
  }
  if (differences.length === 0) return result(assertion, "passed");
  return result(assertion, "failed", {
    expected: "the snapshot",
    got: differences.length === 1 ? "1 difference" : `${differences.length} differences`,
    differences,
  });
}

function joined(which: string, path: string): string {
  return which === "" ? path : path === "" ? which : `${which}.${path}`;
}
