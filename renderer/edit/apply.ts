/** Making an edit, going back and forth: each state of the bytes is a document of the engine. */
import type { Edit } from "../../core/contract/edit.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { notify } from "../actions/notify.ts";
import { select } from "../actions/select.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import {
  addReading,
  addStep,
  type EditHistory,
  type KeptReading,
  moveInHistory,
  STEP_LIMIT,
} from "../state/edit-history.ts";
import { editedAt, putEdited } from "../state/edited.ts";
import { edited, lens, payloads, selections } from "../state/stores.ts";
import { type ByteOwner, historyOf, setHistory } from "./owner.ts";

/** What is shown of an owner's bytes now. */
export function shownBytes(owner: ByteOwner): DocumentSummary | undefined {
  return editedAt(edited.get(), owner.key, payloads.get()[owner.key]?.document, historyOf(owner).at);
}

let turn: Promise<unknown> = Promise.resolve();

/** Runs edits one after another: each is made to what the one before left. */
function inTurn(work: () => Promise<boolean>): Promise<boolean> {
  const next = turn.then(work).catch((thrown: unknown) => {
    const { message, hint } = toErrorRecord(thrown);
    notify(hint === "" ? message : `${message} ${hint}`, "warning");
    return false;
  });
  turn = next;
  return next;
}

/** How an edit is made. */
export interface EditOptions {
  /** Mends the lengths around it; as the window is set when absent. */
  readonly repair?: boolean;
  /** The byte that is selected afterwards; the first changed one when absent. */
  readonly caret?: number;
}

/**
 * Makes one edit and notes it under `title`. False when it had no place, which the status bar then explains.
 * `edit` is asked for when its turn has come: records and offsets are those of the document as it is then.
 */
export function applyEdit(
  owner: ByteOwner,
  title: string,
  edit: (document: DocumentSummary) => Edit | undefined,
  { repair = lens.get().repair, caret }: EditOptions = {},
): Promise<boolean> {
  return inTurn(async () => {
    const history = historyOf(owner);
    const document = shownBytes(owner);
    const made = document === undefined ? undefined : edit(document);
    if (document === undefined || made === undefined || isFull(history)) return false;
    const { documentId } = document;
    const answer = await (await engine()).editDocument({ documentId, edit: made, repair });
    await showEdited(owner, addStep(history, title, answer.patches), answer.document, caret);
    return true;
  });
}

/** Reads a field as another type. */
export function applyReading(owner: ByteOwner, title: string, reading: KeptReading): Promise<boolean> {
  return inTurn(async () => {
    const history = historyOf(owner);
    const document = shownBytes(owner);
    if (document === undefined || isFull(history)) return false;
    const { documentId } = document;
    const answer = await (await engine()).chooseReading({ documentId, ...reading });
    await showEdited(
      owner,
      addReading(history, title, reading),
      answer,
      selections.get()[documentId]?.bytes.start,
    );
    return true;
  });
}

/** Goes back (−1) or forth (1) by one edit; the document of that state is made again when it is gone. */
export function moveEdits(owner: ByteOwner, by: 1 | -1): Promise<boolean> {
  return inTurn(async () => {
    const history = historyOf(owner);
    const next = moveInHistory(history, by);
    if (next === history) return false;
    const step = history.steps[by === 1 ? history.at : history.at - 1];
    setHistory(owner, next);
    const document = shownBytes(owner);
    if (document !== undefined) await selectAt(document, step?.patches[0]?.start ?? 0);
    return true;
  });
}

/** Shows what the last edit of `next` made, and selects the byte at `caret`, or the first changed one. */
export async function showEdited(
  owner: ByteOwner,
  next: EditHistory,
  document: DocumentSummary,
  caret = next.steps.at(-1)?.patches[0]?.start ?? 0,
): Promise<void> {
  const baseId = payloads.get()[owner.key]?.document?.documentId ?? "";
  edited.update((state) => putEdited(state, owner.key, baseId, next.at, document, next.at));
  setHistory(owner, next);
  await selectAt(document, caret);
}

async function selectAt({ documentId, byteLength }: DocumentSummary, offset: number): Promise<void> {
  if (byteLength > 0) await select(documentId, { kind: "byte", offset: Math.min(offset, byteLength - 1) });
}

function isFull({ at }: EditHistory): boolean {
  if (at < STEP_LIMIT) return false;
  notify(`${STEP_LIMIT} edits are kept at most. Open these bytes as a tab of their own to go on.`, "warning");
  return true;
}
