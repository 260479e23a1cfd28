/** The files and switches of a TLS connection, read once a channel. Never falls back to plaintext or to no check. */
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { type ConnectionOptions, createSecureContext, type SecureContext } from "node:tls";
import type { TransportSecurity } from "../contract/params.ts";
import { ByteglassError } from "../error.ts";
import { systemRoots } from "./system-roots.ts";
import type { Target } from "./target.ts";

/** What `tls.connect` needs for one target besides the socket. */
export interface TlsMaterial {
  readonly secureContext: SecureContext;
  /** The name to check the certificate against. */
  readonly serverName: string;
  readonly insecureSkipVerify: boolean;
  readonly hasClientCertificate: boolean;
}

/**
 * Reads the PEM files of `security`; an authority file stands in place of the system's roots. Throws a `ByteglassError`: `file-unreadable` for a file that cannot be read,
 * `tls` for one that holds no usable PEM or for a certificate without its key.
 */
export function readTlsMaterial(target: Target, security: TransportSecurity): TlsMaterial {
  const { certificateAuthorityFile, clientCertificateFile, clientKeyFile } = security;
  if ((clientCertificateFile === undefined) !== (clientKeyFile === undefined)) {
    const [given, missing] =
      clientKeyFile === undefined ? ["certificate", "key (--key)"] : ["key", "certificate (--cert)"];
    throw new ByteglassError("tls", `A client ${given} was given without its ${missing}.`, {
      hint: "A client certificate and its private key go together: give both files.",
    });
  }
  const ca = certificateAuthorityFile === undefined ? undefined : readPem(certificateAuthorityFile);
  const cert = clientCertificateFile === undefined ? undefined : readPem(clientCertificateFile);
  const key = clientKeyFile === undefined ? undefined : readPem(clientKeyFile);
  const files = [certificateAuthorityFile, clientCertificateFile, clientKeyFile].filter(
    (file) => file !== undefined,
  );
  return {
    secureContext: secureContextOf({ ca, cert, key }, files),
    serverName: security.serverName ?? target.host,
    insecureSkipVerify: security.insecureSkipVerify === true,
    hasClientCertificate: cert !== undefined,
  };
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

function readPem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new ByteglassError("file-unreadable", `The file ${file} could not be read (${reason}).`, {
      hint: "Check the path and that you may read it.",
      cause,
    });
  }
}

function secureContextOf(
  pem: {
    readonly ca: Buffer | undefined;
    readonly cert: Buffer | undefined;
    readonly key: Buffer | undefined;
  },
  files: readonly string[],
): SecureContext {
  const ca = pem.ca ?? systemRoots();
  try {
    return createSecureContext({
      ...(ca === undefined ? {} : { ca }),
      ...(pem.cert === undefined ? {} : { cert: pem.cert }),
      ...(pem.key === undefined ? {} : { key: pem.key }),
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ByteglassError("tls", `${files.join(", ")}: not usable for TLS: ${reason}.`, {
      hint: "Expected PEM text: -----BEGIN CERTIFICATE----- for certificates, a key without a passphrase that belongs to the certificate.",
      cause,
    });
  }
}
