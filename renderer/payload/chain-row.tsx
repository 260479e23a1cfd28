import type { DocumentSummary } from "../../core/contract/views.ts";
import { InferButton } from "../infer/infer-button.tsx";
import { MatchButton } from "../match/match-button.tsx";
import { SendAsButton } from "../send-as/send-as-button.tsx";
import type { PayloadDraft } from "../state/drafts.ts";
import { InputChain } from "./input-chain.tsx";
import { ReadAs } from "./read-as.tsx";

interface ChainRowProps {
  readonly draft: PayloadDraft;
  /** The bytes before the edits: they know how the input became them. */
  readonly base: DocumentSummary | undefined;
  readonly document: DocumentSummary | undefined;
}

/** How the input became these bytes, step by step, as which message they are read, and what can be made of them. */
export function ChainRow({ draft, base, document }: ChainRowProps) {
  return (
    <div className="address-row chain">
      <InputChain draft={draft} base={base} />
      <ReadAs draft={draft} />
      {document === undefined ? null : (
        <>
          <MatchButton draft={draft} document={document} />
          <InferButton draft={draft} document={document} />
          <SendAsButton draft={draft} document={document} />
        </>
      )}
    </div>
  );
}
