import type { SpanLinks } from "../../core/codec/index.ts";

/** One span link with names. */
export interface Link {
  readonly textStart: number;
  readonly textEnd: number;
  readonly byteStart: number;
  readonly byteEnd: number;
}

/** The links of a list, each by itself. */
export function linksOf(links: SpanLinks): Link[] {
  return Array.from({ length: links.length / 4 }, (_, index) => {
    const [textStart = 0, textEnd = 0, byteStart = 0, byteEnd = 0] = links.subarray(index * 4, index * 4 + 4);
    return { textStart, textEnd, byteStart, byteEnd };
  });
}
