import type { Span } from "../finding.ts";
import { Kind } from "../wire/kinds.ts";
import type { GuessBinder } from "./binder.ts";
import { confidenceOf } from "./reading.ts";

/** Kinds that were chosen among several readings. */
const CHOSEN: readonly Kind[] = [
  Kind.text,
  Kind.bytes,
  Kind.message,
  Kind.packedVarint,
  Kind.packedFixed32,
  Kind.packedFixed64,
];

/**
 * A quiet remark on a guessed LEN body: that two readings are close, or how far a complete message reading of a
 * text was from being chosen. Empty when there is nothing to say.
 */
export function readingNote(guess: GuessBinder, kind: Kind, body: Span): string {
  if (!CHOSEN.includes(kind) || body.end <= body.start) return "";
  const { best, second, gap, overMessage } = guess.weigh(body.start, body.end);
  if (best === undefined || second === undefined) return "";
  if (confidenceOf(gap) === "ambiguous") return `ambiguous: or ${second.name}`;
  if (best.kind === Kind.text && overMessage !== undefined) {
    return `not a message: +${Math.round(overMessage)} bits`;
  }
  if (best.kind === Kind.text && second.kind === Kind.bytes) return "";
  return confidenceOf(gap) === "probable" ? `probably; or ${second.name}` : "";
}
