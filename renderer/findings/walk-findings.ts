/** Going from one finding to the next, in the bytes that are in front. */
import type { DocumentSummary } from "../../core/contract/views.ts";
import { notify } from "../actions/notify.ts";
import { select } from "../actions/select.ts";
import { shownBytes } from "../edit/apply.ts";
import { messageOwner, payloadOwner } from "../edit/owner.ts";
import { activeTab } from "../state/drafts.ts";
import { shownDocument } from "../state/runs.ts";
import { compositions, drafts, runs, selections } from "../state/stores.ts";
import { nextFinding } from "./next-finding.ts";

/** The findings that were gone to last: several may stand at bytes of one record, which is what gets selected. */
const last = new Map<string, number>();

/** Selects the next finding (1) or the one before (−1). False where no bytes are in front. */
export function walkFindings(step: 1 | -1): boolean {
  const document = documentInFront();
  if (document === undefined) return false;
  const { documentId, findings } = document;
  const selected = selections.get()[documentId]?.bytes;
  const visited = last.get(documentId);
  const isThere =
    visited !== undefined && selected !== undefined && selected.start <= visited && visited < selected.end;
  const place = nextFinding(findings, isThere ? visited : selected?.start, step);
  if (place === undefined) {
    notify("There are no findings in these bytes.");
    return true;
  }
  last.clear();
  last.set(documentId, place.start);
  const message = findings.find(
    ({ bytes }) => bytes?.start === place.start && bytes.end === place.end,
  )?.message;
  if (message !== undefined) notify(message);
  const offset = Math.min(place.start, Math.max(0, document.byteLength - 1));
  void select(documentId, { kind: "byte", offset });
  return true;
}

/** What a payload tab shows, or the inspector of a request. */
function documentInFront(): DocumentSummary | undefined {
  const tab = activeTab(drafts.get());
  if (tab === undefined) return undefined;
  if (tab.kind === "payload") return shownBytes(payloadOwner(tab));
  const answer = shownDocument(runs.get()[tab.id]);
  if (tab.inspectorSide === "answer" && answer !== undefined) return answer;
  const composed = compositions.get()[tab.id];
  return shownBytes(messageOwner(tab)) ?? composed?.composition?.document ?? composed?.lastDocument;
}
