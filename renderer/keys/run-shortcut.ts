import { cancelActive, sendActive } from "../actions/send.ts";
import { closeRequest, openRequest } from "../actions/tabs.ts";
import { saveActive } from "../collections/save.ts";
import { walkFindings } from "../findings/walk-findings.ts";
import { reopenTab, walkTabs } from "../state/drafts.ts";
import { drafts, layout, overlay } from "../state/stores.ts";
import type { Shortcut } from "./shortcut.ts";

/** Does what a key asks for. False leaves the key to whatever has the focus. */
export function runShortcut(shortcut: Shortcut): boolean {
  switch (shortcut) {
    case "send":
      void sendActive();
      return true;
    case "save":
      void saveActive();
      return true;
    case "palette":
      overlay.update((now) => (now === "palette" ? "none" : "palette"));
      return true;
    case "new-request":
      openRequest();
      return true;
    case "close-tab":
      closeRequest(drafts.get().activeId);
      return true;
    case "reopen-tab":
      drafts.update(reopenTab);
      return true;
    case "next-tab":
      drafts.update((state) => walkTabs(state, 1));
      return true;
    case "previous-tab":
      drafts.update((state) => walkTabs(state, -1));
      return true;
    case "toggle-side":
      layout.update((now) => ({ ...now, sideVisible: !now.sideVisible }));
      return true;
    case "toggle-inspector":
      layout.update((now) => ({ ...now, inspectorVisible: !now.inspectorVisible }));
      return true;
    case "next-finding":
      return walkFindings(1);
    case "previous-finding":
      return walkFindings(-1);
    case "help":
      overlay.update(() => "help");
      return true;
    case "cancel":
      return overlay.get() === "none" && cancelActive();
  }
}
