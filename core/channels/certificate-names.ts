/** The names of a certificate that was refused because it is for another one. */
import { isIP } from "node:net";

/** What a certificate was to be for, and what it is for. */
export interface CertificateNames {
  /** The name it was checked for. */
  readonly checked: string;
  /** Names it can be checked for instead: host names first. Wildcards are none. */
  readonly others: readonly string[];
}

const HOST_NAME = /^[\w-]+(\.[\w-]+)*$/;

/** The names in the error that Node refuses a certificate with; undefined for any other error. */
export function certificateNames(error: unknown): CertificateNames | undefined {
  if (!(error instanceof Error) || !("cert" in error) || !("host" in error)) return undefined;
  const { cert, host } = error;
  if (typeof cert !== "object" || cert === null) return undefined;
  const names = namesOf(cert);
  const others = [
    ...names.filter((name) => isIP(name) === 0 && HOST_NAME.test(name)),
    ...[4, 6].flatMap((version) => names.filter((name) => isIP(name) === version)),
  ];
  return { checked: String(host), others: [...new Set(others)] };
}

/** Its alternative names, or the common name of one that has none, which Node then takes (RFC 6125, 6.4.4). */
function namesOf(certificate: object): readonly string[] {
  if ("subjectaltname" in certificate && typeof certificate.subjectaltname === "string") {
    const entries = certificate.subjectaltname.split(", ");
    return entries.map((entry) => entry.replace(/^(DNS|IP Address):/, ""));
  }
  const subject = "subject" in certificate ? certificate.subject : undefined;
  if (typeof subject !== "object" || subject === null || !("CN" in subject)) return [];
  return typeof subject.CN === "string" ? [subject.CN] : [];
}
