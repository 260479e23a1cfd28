import { commandTool } from "../../core/contract/command-line.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { revealInRequest } from "../actions/reveal.ts";
import { editRequest } from "../actions/tabs.ts";
import { useRawBytes } from "../edit/use-owned.ts";
import { violationFindings, withRefused } from "../editor/violation-places.ts";
import { MessageForm } from "../form/message-form.tsx";
import { KeptBodies } from "../schema/templates/kept-bodies.tsx";
import type { Composed } from "../state/compositions.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { sendsMany, setMessage, shownMessage } from "../state/messages.ts";
import { useComposed, useRun } from "../state/use-current.ts";
import { CommandStrip } from "./command-strip.tsx";
import { MessageBytes, RawBanner } from "./message-bytes.tsx";
import { MessageEditor } from "./message-editor.tsx";
import { MessageStrip } from "./message-strip.tsx";
import { ProblemStrip } from "./problem-strip.tsx";
import { SizeFooter } from "./size-footer.tsx";

/** Bytes that are sent as they are, in the place of what the JSON encodes to. */
function sentAs(document: DocumentSummary): Composed {
  const { documentId, jsonByteLength } = document;
  return { key: documentId, composition: { document, jsonByteLength, findings: [] } };
}

/** Characters in which a command line names its tool; the rest of a large message need not be looked at for one. */
const COMMAND_HEAD = 1000;

/** The message as it is typed, what stands against it, and how large it is. */
export function MessagePane({ draft }: { readonly draft: RequestDraft }) {
  const composed = useComposed(draft.id);
  const raw = useRawBytes(draft);
  const run = useRun(draft.id);
  const own = composed?.composition?.findings ?? composed?.error?.findings ?? [];
  const refused = violationFindings(shownMessage(draft), run?.record?.status.violations ?? []);
  const findings = withRefused(own, refused);
  const tool = raw === undefined ? commandTool(shownMessage(draft).slice(0, COMMAND_HEAD)) : undefined;
  const View = draft.messageView === "form" ? MessageForm : MessageEditor;
  return (
    <>
      {sendsMany(draft) ? <MessageStrip draft={draft} /> : null}
      <RawBanner draft={draft} />
      <KeptBodies draft={draft} />
      {draft.messageView === "bytes" ? (
        <MessageBytes draft={draft} composed={composed?.composition?.document ?? composed?.lastDocument} />
      ) : (
        <View
          // A form keeps what was typed for members of a oneof, for one message.
          key={`${draft.id}/${draft.messageIndex}`}
          draft={draft}
          text={shownMessage(draft)}
          findings={findings}
          document={composed?.composition?.document}
          onChange={(text) => editRequest(draft.id, (now) => setMessage(now, now.messageIndex, text))}
        />
      )}
      {tool === undefined ? (
        <ProblemStrip
          findings={findings}
          onGo={(finding) => revealInRequest(draft.id, finding.text?.start ?? 0)}
        />
      ) : (
        <CommandStrip tool={tool} text={shownMessage(draft)} />
      )}
      <SizeFooter composed={raw === undefined ? composed : sentAs(raw)} draft={draft} />
    </>
  );
}
