/** Durations as a person types them: `5s`, `500ms`, `1.5m`, or a bare number of seconds. */
const millisecondsOf: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds, rounded up to a whole one, or undefined when the text is no positive duration. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  const unit = millisecondsOf[match?.[2] ?? "s"];
  if (match?.[1] === undefined || unit === undefined) return undefined;
  const milliseconds = Math.ceil(Number(match[1]) * unit);
  return milliseconds > 0 && Number.isSafeInteger(milliseconds) ? milliseconds : undefined;
}
