/** TLS with a token endpoint: the system's authorities and those of the connection, always checked. */
import { createSecureContext, rootCertificates } from "node:tls";
import { readAuthorities } from "../channels/credential-files.ts";
import { systemRoots } from "../channels/system-roots.ts";
import type { TlsMaterial } from "../channels/tls-material.ts";

/**
 * What the handshake with the token endpoint on `host` needs. `authorityFile` is trusted beside the system's authorities.
 * Throws a `ByteglassError` (`file-unreadable`, `tls`) for a file of authorities that is not usable.
 */
export function tokenMaterial(host: string, authorityFile: string): TlsMaterial {
  const ca = [...(systemRoots() ?? rootCertificates), ...readAuthorities(authorityFile)];
  return {
    secureContext: createSecureContext({ ca }),
    serverName: host,
    insecureSkipVerify: false,
    hasClientCertificate: false,
  };
}
