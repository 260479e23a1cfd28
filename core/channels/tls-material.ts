/** The files and switches of a TLS connection, read once a channel. Never falls back to plaintext or to no check. */
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { type ConnectionOptions, createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import type { TransportSecurity } from "../contract/params.ts";
import { readAuthorities, readClientParts } from "./credential-files.ts";
import { systemRoots } from "./system-roots.ts";
import type { Target } from "./target.ts";

/** What `tls.connect` needs for one target besides the socket. */
export interface TlsMaterial {
  readonly secureContext: SecureContext;
  /** The name to check the certificate against. */
  readonly serverName: string;
  readonly insecureSkipVerify: boolean;
  readonly hasClientCertificate: boolean;
  /** The authorities that count and no others; absent where those of `secureContext` are the same. */
  readonly anchors?: readonly X509Certificate[];
}

/**
 * Reads the files of `security`: PEM, or PKCS#12 for the client's certificate and key; an authority file stands in
 * place of the system's roots. Throws a `ByteglassError`: `file-unreadable` for a file that cannot be read, `tls` for one
 * that is not usable, for a wrong passphrase and for a certificate without its key.
 */
export function readTlsMaterial(target: Target, security: TransportSecurity): TlsMaterial {
  const { certificateAuthorityFile, serverName, insecureSkipVerify } = security;
  const client = readClientParts(security);
  const ca =
    certificateAuthorityFile === undefined ? systemRoots() : readAuthorities(certificateAuthorityFile);
  return {
    secureContext: createSecureContext({ ...client, ...(ca === undefined ? {} : { ca: [...ca] }) }),
    serverName: serverName ?? target.host,
    insecureSkipVerify: insecureSkipVerify === true,
    hasClientCertificate: client !== undefined,
    ...(client !== undefined && "pfx" in client ? { anchors: anchorsOf(ca ?? rootCertificates) } : {}),
  };
}

/** A system's list may have one that Node cannot read; nothing is trusted by it. */
function anchorsOf(texts: readonly string[]): readonly X509Certificate[] {
  return texts.flatMap((text) => {
    try {
      return [new X509Certificate(text)];
    } catch {
      return [];
    }
  });
}

/** The options of `tls.connect` for this material; SNI is left out for IP addresses, which it may not carry. */
export function tlsConnectOptions(material: TlsMaterial, protocols: readonly string[]): ConnectionOptions {
  const { secureContext, serverName, insecureSkipVerify } = material;
  return {
    secureContext,
    // Without SNI Node checks the certificate against `host`.
    host: serverName,
    ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
    rejectUnauthorized: !insecureSkipVerify,
    ALPNProtocols: [...protocols],
  };
}
