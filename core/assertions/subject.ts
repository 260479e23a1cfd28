/** The part of an answer that an expression names: `status`, `latency`, `trailers.x-id`, `message.outputs[0].id`. */
import { parseJson } from "../json-value.ts";
import { readPath, valuesAt } from "../variables/value-path.ts";
import type { AnswerFacts } from "./facts.ts";

/** How a value is compared: a status by name or code, a time in ms, the rest by itself. */
export type SubjectKind = "status" | "time" | "size" | "value";

/** What was found. A path with `*` finds a list; `values` is empty when there is nothing. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly values: readonly unknown[];
  /** True for paths with `*`, whose values are a list even when there is one. */
  readonly many: boolean;
}

/** The forms there are, for whoever wrote another. */
export const subjects =
  "status, status.code, status.message, latency, size, size.request, headers.NAME, trailers.NAME, message.PATH, messages.count, messages[N].PATH, messages[*].PATH, sent.count";

/** Reads an expression; undefined when it names nothing of an answer. `res.` before it is as Bruno writes it. */
export function readSubject(expression: string, facts: AnswerFacts): Subject | undefined {
  const text = expression
    .trim()
    .replace(/^res\.(?=[a-z])/, "")
    .replace(/^body(?=$|[.[])/, "message");
  const [head = "", rest = ""] = split(text);
  switch (head) {
    case "status":
      return statusPart(rest, facts);
    case "statusCode":
      return one("value", facts.statusCode);
    case "latency":
    case "duration":
    case "responseTime":
      return one("time", facts.duration);
    case "size":
      if (rest === "request") return one("size", facts.requestByteLength);
      return rest === "" || rest === "response" ? one("size", facts.responseByteLength) : undefined;
    case "headers":
    case "trailers":
      return entries(facts[head], rest);
    case "sent":
      return rest === "count" ? one("value", facts.sentCount) : undefined;
    case "message":
      return at(parseJson(facts.messages.at(-1)?.json ?? ""), rest);
    case "messages":
      if (rest === "count") return one("value", facts.messages.length);
      return at(
        facts.messages.map(({ json }) => parseJson(json)),
        rest,
      );
    default:
      return undefined;
  }
}

function split(text: string): readonly [string, string] {
  const end = text.search(/[.[]/);
  if (end < 0) return [text, ""];
  return [text.slice(0, end), text[end] === "." ? text.slice(end + 1) : text.slice(end)];
}

function statusPart(rest: string, facts: AnswerFacts): Subject | undefined {
  if (rest === "") return one("status", facts.statusName);
  if (rest === "code") return one("value", facts.statusCode);
  return rest === "message" ? one("value", facts.statusMessage) : undefined;
}

function one(kind: SubjectKind, value: unknown): Subject {
  return { kind, values: value === undefined ? [] : [value], many: false };
}

function entries(list: AnswerFacts["headers"], name: string): Subject {
  const wanted = name.toLowerCase().replace(/^\["(.*)"\]$/, "$1");
  const values = list.filter((entry) => entry.name.toLowerCase() === wanted).map(({ value }) => value);
  return { kind: "value", values, many: values.length > 1 };
}

function at(root: unknown, path: string): Subject | undefined {
  const steps = readPath(path);
  if (steps === undefined) return undefined;
  return { kind: "value", values: valuesAt(root, steps), many: steps.includes("*") };
}
