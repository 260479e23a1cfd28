/** Bringing the connection's settings of a request in front. */
import { editRequest } from "../actions/tabs.ts";

/** Opens them, and puts the focus on the control that is called `label`, or on the first. */
export function showConnection(draftId: string, label = ""): void {
  editRequest(draftId, (now) => ({
    ...now,
    requestPane: "connection",
    answerPane: now.answerPane === "timeline" || now.answerPane === "body" ? now.answerPane : "body",
  }));
  requestAnimationFrame(() => {
    const panel = document.querySelector("#request-panel");
    const labels = [...(panel?.querySelectorAll("label") ?? [])];
    const id = labels.find(({ textContent }) => textContent === label)?.htmlFor ?? "";
    const control =
      id === "" ? panel?.querySelector<HTMLElement>("select, input") : document.getElementById(id);
    control?.focus();
  });
}
