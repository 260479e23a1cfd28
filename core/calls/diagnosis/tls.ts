/** What is wrong where TLS did not come about, or came about where it was not meant. */
import { certificateNames } from "../../channels/certificate-names.ts";
import { CertificateTimeFailure, type ConnectionFailure } from "../../channels/connection-failure.ts";
import { type Diagnosis, sentence } from "./words.ts";

/** The likely cause; undefined for a failure that is not about TLS. */
export function diagnoseTls(failure: ConnectionFailure): Diagnosis | undefined {
  const { reason, address, message } = failure;
  switch (reason) {
    case "plaintext-to-tls":
      return {
        explanation: `The server at ${address} speaks TLS, and it was spoken to in plaintext.`,
        hint: "Use TLS (--tls).",
      };
    case "tls-to-plaintext":
      return {
        explanation: `The server at ${address} speaks plaintext, and it was spoken to with TLS.`,
        hint: "If plaintext is meant, choose it (--plaintext).",
      };
    case "client-certificate":
      return {
        explanation: `The server at ${address} wants a client certificate that it trusts: ${sentence(message)}`,
        hint: "Give the client certificate and its key (--cert FILE --key FILE).",
      };
    case "server-name":
      return {
        explanation: `The server at ${address} has no site of the name that was asked for: ${sentence(message)}`,
        hint: "Name one that it has (--servername NAME), or connect by that name.",
      };
    case "tls-version":
      return {
        explanation: `The server at ${address} and this client have no version of TLS in common; here that is 1.2 and 1.3: ${sentence(message)}`,
        hint: "Have the server speak TLS 1.2 or newer; what is older is not safe any more.",
      };
    case "tls-parameters":
      return {
        explanation: `The server at ${address} speaks TLS, and takes none of the ciphers and curves offered: ${sentence(message)}`,
        hint: "Look in the server's log, and at the ciphers it is set to; some servers say the same when the name they are asked by is not theirs (--servername NAME).",
      };
    case "handshake-closed":
      return {
        explanation: `${address} takes the connection and ends it in the TLS handshake: ${sentence(message)}`,
        hint: "Check the port, and that it speaks TLS; a proxy or firewall that does not know the name asked for does this, too (--servername NAME).",
      };
    case "tls":
      return {
        explanation: `The TLS handshake with ${address} failed: ${sentence(message)}`,
        hint: "Check that the port speaks TLS, and which versions and certificates the server wants.",
      };
    default:
      return diagnoseCertificate(failure);
  }
}

function diagnoseCertificate(failure: ConnectionFailure): Diagnosis | undefined {
  const { reason, address, message, cause } = failure;
  switch (reason) {
    case "certificate-name":
      return {
        explanation: `The certificate of ${address} is for another name: ${sentence(message)}`,
        hint: hintOfNames(cause),
      };
    case "certificate-self-signed":
      return {
        explanation: `The certificate of ${address} is self-signed: no authority vouches for it.`,
        hint: "If it is the one you expect, trust it as an authority (--cacert FILE).",
      };
    case "certificate-authority":
      return {
        explanation: `The certificate of ${address} was issued by an authority that is not trusted here: ${sentence(message)}`,
        hint: "If it is a private authority, give its certificate (--cacert FILE).",
      };
    case "certificate-expired":
      return {
        explanation: `The certificate of ${address} has expired${timesOf(failure)}.`,
        hint: "Renew the server's certificate, and check this machine's clock.",
      };
    case "certificate-not-yet-valid":
      return {
        explanation: `The certificate of ${address} is not valid yet${timesOf(failure)}.`,
        hint: "Check the clocks of the server and of this machine.",
      };
    case "certificate-refused":
      return {
        explanation: `The certificate of ${address} cannot be used for a server: ${sentence(message)}`,
        hint: "Have the certificate looked at by whoever runs the server.",
      };
    default:
      return undefined;
  }
}

/** What to do about a certificate for another name, with one that it is for. */
function hintOfNames(cause: unknown): string {
  const { checked = "", others: [name] = [] } = certificateNames(cause) ?? {};
  return name === undefined
    ? "Connect by a name that is in the certificate, or name the one to expect (--servername NAME)."
    : `Connect by one of its names, or have it checked for one of them in place of ${checked} (--servername ${name}).`;
}

function timesOf(failure: ConnectionFailure): string {
  return failure instanceof CertificateTimeFailure ? `: ${failure.times}` : "";
}
