/**
 * The files that TLS is set up with, each checked by itself, so that a fault names the file it is in. What OpenSSL (Node)
 * and BoringSSL (the app) say of the same fault differs; here both become one sentence.
 */
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import type { TransportSecurity } from "../contract/params.ts";
import { ByteglassError, codeOf, messageOf } from "../error.ts";
import { isLockedPem, isUnknownLock } from "./locked-pem.ts";

/** The files of a client's certificate and its key. */
type ClientFiles = Pick<
  TransportSecurity,
  "clientCertificateFile" | "clientKeyFile" | "clientBundleFile" | "clientKeyPassphrase"
>;

/** The options of the terminal that give them. */
export interface ClientOptions {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase: string;
}

const SERVER_OPTIONS: ClientOptions = { certificate: "--cert", key: "--key", passphrase: "--passphrase" };

/** The client's certificate and key as `createSecureContext` takes them. */
export type ClientParts =
  | { readonly cert: Buffer; readonly key: Buffer; readonly passphrase?: string }
  | { readonly pfx: Buffer; readonly passphrase?: string };

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The authorities of a file, as PEM texts: PEM, or one certificate in DER. Throws `file-unreadable` or `tls`. */
export function readAuthorities(file: string): readonly string[] {
  const bytes = readCredentials(file);
  const written = bytes.toString("latin1").match(PEM_CERTIFICATE);
  const hint = "Expected the certificate of the authority, as PEM (-----BEGIN CERTIFICATE-----) or DER.";
  return (written ?? [bytes]).map((one) => readCertificate(one, file, hint).toString());
}

/**
 * The client's certificate with its key; undefined when there is none. `options` are what a hint names. Throws a
 * `ByteglassError`: `file-unreadable`, or `tls` for files that are not what they should be, do not belong together, or are
 * not opened by the passphrase.
 */
export function readClientParts(
  files: ClientFiles,
  options: ClientOptions = SERVER_OPTIONS,
): ClientParts | undefined {
  const { clientCertificateFile, clientKeyFile, clientBundleFile, clientKeyPassphrase } = files;
  if (clientBundleFile !== undefined && clientCertificateFile !== undefined) {
    throw unusable("A client certificate was given twice, as PEM and as PKCS#12.", {
      hint: "Give it as PEM (--cert FILE --key FILE) or as PKCS#12 (--pkcs12 FILE), not as both.",
    });
  }
  if (clientBundleFile !== undefined) return readBundle(clientBundleFile, clientKeyPassphrase, options);
  if (clientCertificateFile === undefined && clientKeyFile === undefined) return undefined;
  if (clientCertificateFile !== undefined && clientKeyFile !== undefined) {
    return readPair(clientCertificateFile, clientKeyFile, clientKeyPassphrase, options);
  }
  const [given, missing] = clientKeyFile === undefined ? ["certificate", "key"] : ["key", "certificate"];
  throw unusable(`A client ${given} was given without its ${missing}.`, {
    hint: `A client certificate and its private key go together: give both files (${options.certificate} FILE ${options.key} FILE).`,
  });
}

function readPair(
  certificateFile: string,
  keyFile: string,
  passphrase: string | undefined,
  options: ClientOptions,
): ClientParts {
  const cert = readCredentials(certificateFile);
  const key = readCredentials(keyFile);
  const hint = "Expected a certificate as PEM: -----BEGIN CERTIFICATE-----.";
  const certificate = readCertificate(cert, certificateFile, hint);
  if (!certificate.checkPrivateKey(readKey(key, keyFile, passphrase, options))) {
    throw unusable(`${keyFile} is not the key of ${certificateFile}: it belongs to another certificate.`, {
      hint: "Give the key that the certificate was made with.",
    });
  }
  return { cert, key, ...(passphrase === undefined ? {} : { passphrase }) };
}

function readKey(
  key: Buffer,
  file: string,
  passphrase: string | undefined,
  options: ClientOptions,
): KeyObject {
  try {
    return createPrivateKey({ key, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    if (isLockedPem(key.toString("latin1"))) {
      if (passphrase === undefined || !isUnknownLock(cause)) throw locked(file, passphrase, options, cause);
      throw unusable(`${file} is locked in a way that cannot be read here.`, {
        hint: "Lock it anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem.",
        cause,
      });
    }
    throw unusable(`${file} holds no private key.`, {
      hint: "Expected a key as PEM: -----BEGIN PRIVATE KEY-----.",
      cause,
    });
  }
}

function readBundle(file: string, passphrase: string | undefined, options: ClientOptions): ClientParts {
  const pfx = readCredentials(file);
  const parts = { pfx, ...(passphrase === undefined ? {} : { passphrase }) };
  try {
    createSecureContext(parts);
    return parts;
  } catch (cause) {
    if (isWrongPassphrase(cause)) throw locked(file, passphrase, options, cause);
    const [, missing] = /Unable to load (private key|certificate)/.exec(messageOf(cause)) ?? [];
    if (missing !== undefined) {
      throw unusable(`${file} has no ${missing} in it.`, {
        hint: "A client certificate and its private key go together: write both into the file.",
        cause,
      });
    }
    if (/unsupported/i.test(messageOf(cause))) {
      throw unusable(
        `${file} is encrypted in a way that the OpenSSL of Node no longer reads (RC2, most likely).`,
        {
          hint: `Write it anew: openssl pkcs12 -legacy -nodes -in ${file} | openssl pkcs12 -export -out new.p12.`,
          cause,
        },
      );
    }
    throw unusable(`${file} is no PKCS#12 file.`, {
      hint: "Expected a file (.p12, .pfx) with a certificate and its key; PEM files are given as certificate and key (--cert, --key).",
      cause,
    });
  }
}

function readCertificate(bytes: Buffer | string, file: string, hint: string): X509Certificate {
  try {
    return new X509Certificate(bytes);
  } catch (cause) {
    throw unusable(`${file} holds no certificate.`, { hint, cause });
  }
}

function readCredentials(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const reason = String(codeOf(cause) ?? cause);
    throw new ByteglassError("file-unreadable", `The file ${file} could not be read (${reason}).`, {
      hint: "Check the path and that you may read it.",
      steps: [{ kind: "set-certificates" }],
      cause,
    });
  }
}

function isWrongPassphrase(cause: unknown): boolean {
  return /mac verify failure|(?:bad|incorrect)[ _](?:decrypt|password)/i.test(messageOf(cause));
}

function locked(
  file: string,
  passphrase: string | undefined,
  options: ClientOptions,
  cause: unknown,
): ByteglassError {
  return passphrase === undefined
    ? unusable(`${file} is locked with a passphrase.`, {
        hint: `Give its passphrase (${options.passphrase} @FILE).`,
        cause,
      })
    : unusable(`The passphrase does not open ${file}.`, {
        hint: `Check the passphrase (${options.passphrase} @FILE).`,
        cause,
      });
}

function unusable(
  message: string,
  more: { readonly hint: string; readonly cause?: unknown },
): ByteglassError {
  return new ByteglassError("tls", message, { ...more, steps: [{ kind: "set-certificates" }] });
}
