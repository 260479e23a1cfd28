/** Messages to the window's page. A page that is still loading (or loading again) hears them when it is there. */
import type { BrowserWindow } from "electron";

/** Speaks to the page of a window. */
export interface PageMessages {
  send(channel: string, value: unknown): void;
}

/** Messages for this window's page, in order, none lost. */
export function messagesTo(window: BrowserWindow): PageMessages {
  const contents = window.webContents;
  let waiting: (readonly [channel: string, value: unknown])[] = [];
  let listening = false;

  contents.on("did-start-navigation", ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) listening = false;
  });
  contents.on("dom-ready", () => {
    listening = true;
    for (const [channel, value] of waiting) contents.send(channel, value);
    waiting = [];
  });

  return {
    send(channel, value) {
      if (listening && !window.isDestroyed()) contents.send(channel, value);
      else waiting.push([channel, value]);
    },
  };
}
