/** A TLS handshake as it is shown: version, cipher, protocol and the chain of certificates. */
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";
import type { CertificateSummary, TlsReport } from "../../contract/connection-report.ts";
import { messageOf } from "../../error.ts";
import type { TlsMaterial } from "../tls-material.ts";
import { distrustOf } from "./trust.ts";

/** Certificates of a chain that are shown. */
const MAXIMUM_CHAIN = 10;

/** What came of the handshake on a socket. */
export function describeTls(socket: TLSSocket, material: TlsMaterial): TlsReport {
  const distrust = distrustOf(socket, material);
  return {
    version: socket.getProtocol() ?? "",
    cipher: socket.getCipher()?.name ?? "",
    protocol: socket.alpnProtocol || "",
    serverName: material.serverName,
    chain: chainOf(socket.getPeerCertificate(true)),
    trusted: distrust === undefined,
    // Node has an error here for a name that does not fit, and a code for everything else.
    ...(distrust === undefined ? {} : { problem: messageOf(distrust) }),
    clientCertificate: material.hasClientCertificate,
  };
}

function chainOf(leaf: DetailedPeerCertificate): readonly CertificateSummary[] {
  const chain: CertificateSummary[] = [];
  let certificate: DetailedPeerCertificate | undefined = leaf;
  while (certificate?.fingerprint256 !== undefined && chain.length < MAXIMUM_CHAIN) {
    chain.push(summaryOf(certificate));
    const issuer: DetailedPeerCertificate | undefined = certificate.issuerCertificate;
    // A root names itself as its issuer.
    certificate = issuer?.fingerprint256 === certificate.fingerprint256 ? undefined : issuer;
  }
  return chain;
}

function summaryOf(certificate: DetailedPeerCertificate): CertificateSummary {
  const { subject, issuer, subjectaltname = "", valid_from, valid_to, fingerprint256 } = certificate;
  return {
    subject: nameText(subject),
    issuer: nameText(issuer),
    names: subjectaltname.split(", ").filter((name) => name !== ""),
    validFrom: isoTime(valid_from),
    validTo: isoTime(valid_to),
    fingerprint: fingerprint256,
  };
}

/** `CN=localhost, O=Example`. */
function nameText(name: object | undefined): string {
  return Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${[value].flat().join("+")}`)
    .join(", ");
}

function isoTime(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}
