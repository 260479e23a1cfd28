/** Changes of a schema in words. Pure. */
import type { ChangeCounts } from "../../../core/contract/schema.ts";
import type { SchemaChange } from "../../../core/contract/views.ts";
import { counted } from "../../format/sizes.ts";

/** `3 changes, 1 of them breaking; 2 open requests and 1 saved request no longer fit`. */
export function driftWords({ all, breaking }: ChangeCounts, open: number, saved: number): string {
  const breakingWords = breaking === 0 ? "" : `, ${breaking} of them breaking`;
  const unfit = [
    ...(open === 0 ? [] : [counted(open, "open request")]),
    ...(saved === 0 ? [] : [counted(saved, "saved request")]),
  ].join(" and ");
  const unfitWords = unfit === "" ? "" : `; ${unfit} no longer ${open + saved === 1 ? "fits" : "fit"}`;
  return `${counted(all, "change")}${breakingWords}${unfitWords}`;
}

/** `field retyped`: what happened to what. */
export function changeHead({ subject, kind, after }: SchemaChange): string {
  return kind === "more" ? `and ${after} more` : `${subject} ${kindWords(kind)}`;
}

function kindWords(kind: SchemaChange["kind"]): string {
  switch (kind) {
    case "added":
    case "removed":
    case "renamed":
    case "renumbered":
    case "retyped":
      return kind;
    default:
      return `${kind.replace("-", " ")} changed`;
  }
}

/** `int32 → int64`; empty where the symbol says it all. */
export function changeValues({ symbol, kind, before, after }: SchemaChange): string {
  if (kind === "more") return "";
  if (kind === "added" || kind === "removed") {
    const text = before + after;
    return text === symbol ? "" : text;
  }
  return `${before || "none"} → ${after || "none"}`;
}
