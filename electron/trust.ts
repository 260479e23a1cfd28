/** Whom the desktop listens to, and what it opens for them. */
import { isOwnAddress } from "./addresses.ts";

/** The frame a message came from, as far as trust is concerned. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/** True for the top frame of our own page; a frame that is gone is not trusted. */
export function isTrustedFrame(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isOwnAddress(frame.url);
}

/** True for an address that may be handed to the user's browser: https, or a server on this machine. */
export function mayOpenExternally(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const isLocal = url.protocol === "http:" && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  return (url.protocol === "https:" || isLocal) && url.username === "" && url.password === "";
}
