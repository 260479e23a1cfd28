/** How a server's transport security reads beside its address. */
import type { ServerAddress } from "../../core/contract/params.ts";
import { usesTls } from "../../core/contract/uses-tls.ts";

/** A few words for a transport, and how they are coloured. */
export interface SecurityLabel {
  readonly text: string;
  /** `unchecked` must stay visible while it is on. */
  readonly tone: "off" | "on" | "unchecked";
}

/** `TLS off`, `TLS`, `mTLS`, `TLS unchecked`; in their place `proxy unchecked`, since the address needs the room. */
export function securityLabel(address: ServerAddress): SecurityLabel {
  const label = serverLabel(address);
  const { proxy, proxyTls } = address.connection ?? {};
  const isUnchecked =
    proxyTls?.insecureSkipVerify === true && proxy?.kind === "url" && /^https:/i.test(proxy.url.trim());
  if (!isUnchecked) return label;
  return { text: label.tone === "unchecked" ? "TLS, proxy unchecked" : "proxy unchecked", tone: "unchecked" };
}

function serverLabel(address: ServerAddress): SecurityLabel {
  if (address.target.trim() === "" && address.security.mode === "auto") return { text: "", tone: "off" };
  // A variable may stand for any address: what it is, is decided when its value is known.
  if (address.security.mode === "auto" && /^\s*\{\{/.test(address.target)) return { text: "", tone: "off" };
  if (!usesTls(address)) return { text: "TLS off", tone: "off" };
  if (address.security.insecureSkipVerify === true) return { text: "TLS unchecked", tone: "unchecked" };
  const { clientCertificateFile, clientBundleFile } = address.security;
  const isMutual = clientCertificateFile !== undefined || clientBundleFile !== undefined;
  return { text: isMutual ? "mTLS" : "TLS", tone: "on" };
}
