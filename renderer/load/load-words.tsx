import type { LoadReport } from "../../core/contract/load.ts";
import { counted } from "../format/sizes.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useStore } from "../state/use-store.ts";
import { loads } from "./state.ts";

/** What the load that is shown was made of. */
export function LoadWords({ draft }: { readonly draft: RequestDraft }) {
  const report = useStore(loads, (state) => state[draft.id]?.report);
  return report === undefined ? null : <span className="muted">{loadWords(report)}</span>;
}

/** `Predict · 200 calls, 4 at a time`. */
export function loadWords({ method, count, concurrency, cancelled }: LoadReport): string {
  const name = method.slice(method.lastIndexOf("/") + 1);
  return `${name} · ${counted(count, "call")}, ${concurrency} at a time${cancelled ? " · stopped" : ""}`;
}
