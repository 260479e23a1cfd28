/** Edits that are kept, made again on the bytes they belong to. */
import type { Engine } from "../../core/contract/engine.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { type EditHistory, type EditStep, patchesOf } from "../state/edit-history.ts";

/** What the edits in force make of `base`. Rejects where they do not fit it. */
export async function rebuild(
  engine: Engine,
  base: DocumentSummary,
  { steps, at }: EditHistory,
): Promise<DocumentSummary> {
  let document = base;
  for (const run of runsOf(steps.slice(0, at))) {
    const { documentId } = document;
    const [first] = run;
    document =
      first?.reading === undefined
        ? await engine.patchDocument({ documentId, steps: run.map(patchesOf) })
        : await engine.chooseReading({ documentId, ...first.reading });
  }
  return document;
}

/** Steps that are patches together; each other reading alone. */
export function runsOf(steps: readonly EditStep[]): readonly (readonly EditStep[])[] {
  const runs: EditStep[][] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    if (last === undefined || step.reading !== undefined || last[0]?.reading !== undefined) runs.push([step]);
    else last.push(step);
  }
  return runs;
}
