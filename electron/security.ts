/** What the window may not do, whatever its page tries: go elsewhere, open windows, reach a network, ask for devices. */
import { app, type Session, shell, type WebContents } from "electron";
import { isOwnAddress } from "./addresses.ts";
import { mayOpenExternally } from "./trust.ts";

/** Every kind of address Chromium can fetch from elsewhere. Our own are left out: each filtered request costs a detour. */
const ELSEWHERE = ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*", "ftp://*/*", "file:///*"];

/** Keeps every page where it is: no navigation, no new windows, no embedded pages. */
export function confineWebContents(): void {
  app.on("web-contents-created", (_event, contents) => confine(contents));
}

function confine(contents: WebContents): void {
  const prevent = (event: { preventDefault(): void }) => event.preventDefault();
  contents.on("will-navigate", prevent);
  contents.on("will-frame-navigate", prevent);
  contents.on("will-redirect", prevent);
  contents.on("will-attach-webview", prevent);
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

/** Refuses every permission but writing to the clipboard, and every request that would leave the machine. */
export function confineSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(mayHave(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: ELSEWHERE }, (_request, answer) => answer({ cancel: true }));
  session.on("will-download", (event) => event.preventDefault());
}

function mayHave(permission: string, address: string): boolean {
  return permission === "clipboard-sanitized-write" && isOwnAddress(address);
}

/** Opens an https address in the user's browser; false when it is not one that may be opened. */
export async function openExternally(address: string): Promise<boolean> {
  if (!mayOpenExternally(address)) return false;
  await shell.openExternal(address);
  return true;
}
