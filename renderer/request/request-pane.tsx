import { editRequest } from "../actions/tabs.ts";
import { AssertionsPane } from "../assertions/assertions-pane.tsx";
import { AuthPane } from "../authorization/auth-pane.tsx";
import { connectionChoices } from "../connection/choices.ts";
import { ConnectionPane } from "../connection/connection-pane.tsx";
import type { RequestPane as Pane, RequestDraft } from "../state/drafts.ts";
import { sentMetadata } from "../state/metadata.ts";
import { ChoiceSwitch } from "../ui/choice-switch.tsx";
import { TabStrip } from "../ui/tab-strip.tsx";
import { DocsPane } from "./docs-pane.tsx";
import { MessagePane } from "./message-pane.tsx";
import { MetadataPane } from "./metadata-pane.tsx";

const MESSAGE_VIEWS = [
  ["form", "Form"],
  ["json", "JSON"],
  ["bytes", "Bytes"],
] as const;

/** The left half of a request: what is sent. */
export function RequestPane({ draft }: { readonly draft: RequestDraft }) {
  const change = (part: Partial<RequestDraft>) => editRequest(draft.id, (now) => ({ ...now, ...part }));
  return (
    <section className="pane" aria-label="Request">
      <TabStrip<Pane>
        label="Request"
        panelId="request-panel"
        tabs={[
          { id: "message", label: "Message" },
          { id: "metadata", label: "Metadata", count: sentMetadata(draft.metadata).length },
          { id: "auth", label: "Auth", ...(draft.authorization.kind === "none" ? {} : { count: 1 }) },
          { id: "connection", label: "Connection", count: connectionChoices(draft) },
          { id: "tests", label: "Tests", count: draft.assertions?.length ?? 0 },
          { id: "docs", label: "Docs" },
        ]}
        active={draft.requestPane}
        onSelect={(requestPane) => change({ requestPane })}
      >
        {draft.requestPane === "message" ? (
          <ChoiceSwitch
            legend="View of the message"
            choices={MESSAGE_VIEWS}
            value={draft.messageView}
            onChoose={(messageView) => change({ messageView })}
          />
        ) : undefined}
      </TabStrip>
      <div id="request-panel" role="tabpanel" aria-label={draft.requestPane} className="pane-body">
        <PaneBody draft={draft} />
      </div>
    </section>
  );
}

function PaneBody({ draft }: { readonly draft: RequestDraft }) {
  switch (draft.requestPane) {
    case "message":
      return <MessagePane draft={draft} />;
    case "metadata":
      return <MetadataPane draft={draft} />;
    case "auth":
      return <AuthPane draft={draft} />;
    case "connection":
      return <ConnectionPane draft={draft} />;
    case "tests":
      return <AssertionsPane draft={draft} />;
    case "docs":
      return <DocsPane draft={draft} />;
  }
}
