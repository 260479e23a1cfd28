/** The certificate authorities this machine trusts: Node's own list, and what the system's administrator added. */
import { readFileSync } from "node:fs";
import * as tls from "node:tls";

/** Where Linux distributions and BSDs keep the authorities they trust, all in one file. */
const BUNDLES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

let roots: { readonly list: string[] | undefined } | undefined;

/**
 * PEM texts, read once a process; undefined when Node's own list has them all, which is faster to use as it is.
 * `SSL_CERT_FILE` names another file than the system's.
 */
export function systemRoots(): string[] | undefined {
  roots ??= { list: withSystemStore() };
  return roots.list;
}

function withSystemStore(): string[] | undefined {
  const known = new Set(tls.rootCertificates.map(base64Of));
  const added = systemStore().filter((certificate) => !known.has(base64Of(certificate)));
  return added.length === 0 ? undefined : [...tls.rootCertificates, ...added];
}

/** Files differ in how they break lines. */
function base64Of(certificate: string): string {
  return certificate.replace(/-----[^-]+-----|\s/g, "");
}

function systemStore(): readonly string[] {
  const named = process.env["SSL_CERT_FILE"];
  if (named !== undefined && named !== "") return readBundle(named) ?? [];
  // Newer Node reads the stores of Windows and macOS too.
  const getCertificates: unknown = Reflect.get(tls, "getCACertificates");
  if (typeof getCertificates === "function") {
    const certificates: unknown = getCertificates("system");
    if (Array.isArray(certificates)) return certificates.map(String);
  }
  for (const file of BUNDLES) {
    const certificates = readBundle(file);
    if (certificates !== undefined) return certificates;
  }
  return [];
}

function readBundle(file: string): readonly string[] | undefined {
  try {
    const text = readFileSync(file, "latin1");
    return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  } catch {
    // A system without this file is no fault: the next place is looked at.
    return undefined;
  }
}
