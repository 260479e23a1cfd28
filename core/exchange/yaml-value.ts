/** A YAML or JSON text as plain values. */
import { parse } from "yaml";

/**
 * The value of a text (YAML 1.2 holds JSON too), or `undefined` when it is neither. Integers beyond 2^53 become the
 * text of their digits, so that none is rounded. Aliases are bounded by the library.
 */
export function parseYamlValue(text: string): unknown {
  try {
    return parse(text, exactNumber, { intAsBigInt: true, logLevel: "silent" });
  } catch {
    return undefined;
  }
}

function exactNumber(_key: unknown, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
