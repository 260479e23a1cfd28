import { shortName } from "../format/method-kind.ts";
import { counted } from "../format/sizes.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useStore } from "../state/use-store.ts";
import { comparisons } from "./state.ts";

/** What the comparison that is shown was made of, or how far it is. */
export function CompareWords({ draft }: { readonly draft: RequestDraft }) {
  const comparing = useStore(comparisons, (state) => state[draft.id]);
  if (comparing?.running === true)
    return (
      <span role="status" className="muted">
        {comparing.stage}
      </span>
    );
  if (comparing?.result === undefined) return null;
  return <span className="muted">{comparedWords(comparing.result)}</span>;
}

/** `Predict · 200 calls each, interleaved`. */
export function comparedWords({
  method,
  count,
  cancelled,
}: {
  readonly method: string;
  readonly count: number;
  readonly cancelled: boolean;
}): string {
  const name = shortName(method.replace("/", "."));
  return `${name} · ${counted(count, "call")} each, interleaved${cancelled ? " · stopped" : ""}`;
}
