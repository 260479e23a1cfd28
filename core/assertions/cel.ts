/** CEL expressions over an answer (https://cel.dev), with its messages as protobuf and not as JSON. */
import { celEnv, isCelError, parse, plan } from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";
import { fromBinary } from "@bufbuild/protobuf";
import type { AnswerFacts } from "./facts.ts";

/** The outcome: a boolean, or why there is none. */
export type CelOutcome = { readonly value: boolean } | { readonly refused: string };

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
    return { refused: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function byName(entries: AnswerFacts["headers"]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { name, value } of entries) {
    const key = name.toLowerCase();
    names.set(key, [...(names.get(key) ?? []), value]);
  }
  return names;
}
