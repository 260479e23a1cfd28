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
 * Reads the files of `security`: PEM, or PKCS#12 for the client's certificate and key; an authority file stands in
 * place of the system's roots. Throws a `ByteglassError`: `file-unreadable` for a file that cannot be read, `tls` for one
 * that is not usable, for a wrong passphrase and for a certificate without its key.
 */
export function readTlsMaterial(target: Target, security: TransportSecurity): TlsMaterial {
  const { certificateAuthorityFile, clientCertificateFile, clientKeyFile, clientBundleFile } = security;
  checkClientFiles(security);
  const read = (file: string | undefined): Buffer | undefined =>
    file === undefined ? undefined : readCredentials(file);
  const parts = {
    ca: read(certificateAuthorityFile) ?? systemRoots(),
    cert: read(clientCertificateFile),
    key: read(clientKeyFile),
    pfx: read(clientBundleFile),
    passphrase: security.clientKeyPassphrase,
  };
  const files = [certificateAuthorityFile, clientCertificateFile, clientKeyFile, clientBundleFile];
  return {
    secureContext: secureContextOf(
      parts,
      files.filter((file) => file !== undefined),
    ),
    serverName: security.serverName ?? target.host,
    insecureSkipVerify: security.insecureSkipVerify === true,
    hasClientCertificate: parts.cert !== undefined || parts.pfx !== undefined,
  };
}

function checkClientFiles(security: TransportSecurity): void {
  const { clientCertificateFile, clientKeyFile, clientBundleFile } = security;
  if ((clientCertificateFile === undefined) !== (clientKeyFile === undefined)) {
    const [given, missing] =
      clientKeyFile === undefined ? ["certificate", "key (--key)"] : ["key", "certificate (--cert)"];
    throw new ByteglassError("tls", `A client ${given} was given without its ${missing}.`, {
      hint: "A client certificate and its private key go together: give both files.",
      steps: [{ kind: "set-certificates" }],
    });
  }
  if (clientBundleFile !== undefined && clientCertificateFile !== undefined) {
    throw new ByteglassError("tls", "A client certificate was given twice, as PEM and as PKCS#12.", {
      hint: "Give --cert and --key, or --pkcs12.",
      steps: [{ kind: "set-certificates" }],
    });
  }
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

function readCredentials(file: string): Buffer {
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

interface ContextParts {
  readonly ca: Buffer | string[] | undefined;
  readonly cert: Buffer | undefined;
  readonly key: Buffer | undefined;
  readonly pfx: Buffer | undefined;
  readonly passphrase: string | undefined;
}

function secureContextOf(parts: ContextParts, files: readonly string[]): SecureContext {
  try {
    return createSecureContext(
      Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)),
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ByteglassError("tls", `${files.join(", ")}: not usable for TLS: ${reason}.`, {
      hint: hintFor(reason, parts),
      steps: [{ kind: "set-certificates" }],
      cause,
    });
  }
}

function hintFor(reason: string, { pfx, passphrase }: ContextParts): string {
  if (/mac verify failure|bad decrypt|interrupted or cancelled|bad password/i.test(reason)) {
    return passphrase === undefined
      ? "The key is encrypted: give its passphrase (--passphrase @FILE)."
      : "The passphrase does not open the key: check it (--passphrase @FILE).";
  }
  if (/unsupported/i.test(reason) && pfx !== undefined) {
    return "The file is encrypted in a way OpenSSL 3 no longer reads: export it again with AES, without -legacy.";
  }
  return pfx === undefined
    ? "Expected PEM text: -----BEGIN CERTIFICATE----- for certificates, and a key that belongs to the certificate."
    : "Expected a PKCS#12 file (.p12, .pfx) with a certificate and its key.";
}
