/** The operators of checks. Whole numbers are compared to the last digit, however long they are. */
import { readTime } from "../collections/deadline.ts";
import { parseJson } from "../json-value.ts";
import type { Subject, SubjectKind } from "./subject.ts";

/** True or false, or why the operator cannot be used so. */
export type Comparison = boolean | { readonly refused: string };

/** Compares what was found with the value of a check. */
export function compare({ kind, values, many }: Subject, operator: string, value: string): Comparison {
  const [first] = values;
  const subject = many ? values : first;
  const each = (test: (item: unknown) => Comparison) => everyOf(many ? values : [first], test);
  switch (operator) {
    case "exists":
    case "isDefined":
      return values.length > 0;
    case "notExists":
    case "isUndefined":
      return values.length === 0;
    case "isEmpty":
      return isEmpty(subject);
    case "isNotEmpty":
      return !isEmpty(subject);
    case "isTrue":
    case "isTruthy":
      return each((item) => item === true);
    case "isFalse":
    case "isFalsy":
      return each((item) => item === false || item === undefined);
    case "isNull":
      return each((item) => item === null);
    case "eq":
      return each((item) => same(item, value, kind));
    case "neq":
      return negate(each((item) => same(item, value, kind)));
    case "lt":
      return each((item) => ordered(item, value, kind, (order) => order < 0));
    case "lte":
      return each((item) => ordered(item, value, kind, (order) => order <= 0));
    case "gt":
      return each((item) => ordered(item, value, kind, (order) => order > 0));
    case "gte":
      return each((item) => ordered(item, value, kind, (order) => order >= 0));
    case "between":
      return between(each, value, kind);
    case "in":
      return each((item) => listOf(value).some((wanted) => same(item, wanted, kind)));
    case "notIn":
      return each((item) => !listOf(value).some((wanted) => same(item, wanted, kind)));
    case "contains":
      return contains(subject, value);
    case "notContains":
      return !contains(subject, value);
    case "startsWith":
      return each((item) => textOf(item).startsWith(unquoted(value)));
    case "endsWith":
      return each((item) => textOf(item).endsWith(unquoted(value)));
    case "matches":
      return each((item) => matches(textOf(item), value));
    case "notMatches":
      return negate(each((item) => matches(textOf(item), value)));
    case "length":
      return same(lengthOf(subject), value, "value");
    case "ascending":
      return isSorted(values, (order) => order <= 0);
    case "descending":
      return isSorted(values, (order) => order >= 0);
    default:
      return { refused: `there is no operator "${operator}"` };
  }
}

/** Operators that take no value. */
export const withoutValue: ReadonlySet<string> = new Set(
  "exists isDefined notExists isUndefined isEmpty isNotEmpty isTrue isTruthy isFalse isFalsy isNull ascending descending".split(
    " ",
  ),
);

function everyOf(items: readonly unknown[], test: (item: unknown) => Comparison): Comparison {
  if (items.length === 0) return false;
  for (const item of items) {
    const outcome = test(item);
    if (outcome !== true) return outcome;
  }
  return true;
}

function negate(outcome: Comparison): Comparison {
  return typeof outcome === "boolean" ? !outcome : outcome;
}

function same(item: unknown, value: string, kind: SubjectKind): boolean {
  if (item === undefined) return false;
  const text = textOf(item);
  if (kind === "status") return fold(text) === fold(unquoted(value)) || statusCode(text) === value.trim();
  const order = orderOf(item, value, kind);
  if (order !== undefined) return order === 0;
  if (typeof item === "object") return sameJson(item, value);
  return text === unquoted(value) || text === value;
}

