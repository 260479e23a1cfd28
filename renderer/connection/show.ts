/** Bringing the connection's settings of a request, or its credentials, in front. */
import { editRequest } from "../actions/tabs.ts";
import type { RequestDraft } from "../state/drafts.ts";

/** Opens them, and puts the focus on the control that is called `label`, or on the first. */
export function showConnection(draftId: string, label = ""): void {
  showPane(draftId, "connection");
  requestAnimationFrame(() => {
    const panel = document.querySelector("#request-panel");
    const labels = [...(panel?.querySelectorAll("label") ?? [])];
    const id = labels.find(({ textContent }) => textContent === label)?.htmlFor ?? "";
    const control =
      id === "" ? panel?.querySelector<HTMLElement>("select, input") : document.getElementById(id);
    control?.focus();
  });
}

/** Opens the credentials, with the focus on the button that gets a token where there is one. */
export function showCredentials(draftId: string): void {
  showPane(draftId, "auth");
  requestAnimationFrame(() => {
    const panel = document.querySelector("#request-panel");
    panel?.querySelector<HTMLElement>(":is(.token-row button, select)")?.focus();
  });
}

function showPane(draftId: string, requestPane: RequestDraft["requestPane"]): void {
  editRequest(draftId, (now) => ({
    ...now,
    requestPane,
    answerPane: now.answerPane === "timeline" || now.answerPane === "body" ? now.answerPane : "body",
  }));
}
