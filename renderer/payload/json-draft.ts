/** The JSON of a payload as it is being edited. */
import type { PayloadDraft } from "../state/drafts.ts";

/** Texts up to this length, in UTF-16 units, are kept twice: as they were, and as they are typed. */
const LONGEST_BASE = 1_000_000;

/** Begins to edit a text: that of all messages, or of the one in a frame. */
export function beginJson(draft: PayloadDraft, text: string, frame?: number): PayloadDraft {
  const base = text.length <= LONGEST_BASE ? { jsonBase: text } : {};
  return {
    ...endJson(draft),
    ...base,
    ...(frame === undefined ? {} : { jsonFrame: frame }),
    pane: "json",
    jsonText: text,
  };
}

/** Takes the text away. */
export function endJson({ jsonText: _, jsonBase: __, jsonFrame: ___, ...draft }: PayloadDraft): PayloadDraft {
  return draft;
}