function fold(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

const codes =
  "OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED".split(
    " ",
  );

function statusCode(name: string): string {
  return String(codes.indexOf(name));
}

function ordered(
  item: unknown,
  value: string,
  kind: SubjectKind,
  test: (order: number) => boolean,
): Comparison {
  if (item === undefined) return false;
  const order = orderOf(item, value, kind);
  return order === undefined ? { refused: `${short(item)} and ${value} are no two numbers` } : test(order);
}

function between(
  each: (test: (item: unknown) => Comparison) => Comparison,
  value: string,
  kind: SubjectKind,
): Comparison {
  const [low, high] = listOf(value);
  if (low === undefined || high === undefined) return { refused: "between takes two values, such as 1, 5" };
  return each((item) => {
    const above = ordered(item, low, kind, (order) => order >= 0);
    return above === true ? ordered(item, high, kind, (order) => order <= 0) : above;
  });
}

/** Below, at or above zero; undefined when one of both is no number. */
function orderOf(item: unknown, value: string, kind: SubjectKind): number | undefined {
  const left = typeof item === "number" ? String(item) : typeof item === "string" ? item.trim() : "";
  const right = measured(value.trim(), kind);
  if (!isNumber(left) || !isNumber(right)) return undefined;
  if (/^-?\d+$/.test(left) && /^-?\d+$/.test(right)) {
    const difference = BigInt(left) - BigInt(right);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  return Number(left) - Number(right);
}

/** `200ms` as ms, `1 kB` as bytes. */
function measured(value: string, kind: SubjectKind): string {
  if (kind === "time" && /[a-z]/i.test(value)) return String(readTime(value) ?? value);
  if (kind !== "size") return value;
  const [, digits, unit = ""] = /^([\d.]+)\s*(B|kB|MB|KiB|MiB)$/.exec(value) ?? [];
  const factor = { B: 1, kB: 1000, MB: 1_000_000, KiB: 1024, MiB: 1_048_576 }[unit];
  return digits === undefined || factor === undefined ? value : String(Number(digits) * factor);
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
}

function isEmpty(subject: unknown): boolean {
  if (subject === undefined || subject === null || subject === "") return true;
  if (Array.isArray(subject)) return subject.length === 0;
  return typeof subject === "object" && Object.keys(subject).length === 0;
}

function contains(subject: unknown, value: string): boolean {
  if (Array.isArray(subject)) return subject.some((item: unknown) => same(item, value, "value"));
  return textOf(subject ?? "").includes(unquoted(value));
}

function matches(text: string, pattern: string): Comparison {
  try {
    const [, body = pattern, flags = ""] = /^\/(.*)\/([imsu]*)$/s.exec(pattern.trim()) ?? [];
    return new RegExp(body, flags).test(text);
  } catch {
    return { refused: `${pattern} is no regular expression` };
  }
}

function lengthOf(subject: unknown): number {
  if (typeof subject === "string" || Array.isArray(subject)) return subject.length;
  return typeof subject === "object" && subject !== null ? Object.keys(subject).length : 0;
}

function isSorted(values: readonly unknown[], holds: (order: number) => boolean): Comparison {
  for (let at = 1; at < values.length; at++) {
    const [left, right] = [textOf(values[at - 1]), textOf(values[at])];
    const order = orderOf(left, right, "value") ?? (left < right ? -1 : left > right ? 1 : 0);
    if (!holds(order)) return false;
  }
  return true;
}

function listOf(value: string): readonly string[] {
  const parsed = parseJson(value);
  if (Array.isArray(parsed)) return parsed.map(textOf);
  // A plain list: `a, b`.
  return value.split(",").map((item) => unquoted(item.trim()));
}

function sameJson(item: object | null, value: string): boolean {
  try {
    return canonical(JSON.parse(value)) === canonical(item);
  } catch {
    return item === null && value.trim() === "null";
  }
}

/** JSON with the members of objects in the order of their names. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}

function unquoted(value: string): string {
  return /^"(?:[^"\\]|\\.)*"$/.test(value.trim()) ? String(JSON.parse(value)) : value;
}

function textOf(item: unknown): string {
  return typeof item === "string" ? item : (JSON.stringify(item) ?? "");
}

/** One line of at most 200 characters. */
export function short(item: unknown): string {
  const text = item === undefined ? "nothing" : (JSON.stringify(item) ?? "");
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
