/** TLS with a proxy itself: its own name, and authorities and a client certificate that are for it alone. */
import { createSecureContext } from "node:tls";
import type { ProxyTls } from "../../contract/call-options.ts";
import { type ClientOptions, readAuthorities, readClientParts } from "../credential-files.ts";
import { systemRoots } from "../system-roots.ts";
import type { TlsMaterial } from "../tls-material.ts";
import type { ProxyServer } from "./proxy.ts";

const PROXY_OPTIONS: ClientOptions = {
  certificate: "--proxy-cert",
  key: "--proxy-key",
  passphrase: "--proxy-passphrase",
};

/**
 * What the handshake with an `https://` proxy needs. The settings of the server's TLS do not hold for it. Throws a
 * `ByteglassError` (`file-unreadable`, `tls`) for files that are not usable.
 */
export function proxyMaterial({ host }: ProxyServer, settings: ProxyTls = {}): TlsMaterial {
  const { certificateAuthorityFile: file, insecureSkipVerify } = settings;
  const client = readClientParts(settings, PROXY_OPTIONS);
  const ca = file === undefined ? systemRoots() : readAuthorities(file);
  return {
    secureContext: createSecureContext({ ...client, ...(ca === undefined ? {} : { ca: [...ca] }) }),
    serverName: host,
    insecureSkipVerify: insecureSkipVerify === true,
    hasClientCertificate: client !== undefined,
  };
}
