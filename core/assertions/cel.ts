/** CEL expressions over an answer (https://cel.dev), with its messages as protobuf and not as JSON. */
import { celEnv, isCelError, parse, plan } from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";
import { fromBinary } from "@bufbuild/protobuf";
import * as v from "valibot";
import { messageOf } from "../error.ts";
import type { TextPlace } from "../finding.ts";
import type { AnswerFacts } from "./facts.ts";

/** The outcome: a boolean, or why there is none, and where in the expression where that is known. */
export type CelOutcome =
  | { readonly value: boolean }
  | { readonly refused: string; readonly place?: TextPlace };

/** The names an expression can use. */
export const celNames =
  "message, messages, status (name), code, statusMessage, latency (ms), size (bytes), headers and trailers (maps of lists), sentCount";

/** Evaluates an expression. Never throws: what is wrong with it is the outcome. */
export function evaluateCel(expression: string, facts: AnswerFacts): CelOutcome {
  try {
    const { type, registry } = facts;
    const messages = facts.messages.map(({ bytes }) => fromBinary(type, bytes));
    const env = celEnv({ registry, funcs: strings });
    const evaluate = plan(env, parse(expression));
    const value = evaluate({
      message: messages.at(-1) ?? null,
      messages,
      status: facts.statusName,
      code: BigInt(facts.statusCode),
      statusMessage: facts.statusMessage,
      latency: facts.duration,
      size: BigInt(facts.responseByteLength),
      sentCount: BigInt(facts.sentCount),
      headers: byName(facts.headers),
      trailers: byName(facts.trailers),
    });
    if (isCelError(value)) return { refused: value.message };
    return typeof value === "boolean"
      ? { value }
      : { refused: `it is no condition: its value is a ${typeof value}` };
  } catch (thrown) {
    return refusalOf(thrown, expression);
  }
}

/** What is wrong with an expression whatever the answer is; undefined when it can be tried. */
export function celFault(expression: string): Extract<CelOutcome, { readonly refused: string }> | undefined {
  try {
    parse(expression);
    return undefined;
  } catch (thrown) {
    return refusalOf(thrown, expression);
  }
}

const SyntaxFault = v.object({
  found: v.nullish(v.string()),
  location: v.object({ start: v.object({ offset: v.number(), line: v.number(), column: v.number() }) }),
});

/** A fault of the grammar has a place; the parser's own list of what could stand there is longer than it helps. */
function refusalOf(thrown: unknown, expression: string): Extract<CelOutcome, { readonly refused: string }> {
  const fault = v.safeParse(SyntaxFault, thrown);
  if (!fault.success) return { refused: messageOf(thrown) };
  const { offset, line, column } = fault.output.location.start;
  const end = Math.min(expression.length, offset + 1);
  const rest = expression.slice(offset, offset + 20);
  return {
    refused: `line ${line}, column ${column}: this is no CEL from “${rest}” on`,
    place: { start: offset, end, line, column },
  };
}

function byName(entries: AnswerFacts["headers"]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { name, value } of entries) {
    const key = name.toLowerCase();
    names.set(key, [...(names.get(key) ?? []), value]);
  }
  return names;
}
