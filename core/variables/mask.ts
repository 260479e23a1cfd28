/** Hides secrets in texts that are shown, kept or written down. */
import { DOTS } from "../contract/dots.ts";

/** Shorter values are not searched for: they would hide half of every text. */
const shortest = 4;

/** A function that puts dots in the place of every secret, in whatever value it is given; bytes are left alone. */
export function masker(secrets: Iterable<string>): <Value>(value: Value) => Value {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= shortest);
  known.sort((left, right) => right.length - left.length);
  if (known.length === 0) return (value) => value;
  const maskText = (text: string) => known.reduce((masked, secret) => masked.replaceAll(secret, DOTS), text);
  return (value) => walk(value, maskText);
}

function walk<Value>(value: Value, maskText: (text: string) => string): Value;
function walk(value: unknown, maskText: (text: string) => string): unknown {
  if (typeof value === "string") return maskText(value);
  if (Array.isArray(value)) return value.map((item: unknown) => walk(item, maskText));
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, maskText)]));
}

/** True when a secret stands in the bytes, as UTF-8. */
export function holdsSecret(bytes: Uint8Array, secrets: Iterable<string>): boolean {
  const text = [...secrets].filter((secret) => secret.length >= shortest);
  if (text.length === 0) return false;
  const latin = new TextDecoder("latin1").decode(bytes);
  const encoder = new TextEncoder();
  return text.some((secret) => latin.includes(new TextDecoder("latin1").decode(encoder.encode(secret))));
}
