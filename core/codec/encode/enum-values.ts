/** What JSON and text format share of writing an enum value. */
import type { EnumPlan } from "../plan/enum-plan.ts";
import type { ByteSink } from "../wire/byte-sink.ts";
import { type Outcome, WRITTEN, ZERO } from "./encode-state.ts";

/** Names that a hint lists. */
const MOST_NAMES = 8;

/** Writes an enum's number as the varint of an int32. */
export function writeEnumNumber(sink: ByteSink, number: number): Outcome {
  sink.varint64(number >>> 0, number < 0 ? 0xffff_ffff : 0);
  return number === 0 ? ZERO : WRITTEN;
}

/** The first names of an enum, as a hint. */
export function enumNamesHint(plan: EnumPlan): string {
  const names = [...plan.names.values()];
  const shown = names.slice(0, MOST_NAMES).join(", ");
  const more = names.length - MOST_NAMES;
  return more > 0 ? `Its values are ${shown} and ${more} more.` : `Its values are ${shown}.`;
}
