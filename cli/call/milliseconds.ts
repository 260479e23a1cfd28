/** Times as they are printed: to the microsecond, which is as far as a clock can be trusted. */
import { RawJson } from "../json-text.ts";

/** The members that are times in ms. */
const TIMES = new Set(["at", "start", "end", "wait", "duration", "connectedAfter", "headersAfter"]);

/** The same value with its times rounded, at any depth; JSON that is there already stays as it is. */
export function roundTimes(value: unknown, name = ""): unknown {
  if (typeof value === "number") return TIMES.has(name) ? Math.round(value * 1000) / 1000 : value;
  if (value instanceof RawJson || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => roundTimes(item));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, roundTimes(member, key)]));
}
