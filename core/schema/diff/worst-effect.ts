import type { ChangeCounts } from "../../contract/schema.ts";
import type { SchemaChange, SchemaEffect } from "../../contract/views.ts";
import { worse } from "./effect.ts";

/** The worse of what a change does to bytes and to JSON. */
export function worstEffect({ wire, json }: SchemaChange): SchemaEffect {
  return worse(wire, json);
}

/** How many changes there are of each worst effect; those that a list left out count by the worst of them. */
export function countChanges(changes: readonly SchemaChange[]): ChangeCounts {
  const counts = { all: 0, breaking: 0, lossy: 0, compatible: 0 };
  for (const change of changes) {
    const count = change.kind === "more" ? Number(change.after) : 1;
    counts.all += count;
    counts[worstEffect(change)] += count;
  }
  return counts;
}
