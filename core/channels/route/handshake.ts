/** TLS on a socket that stands. What the server shows is kept for the report, whether it is trusted or not. */
import type { Socket } from "node:net";
import { checkServerIdentity, type TLSSocket, connect as tlsConnect } from "node:tls";
import type { TlsReport } from "../../contract/connection-report.ts";
import { CertificateTimeFailure, ConnectionFailure, toConnectionFailure } from "../connection-failure.ts";
import { type TlsMaterial, tlsConnectOptions } from "../tls-material.ts";
import { describeTls } from "./certificates.ts";
import type { ConnectionTrace } from "./trace.ts";
import { distrustOf } from "./trust.ts";

/** What OpenSSL says of the commonest codes; Node keeps the code alone. */
const REASONS = new Map([
  ["SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unable to get local issuer certificate"],
  ["CERT_HAS_EXPIRED", "certificate has expired"],
  ["CERT_NOT_YET_VALID", "certificate is not yet valid"],
]);

/**
 * Shakes hands over `socket` and offers `protocols` (ALPN). Rejects with a `ConnectionFailure` to `label`; a
 * certificate that does not pass is refused here, before a byte is sent, unless the check is switched off.
 */
export function shakeHands(
  socket: Socket,
  material: TlsMaterial,
  protocols: readonly string[],
  label: string,
  trace?: ConnectionTrace,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const end = trace?.begin("tls");
    let hasKeys = false;
    const fail = (error: unknown): void => {
      const failure = inHandshake(toConnectionFailure(error, label), hasKeys);
      end?.("failed", failure.message);
      secured.destroy();
      reject(failure);
    };
    const onClose = (): void =>
      fail(new ConnectionFailure("closed", label, "", "The connection closed during the TLS handshake."));
    // The verdict is ours below, so that the certificates can be shown when it is a no.
    const options = { ...tlsConnectOptions(material, protocols), rejectUnauthorized: false };
    const secured: TLSSocket = tlsConnect({ ...options, socket }, () => {
      secured.off("close", onClose);
      const report = describeTls(secured, material);
      if (trace !== undefined) trace.tls = report;
      if (!report.trusted && !material.insecureSkipVerify)
        return fail(refusalOf(secured, material, report, label));
      end?.("ok", [report.version, report.protocol, report.cipher].filter((part) => part !== "").join(", "));
      // The error listener stays: its next owner adds one later, and an error in between must not be uncaught.
      resolve(secured);
    });
    secured.once("keylog", () => {
      hasKeys = true;
    });
    secured.on("error", fail);
    secured.once("close", onClose);
  });
}

/**
 * What a failure means inside a handshake. A server that agreed on keys and then says no more than "failure" has taken
 * ciphers and version: what it misses, in TLS 1.2, is a certificate of ours.
 */
function inHandshake(failure: ConnectionFailure, hasKeys: boolean): ConnectionFailure {
  const { address, code, cause } = failure;
  if (failure.reason === "closed") {
    const isReset = code === "ECONNRESET" && /\bread\b/.test(failure.message);
    const message = `The connection was ${isReset ? "reset" : "closed"} in answer to the first words of TLS.`;
    return new ConnectionFailure("handshake-closed", address, code, message, cause);
  }
  if (failure.reason !== "tls-parameters" || !hasKeys) return failure;
  const message = `${failure.message}, after keys were agreed on`;
  return new ConnectionFailure("client-certificate", address, code, message, cause);
}

/** Which days a certificate of the chain was or will be valid, where that is what is wrong. */
function timesOf(code: string, { chain }: TlsReport): string | undefined {
  const now = new Date().toISOString();
  const late = chain.find(({ validTo }) => validTo < now);
  const early = chain.find(({ validFrom }) => validFrom > now);
  if (code === "CERT_HAS_EXPIRED" && late !== undefined) {
    return `${late.subject} was valid until ${day(late.validTo)}`;
  }
  if (code === "CERT_NOT_YET_VALID" && early !== undefined) {
    return `${early.subject} is valid from ${day(early.validFrom)}`;
  }
  return undefined;
}

/** `2026-11-17 09:30 UTC` */
function day(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}

/** The error Node would have refused the certificate with, or one that knows more. */
function refusalOf(socket: TLSSocket, material: TlsMaterial, report: TlsReport, label: string): Error {
  const code = String(distrustOf(socket, material));
  const certificate = socket.getPeerCertificate();
  const mismatch =
    code === "ERR_TLS_CERT_ALTNAME_INVALID"
      ? checkServerIdentity(material.serverName, certificate)
      : undefined;
  if (mismatch !== undefined) return mismatch;
  const reason = REASONS.get(code) ?? code.toLowerCase().replaceAll("_", " ");
  const times = timesOf(code, report);
  if (times !== undefined) return new CertificateTimeFailure(label, code, reason, times);
  return Object.assign(new Error(reason), { code });
}
