import type { DesktopBridge } from "../../core/contract/bridge.ts";

declare global {
  interface Window {
    /** What the preload script exposes. */
    readonly byteglass: DesktopBridge;
  }
}

/** The desktop around this window. */
export function desktop(): DesktopBridge {
  return window.byteglass;
}
