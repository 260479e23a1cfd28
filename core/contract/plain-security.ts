/** What a server's security is when nothing was said of it. */
import type { TransportSecurity } from "./params.ts";

/** True for security that says nothing: it need not be written down. */
export function isPlainSecurity(security: TransportSecurity): boolean {
  return Object.keys(security).length === 1 && security.mode === "auto";
}
