/** Whether a server will be spoken to with TLS, as far as its address says: for a face, before anything is connected. Pure. */
import type { ServerAddress } from "./params.ts";

/** True where the transport will be TLS: by choice, by scheme, or because the address is not loopback. */
export function usesTls({ target, security }: ServerAddress): boolean {
  if (security.mode !== "auto") return security.mode === "tls";
  if (/^https:/i.test(target)) return true;
  if (/^(http|unix):/i.test(target)) return false;
  return !isLoopback(target);
}

/** True where the address names this machine, or a socket on it. */
function isLoopback(target: string): boolean {
  if (/^unix:/i.test(target)) return true;
  const host = target
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")
    .replace(/[/?#].*$/, "")
    .replace(/:\d*$/, "")
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  return (
    host === "localhost" || host.endsWith(".localhost") || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host)
  );
}
