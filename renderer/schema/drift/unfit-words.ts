/** Why a request no longer fits, in words. Pure. */
import type { BodyCheck } from "../../../core/contract/schema.ts";

/** `amount: "3" is no string. And 2 more.`: the field, what is wrong with it, and how many others there are. */
export function reasonWords({ findings }: BodyCheck): string {
  const [first] = findings;
  if (first === undefined) return "its service is gone.";
  const place = first.path === undefined || first.path === "" ? "" : `${first.path}: `;
  const others = findings.length > 1 ? ` And ${findings.length - 1} more.` : "";
  return `${place}${first.message}${others}`;
}

/** What a mark says when the pointer rests on it: every field with its reason, up to five. */
export function markTitle(schema: string, check: BodyCheck): string {
  const head = `The schema of ${schema} changed: this request no longer fits.`;
  const lines = check.findings
    .slice(0, SHOWN)
    .map((finding) => `• ${reasonWords({ ...check, findings: [finding] })}`);
  const more = check.findings.length - SHOWN;
  if (lines.length === 0) return `${head}\nIts service is gone.`;
  return [head, ...lines, ...(more > 0 ? [`• and ${more} more`] : [])].join("\n");
}

const SHOWN = 5;
