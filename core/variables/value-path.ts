/** Paths into JSON values: `outputs[0].id`, `outputs[*].id`, `labels["a.b"]`. */
import { defaultJsonName } from "../json-name.ts";

/** One step: a name, an index, or all items. */
export type PathStep = string | number | "*";

/** Reads a path; undefined when it is none. */
export function readPath(text: string): readonly PathStep[] | undefined {
  const steps: PathStep[] = [];
  const pattern = /\.?([^.[\]"*]+)|\[(\d+)\]|\[\*\]|\.?\*|\["((?:[^"\\]|\\.)*)"\]/y;
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (found === null) return undefined;
    const [, name, index, quoted] = found;
    if (name !== undefined) steps.push(name);
    else if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(quoted.replace(/\\(.)/g, "$1"));
    else steps.push("*");
  }
  return steps;
}

/** Every value at the path; a path with `*` can have many, one without has one or none. */
export function valuesAt(value: unknown, steps: readonly PathStep[]): readonly unknown[] {
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  if (step === "*") {
    const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    return items.flatMap((item) => valuesAt(item, rest));
  }
  if (Array.isArray(value)) return typeof step === "number" ? valuesAt(value[step], rest) : [];
  return valuesAt(memberOf(value, String(step)), rest);
}

/** A member by its name as JSON has it, or as `.proto` files write it. */
function memberOf(value: object, name: string): unknown {
  const entries = new Map<string, unknown>(Object.entries(value));
  if (entries.has(name)) return entries.get(name);
  return entries.get(defaultJsonName(name));
}
