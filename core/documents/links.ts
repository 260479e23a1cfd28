import type { Span } from "../finding.ts";

/** The byte span behind a place in the JSON text: that of the shortest part that covers it. */
export function bytesAtText(links: Int32Array, offset: number): Span | undefined {
  let best = -1;
  let bestLength = Number.POSITIVE_INFINITY;
  for (let at = 0; at + 3 < links.length; at += 4) {
    const start = links[at] ?? 0;
    const end = links[at + 1] ?? 0;
    if (start <= offset && offset < end && end - start < bestLength) {
      best = at;
      bestLength = end - start;
    }
  }
  return best < 0 ? undefined : { start: links[best + 2] ?? 0, end: links[best + 3] ?? 0 };
}

/**
 * Where a byte span stands in the JSON text: the part that came from just these bytes, or else all parts that
 * came from bytes within them.
 */
export function textOfBytes(links: Int32Array, span: Span): Span | undefined {
  let start = Number.POSITIVE_INFINITY;
  let end = -1;
  for (let at = 0; at + 3 < links.length; at += 4) {
    const byteStart = links[at + 2] ?? 0;
    const byteEnd = links[at + 3] ?? 0;
    if (byteStart < span.start || byteEnd > span.end) continue;
    const textStart = links[at] ?? 0;
    const textEnd = links[at + 1] ?? 0;
    if (byteStart === span.start && byteEnd === span.end) return { start: textStart, end: textEnd };
    start = Math.min(start, textStart);
    end = Math.max(end, textEnd);
  }
  return end < 0 ? undefined : { start, end };
}
