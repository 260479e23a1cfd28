/** Fields of a decoded message by their path: `outputs[0].id` is one, `outputs.id` is that of every output. */
import { defaultJsonName } from "../json-name.ts";

/** A name, or a place in a list. */
type Step = string | number;

/** Reads a path; undefined when it is none. Keys with other characters stand in brackets and quotes: `labels["a.b"]`. */
export function parseFieldPath(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  const pattern = /\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/y;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null || (at === 0 && text.startsWith("."))) return undefined;
    const [, name, index, key] = match;
    steps.push(index !== undefined ? Number(index) : (name ?? key?.replace(/\\(.)/g, "$1") ?? ""));
  }
  return steps.length === 0 ? undefined : steps;
}

/** The values at a path of a message's JSON; a name that meets a list goes to each of its items. */
export function valuesAtPath(json: unknown, path: readonly Step[]): readonly unknown[] {
  let values: readonly unknown[] = [json];
  for (const step of path) values = values.flatMap((value) => stepInto(value, step));
  return values;
}

function stepInto(value: unknown, step: Step): readonly unknown[] {
  if (Array.isArray(value)) {
    if (typeof step === "number") return step < value.length ? [value[step]] : [];
    return value.flatMap((item) => stepInto(item, step));
  }
  if (typeof value !== "object" || value === null) return [];
  const name = [String(step), defaultJsonName(String(step))].find((key) => Object.hasOwn(value, key));
  return name === undefined ? [] : [Reflect.get(value, name)];
}

/** A value of a chart: numbers as they are, 64-bit integers from their strings, true and false as 1 and 0. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string" && !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return undefined;
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}
