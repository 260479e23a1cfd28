/** TLS with a proxy itself: authorities of its own or the system's, its own name, no client certificate. */
import { createSecureContext } from "node:tls";
import type { ProxyTls } from "../../contract/call-options.ts";
import { readAuthorities } from "../credential-files.ts";
import { systemRoots } from "../system-roots.ts";
import type { TlsMaterial } from "../tls-material.ts";
import type { ProxyServer } from "./proxy.ts";

/**
 * What the handshake with an `https://` proxy needs. The settings of the server's TLS do not hold for it. Throws a
 * `ByteglassError` (`file-unreadable`, `tls`) for a file of authorities that is not usable.
 */
export function proxyMaterial({ host }: ProxyServer, settings: ProxyTls = {}): TlsMaterial {
  const { certificateAuthorityFile: file, insecureSkipVerify } = settings;
  const ca = file === undefined ? systemRoots() : readAuthorities(file);
  return {
    secureContext: createSecureContext(ca === undefined ? {} : { ca: [...ca] }),
    serverName: host,
    insecureSkipVerify: insecureSkipVerify === true,
    hasClientCertificate: false,
  };
}
