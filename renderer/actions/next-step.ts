/** Doing what an error's button says, for a request. */
import type { TransportSecurity } from "../../core/contract/params.ts";
import type { NextStep } from "../answer/next-steps.ts";
import { showConnection, showCredentials } from "../connection/show.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { serverOf, withServer } from "../state/servers.ts";
import { compositions, drafts } from "../state/stores.ts";
import { noDeadline } from "../state/usual-deadline.ts";
import { chooseSchemaFiles, connectDraft, openConnection } from "./connect.ts";
import { addImportFolder } from "./import-folder.ts";
import { revealInRequest } from "./reveal.ts";
import { restartSample } from "./sample.ts";
import { send } from "./send.ts";
import { editRequest } from "./tabs.ts";

/** What was being done when it failed, and is to be done again once the cause is gone. */
export type Purpose = "send" | "connect";

/** Takes one step for a request. */
export async function takeStep(step: NextStep, draft: RequestDraft, purpose: Purpose): Promise<void> {
  if (typeof step === "object")
    return repeat(withSecurity(draft, { serverName: step.serverName }, purpose), purpose);
  switch (step) {
    case "use-tls":
      return repeat(withSecurity(draft, { mode: "tls" }, purpose), purpose);
    case "use-plaintext":
      return repeat(withSecurity(draft, { mode: "plaintext" }, purpose), purpose);
    case "no-deadline":
      return repeat({ ...draft, deadline: noDeadline() }, purpose);
    case "use-grpc":
      return repeat({ ...draft, channel: "grpc" }, purpose);
    case "use-http-json":
      return repeat({ ...draft, channel: "http-json" }, purpose);
    case "retry":
      return repeat(draft, purpose);
    case "open-security":
      return showConnection(draft.id, "CA certificate");
    case "open-server-name":
      return showConnection(draft.id, "Server name");
    case "open-proxy":
      return showConnection(draft.id, "Proxy");
    case "open-auth":
    case "open-token":
      return showCredentials(draft.id);
    case "choose-method":
      return press(".method-button");
    case "open-protos":
      return chooseSchemaFiles("proto");
    case "open-descriptor-set":
      return chooseSchemaFiles("descriptor-set");
    case "reload-schema":
      await openConnection(draft.connectionId);
      return;
    case "start-sample":
      return restartSample();
    case "add-import-folder":
      return addImportFolder(draft.connectionId);
    case "fix-message":
      return goToProblem(draft);
  }
}

/** Keeps the changed draft and does again what failed. */
async function repeat(draft: RequestDraft, purpose: Purpose): Promise<void> {
  editRequest(draft.id, () => draft);
  await (purpose === "send" ? send(draft) : connectDraft(draft));
}

/** The draft with another transport to the server that was spoken to, or with other checks of it. */
function withSecurity(
  draft: RequestDraft,
  change: Partial<TransportSecurity>,
  purpose: Purpose,
): RequestDraft {
  const channel = purpose === "connect" ? "grpc" : draft.channel;
  const server = serverOf(draft.servers, channel);
  const changed = { ...server, security: { ...server.security, ...change } };
  return { ...draft, servers: withServer(draft.servers, channel, changed) };
}

async function press(selector: string): Promise<void> {
  document.querySelector<HTMLElement>(`.address ${selector}`)?.click();
}

function goToProblem(draft: RequestDraft): void {
  const { tabs } = drafts.get();
  const findings = compositions.get()[draft.id]?.composition?.findings ?? [];
  const first = findings.find((finding) => finding.text !== undefined)?.text;
  if (tabs.some((tab) => tab.id === draft.id)) revealInRequest(draft.id, first?.start ?? 0);
}
