/** Readings in words. Pure. */
import type { RecordReadings, ValueReading } from "../../core/contract/readings.ts";
import type { Selection } from "../../core/contract/views.ts";
import { counted } from "../format/sizes.ts";

/** `3 · 0x0e–0x15`: path and place of a selection. */
export function placeWords({ path, bytes }: Selection): string {
  const hex = (offset: number) => `0x${offset.toString(16).padStart(2, "0")}`;
  return `${path} · ${hex(bytes.start)}–${hex(Math.max(bytes.start, bytes.end - 1))}`;
}

/**
 * How long a reading's bar is, 0 to 1: the readings are told apart by bits, and every eight bits more halve the bar.
 * Undefined for readings that are not weighed.
 */
export function likelihood({ cost }: ValueReading, all: readonly ValueReading[]): number | undefined {
  if (cost === undefined) return undefined;
  const best = Math.min(...all.flatMap((reading) => (reading.cost === undefined ? [] : [reading.cost])));
  return 2 ** ((best - cost) / 8);
}

/** One sentence on who decided, and how sure that is. */
export function ambiguityWords({
  decidedBy,
  confidence,
  gap,
  runnerUp,
  pooledCount,
}: RecordReadings): string {
  if (decidedBy === "schema") return "The schema says how it is read.";
  if (decidedBy === "choice") return "You chose this reading.";
  const rest = pooledCount > 1 ? `, over ${pooledCount} occurrences` : "";
  if (gap === undefined || runnerUp === undefined) return `Nothing else fits${rest}.`;
  const bits = gap < 1 ? "less than one bit" : counted(Math.round(gap), "bit");
  switch (confidence) {
    case "ambiguous":
      return `The two best readings differ by ${bits}${rest}. A second sample would settle it.`;
    case "probable":
      return `Probably so: ${runnerUp} is ${bits} behind${rest}.`;
    case "sure":
      return `Sure: ${runnerUp} is ${bits} behind${rest}.`;
  }
}
