/** A deadline as typed. */

/**
 * The outcome of reading one: ms, no deadline at all, or why it cannot be read. With a `template` the time is not known
 * before its variables are.
 */
export type DeadlineReading =
  | { readonly ok: true; readonly milliseconds: number | undefined; readonly template?: string }
  | { readonly ok: false; readonly message: string };

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  "": 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};
const PATTERN = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/;

/** Reads `5 s`, `500ms`, `1.5 s`, `2 m`, `1 h`; a bare number is seconds; empty or `none` is no deadline. */
export function readDeadline(text: string): DeadlineReading {
  const typed = text.trim().toLowerCase();
  if (typed === "" || typed === "none") return { ok: true, milliseconds: undefined };
  if (typed.includes("{{")) return { ok: true, milliseconds: undefined, template: text.trim() };
  const [, digits = "", unit = ""] = PATTERN.exec(typed) ?? [];
  const factor = UNITS[unit];
  const milliseconds = factor === undefined ? Number.NaN : Number.parseFloat(digits) * factor;
  if (Number.isFinite(milliseconds) && milliseconds > 0) return { ok: true, milliseconds };
  return {
    ok: false,
    message: `“${text.trim()}” is not a deadline: write 500 ms, 5 s or 2 m, or leave it empty.`,
  };
}
