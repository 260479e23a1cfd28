import type { ErrorRecord } from "../../../core/error.ts";

/** What can be done about an export that was refused. */
export function exportSteps({ steps = [] }: ErrorRecord): readonly ("overwrite" | "as-set")[] {
  const kinds = new Set(steps.map(({ kind }) => kind));
  return [
    ...(kinds.has("overwrite") ? (["overwrite"] as const) : []),
    ...(kinds.has("export-descriptor-set") ? (["as-set"] as const) : []),
  ];
}
