/** Marks of saved requests whose schema changed, by file. Pure. */
import { isWithin } from "../../collections/state.ts";
import type { Drift } from "./drifts.ts";
import { markTitle } from "./unfit-words.ts";

/** What each file's mark says. `nameOf` gives what a connection's schema is of. */
export function savedMarks(
  drifts: Readonly<Record<string, Drift>>,
  nameOf: (connectionId: string) => string,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(drifts).flatMap(([id, { saved }]) =>
      saved.map((check) => [check.file, markTitle(nameOf(id), check)] as const),
    ),
  );
}

/** How many marked files a folder hides. */
export function marksWithin(marks: ReadonlyMap<string, string>, folder: string): number {
  return [...marks.keys()].filter((file) => isWithin(file, folder)).length;
}
