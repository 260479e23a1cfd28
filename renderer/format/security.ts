/** How a server's transport security reads beside its address. */
import type { ServerAddress } from "../../core/contract/params.ts";

/** A few words for a transport, and how they are coloured. */
export interface SecurityLabel {
  readonly text: string;
  /** `unchecked` must stay visible while it is on. */
  readonly tone: "off" | "on" | "unchecked";
}

/** True where the address names this machine, or a socket on it. */
export function isLoopback(target: string): boolean {
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

/** True where the transport will be TLS: by choice, by scheme, or because the address is not loopback. */
export function usesTls({ target, security }: ServerAddress): boolean {
  if (security.mode !== "auto") return security.mode === "tls";
  if (/^https:/i.test(target)) return true;
  if (/^(http|unix):/i.test(target)) return false;
  return !isLoopback(target);
}

/** `TLS off`, `TLS`, `mTLS`, `TLS unchecked`. */
export function securityLabel(address: ServerAddress): SecurityLabel {
  if (address.target.trim() === "" && address.security.mode === "auto") return { text: "", tone: "off" };
  // A variable may stand for any address: what it is, is decided when its value is known.
  if (address.security.mode === "auto" && /^\s*\{\{/.test(address.target)) return { text: "", tone: "off" };
  if (!usesTls(address)) return { text: "TLS off", tone: "off" };
  if (address.security.insecureSkipVerify === true) return { text: "TLS unchecked", tone: "unchecked" };
  const { clientCertificateFile, clientBundleFile } = address.security;
  const isMutual = clientCertificateFile !== undefined || clientBundleFile !== undefined;
  return { text: isMutual ? "mTLS" : "TLS", tone: "on" };
}
