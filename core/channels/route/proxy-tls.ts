/** TLS with a proxy itself: the system's authorities, its own name, no client certificate. */
import { createSecureContext } from "node:tls";
import { systemRoots } from "../system-roots.ts";
import type { TlsMaterial } from "../tls-material.ts";
import type { ProxyServer } from "./proxy.ts";

/** What the handshake with an `https://` proxy needs. The settings of the server's TLS do not hold for it. */
export function proxyMaterial({ host }: ProxyServer): TlsMaterial {
  const ca = systemRoots();
  return {
    secureContext: createSecureContext(ca === undefined ? {} : { ca }),
    serverName: host,
    insecureSkipVerify: false,
    hasClientCertificate: false,
  };
}
