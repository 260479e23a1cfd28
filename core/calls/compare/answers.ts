/** Whether decoded answers are the same, and where they differ. */
import type { AnswerDifference } from "../../contract/compare.ts";

/** Differences that are listed. */
const LIMIT = 100;
const VALUE_LENGTH = 200;

/** The places where two JSON texts of messages differ, in the order of the reference; at most a hundred. */
export function diffAnswers(reference: string, other: string): readonly AnswerDifference[] {
  if (reference === other) return [];
  const differences: AnswerDifference[] = [];
  diff(JSON.parse(reference), JSON.parse(other), "", differences);
  return differences;
}

function diff(reference: unknown, value: unknown, path: string, found: AnswerDifference[]): void {
  if (found.length >= LIMIT || Object.is(reference, value)) return;
  if (Array.isArray(reference) && Array.isArray(value)) {
    for (let index = 0; index < Math.max(reference.length, value.length); index++) {
      diff(reference[index], value[index], `${path}[${index}]`, found);
    }
    return;
  }
  if (isObject(reference) && isObject(value)) {
    for (const key of new Set([...Object.keys(reference), ...Object.keys(value)])) {
      diff(reference[key], value[key], memberPath(path, key), found);
    }
    return;
  }
  found.push({
    path: path === "" ? "(whole message)" : path,
    ...(reference === undefined ? {} : { reference: shown(reference) }),
    ...(value === undefined ? {} : { value: shown(value) }),
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function memberPath(path: string, key: string): string {
  if (!/^[A-Za-z_]\w*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH - 1)}…` : text;
}
