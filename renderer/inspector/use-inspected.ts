/** What the inspector is about: the bytes of one side, and what there is to say about them. */
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { Finding } from "../../core/finding.ts";
import type { Editing } from "../edit/editing.ts";
import { useAnswerEditing, useMessageEditing, useRawBytes } from "../edit/use-owned.ts";
import { useNewest } from "../reading/news.ts";
import type { InspectorSide, RequestDraft } from "../state/drafts.ts";
import { shownDocument } from "../state/runs.ts";
import { useComposed, useRun } from "../state/use-current.ts";

/** One side of a request, as the inspector shows it. */
export interface Inspected {
  readonly side: InspectorSide;
  readonly hasAnswer: boolean;
  readonly document: DocumentSummary | undefined;
  readonly editing: Editing | undefined;
  /** What there is to say about a message that was typed; undefined for bytes. */
  readonly typed: readonly Finding[] | undefined;
  readonly findings: readonly Finding[];
  /** True while what is typed does not encode: the message before it is shown. */
  readonly isOutdated: boolean;
}

/** The side that was chosen; the request as long as there is no answer. */
export function useInspected(draft: RequestDraft): Inspected {
  const composed = useComposed(draft.id);
  const raw = useRawBytes(draft);
  const answer = shownDocument(useRun(draft.id));
  const request = raw ?? composed?.composition?.document ?? composed?.lastDocument;
  const side = draft.inspectorSide === "answer" && answer === undefined ? "request" : draft.inspectorSide;
  const document = useNewest(side === "request" ? request : answer);
  const ofRequest = useMessageEditing(draft, request);
  const ofAnswer = useAnswerEditing(draft, answer);
  const isComposed = side === "request" && raw === undefined;
  const typed = isComposed ? (composed?.composition?.findings ?? []) : undefined;
  return {
    side,
    hasAnswer: answer !== undefined,
    document,
    editing: side === "request" ? ofRequest : ofAnswer,
    typed,
    findings: typed ?? document?.findings ?? [],
    isOutdated: isComposed && composed?.composition?.document === undefined && document !== undefined,
  };
}
