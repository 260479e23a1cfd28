import type { ErrorRecord } from "../../../core/error.ts";

/** What can be done about an export that was refused. Read from the hint, which names the terminal's options. */
export function exportSteps({ hint }: ErrorRecord): readonly ("overwrite" | "as-set")[] {
  return [
    ...(/--force\b/.test(hint) ? (["overwrite"] as const) : []),
    ...(/--out FILE/.test(hint) ? (["as-set"] as const) : []),
  ];
}
