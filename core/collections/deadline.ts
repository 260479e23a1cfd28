/** Times as a person writes them in a request file. */
const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  "": 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

/** ms of `5 s`, `500ms`, `2 min`, `1h` or a bare number of seconds; undefined when the text is no time above zero. */
export function readTime(text: string): number | undefined {
  const [, digits = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/.exec(text.trim().toLowerCase()) ?? [];
  const factor = units[unit];
  const time = factor === undefined ? Number.NaN : Number.parseFloat(digits) * factor;
  return Number.isFinite(time) && time > 0 ? time : undefined;
}
