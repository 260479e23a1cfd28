/** Whether a server's certificate is trusted: by OpenSSL, and by the authorities that were meant and no others. */
import { X509Certificate } from "node:crypto";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";
import type { TlsMaterial } from "../tls-material.ts";

/** Certificates of a chain that are looked at. */
const MAXIMUM_CHAIN = 10;
/** What OpenSSL says of a certificate whose authority it does not know. */
const UNKNOWN_AUTHORITY = "UNABLE_TO_VERIFY_LEAF_SIGNATURE";

/** What keeps the certificate from being trusted: a code of OpenSSL or Node's own error; undefined when nothing does. */
export function distrustOf(socket: TLSSocket, { anchors }: TlsMaterial): unknown {
  if (!socket.authorized) return socket.authorizationError ?? "CERT_REJECTED";
  if (anchors === undefined) return undefined;
  // Node trusts the authorities in a client's PKCS#12 file for servers too, whatever `ca` says.
  return isAnchored(certificatesOf(socket.getPeerCertificate(true)), anchors) ? undefined : UNKNOWN_AUTHORITY;
}

/** True when one of a chain is an authority of `anchors` or was issued by one, and all before it by their next. */
function isAnchored(chain: readonly X509Certificate[], anchors: readonly X509Certificate[]): boolean {
  for (const [index, certificate] of chain.entries()) {
    const isKnown = anchors.some(
      (anchor) => anchor.fingerprint256 === certificate.fingerprint256 || isIssuedBy(certificate, anchor),
    );
    if (isKnown) return true;
    const next = chain[index + 1];
    if (next === undefined || !isIssuedBy(certificate, next)) return false;
  }
  return false;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function certificatesOf(leaf: DetailedPeerCertificate): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let certificate: DetailedPeerCertificate | undefined = leaf;
  while (certificate?.raw !== undefined && chain.length < MAXIMUM_CHAIN) {
    chain.push(new X509Certificate(certificate.raw));
    const issuer: DetailedPeerCertificate | undefined = certificate.issuerCertificate;
    // A root names itself as its issuer.
    certificate = issuer?.fingerprint256 === certificate.fingerprint256 ? undefined : issuer;
  }
  return chain;
}
