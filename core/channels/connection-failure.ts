/** Why no server could be spoken to: a closed set of reasons, found from what Node and OpenSSL report. */
import { messageOf } from "../error.ts";

/** One reason each for which there is a different next step. */
export type ConnectionFailureReason =
  | "name-not-found"
  | "name-lookup-failed"
  | "refused"
  | "unreachable"
  | "timed-out"
  | "no-socket-file"
  | "not-permitted"
  | "plaintext-to-tls"
  | "tls-to-plaintext"
  | "http1-only"
  | "http2-only"
  | "not-http"
  | "bad-http"
  | "large-headers"
  /** It takes a connection, and says nothing. */
  | "silent"
  /** It takes a connection, and closes it without a word. */
  | "hung-up"
  /** HTTP/2 stands, and a request has no answer. */
  | "no-answer"
  | "goaway"
  | "stream-reset"
  | "ping-unanswered"
  | "certificate-name"
  | "certificate-authority"
  | "certificate-self-signed"
  | "certificate-expired"
  | "certificate-not-yet-valid"
  | "certificate-refused"
  | "client-certificate"
  | "server-name"
  | "tls-version"
  /** No cipher, curve or signature that both sides know. */
  | "tls-parameters"
  | "handshake-closed"
  | "tls"
  | "closed"
  | "proxy-unreachable"
  | "proxy-tls"
  | "proxy-client-certificate"
  | "proxy-refused"
  /** It takes the connection, and says nothing. */
  | "proxy-silent"
  | "proxy-credentials"
  | "not-grpc"
  | "unknown";

/** True where TLS or a certificate is in the way, or TLS where there is none. */
export function isAboutTls(reason: ConnectionFailureReason): boolean {
  return TLS_REASONS.has(reason);
}

const TLS_REASONS: ReadonlySet<ConnectionFailureReason> = new Set<ConnectionFailureReason>([
  "plaintext-to-tls",
  "tls-to-plaintext",
  "certificate-name",
  "certificate-authority",
  "certificate-self-signed",
  "certificate-expired",
  "certificate-not-yet-valid",
  "certificate-refused",
  "client-certificate",
  "server-name",
  "tls-version",
  "tls-parameters",
  "handshake-closed",
  "tls",
]);

/** The failure underneath a status, mostly UNAVAILABLE. `message` is what was reported, or what was seen at a second look. */
export class ConnectionFailure extends Error {
  readonly reason: ConnectionFailureReason;
  /** `host:port` or `unix:path`. */
  readonly address: string;
  /** `ECONNREFUSED`, `ERR_TLS_CERT_ALTNAME_INVALID`, `ENHANCE_YOUR_CALM` of HTTP/2 and the like; empty when none was reported. */
  readonly code: string;

  constructor(
    reason: ConnectionFailureReason,
    address: string,
    code: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = "ConnectionFailure";
    this.reason = reason;
    this.address = address;
    this.code = code;
  }
}

/** A certificate before or after its time. */
export class CertificateTimeFailure extends ConnectionFailure {
  /** Whose, and when: `CN=localhost was valid until 2026-11-17 09:30 UTC`. */
  readonly times: string;

  constructor(address: string, code: string, problem: string, times: string) {
    super(reasonOfCode(code), address, code, `${problem}: ${times}`);
    this.times = times;
  }
}

/** No connection stood within `timeout` ms. */
export function noConnectionWithin(
  timeout: number,
  address: string,
  reason: ConnectionFailureReason = "timed-out",
): ConnectionFailure {
  return new ConnectionFailure(
    reason,
    address,
    "",
    `No connection to ${address} within ${timeout / 1000} s.`,
  );
}

const REASON_OF_CODE = new Map<string, ConnectionFailureReason>([
  ["ENOTFOUND", "name-not-found"],
  ["ENODATA", "name-not-found"],
  ["EAI_NONAME", "name-not-found"],
  ["EAI_AGAIN", "name-lookup-failed"],
  ["EAI_FAIL", "name-lookup-failed"],
  ["ECONNREFUSED", "refused"],
  ["EHOSTUNREACH", "unreachable"],
  ["ENETUNREACH", "unreachable"],
  ["EADDRNOTAVAIL", "unreachable"],
  ["ETIMEDOUT", "timed-out"],
  ["ENOENT", "no-socket-file"],
  ["ENOTSOCK", "no-socket-file"],
  ["EACCES", "not-permitted"],
  ["EPERM", "not-permitted"],
  ["ECONNRESET", "closed"],
  ["EPIPE", "closed"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls-to-plaintext"],
  ["ERR_SSL_PACKET_LENGTH_TOO_LONG", "tls-to-plaintext"],
  ["ERR_SSL_HTTP_REQUEST", "tls-to-plaintext"],
  ["ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL", "http1-only"],
  ["ERR_SSL_NO_APPLICATION_PROTOCOL", "http1-only"],
  ["HPE_INVALID_CONSTANT", "not-http"],
  ["HPE_HEADER_OVERFLOW", "large-headers"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate-name"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "certificate-authority"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate-self-signed"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate-authority"],
  ["UNABLE_TO_GET_ISSUER_CERT", "certificate-authority"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "certificate-authority"],
  ["CERT_UNTRUSTED", "certificate-authority"],
  ["CERT_SIGNATURE_FAILURE", "certificate-authority"],
  ["CERT_HAS_EXPIRED", "certificate-expired"],
  ["CERT_NOT_YET_VALID", "certificate-not-yet-valid"],
  ["CERT_REVOKED", "certificate-refused"],
  ["CERT_REJECTED", "certificate-refused"],
  ["INVALID_CA", "certificate-refused"],
  ["INVALID_PURPOSE", "certificate-refused"],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "client-certificate"],
  // Electron's BoringSSL has a name of its own for it.
  ["ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED", "client-certificate"],
  ["ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "tls-parameters"],
  ["ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY", "tls-parameters"],
  ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tls-version"],
  ["ERR_SSL_UNSUPPORTED_PROTOCOL", "tls-version"],
  ["ERR_SSL_TLSV1_UNRECOGNIZED_NAME", "server-name"],
  ["ERR_SSL_TLSV1_ALERT_UNRECOGNIZED_NAME", "server-name"],
  ["ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE", "client-certificate"],
  ["ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN", "client-certificate"],
  ["ERR_SSL_TLSV1_ALERT_UNKNOWN_CA", "client-certificate"],
  ["ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR", "client-certificate"],
]);

/** The reason a reported code stands for; `unknown` when it says too little by itself. */
export function reasonOfCode(code: string): ConnectionFailureReason {
  const known = REASON_OF_CODE.get(code);
  if (known !== undefined) return known;
  return code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_") ? "tls" : "unknown";
}

/** The code of a caught error, its cause's or, failing both, the first `E…` name in its text; else empty. */
export function codeOfError(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOfError(error.errors.at(-1));
  if (error instanceof Error) {
    if ("code" in error && typeof error.code === "string") return error.code;
    return error.cause === undefined ? codeInText(error.message) : codeOfError(error.cause);
  }
  return codeInText(String(error));
}

/** A caught error as a `ConnectionFailure` to `address`. */
export function toConnectionFailure(error: unknown, address: string): ConnectionFailure {
  if (error instanceof ConnectionFailure) return error;
  const code = codeOfError(error);
  const message = namesOfCertificate(error) ?? inBrief(messageOf(error));
  return new ConnectionFailure(reasonOfCode(code), address, code, message, error);
}

/** For an address, Node lists only the addresses among the names of a certificate that is for another name. */
function namesOfCertificate(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("cert" in error) || !("host" in error)) return undefined;
  const { cert, host } = error;
  if (typeof cert !== "object" || cert === null || !("subjectaltname" in cert)) return undefined;
  const { subjectaltname: names } = cert;
  return typeof names === "string" ? `${String(host)} is not among its names, ${names}.` : undefined;
}

/**
 * OpenSSL reports a line of places in its own source around the few words that matter, Node advises a flag of its own,
 * and grpc-js adds the time.
 */
function inBrief(message: string): string {
  const reason = /error:[0-9A-F]+:SSL routines:[^:]*:([^:]+):/i.exec(message)?.[1];
  // BoringSSL, which Electron has, writes the same names in capitals.
  if (reason !== undefined) return `TLS: ${reason.toLowerCase().replaceAll("_", " ")}`;
  return message
    .replace(/; if the root CA is installed locally.*$/s, "")
    .replace(/ \(\d{4}-\d\d-\d\dT[\d:.]+Z\)$/, "")
    .trim();
}

function codeInText(text: string): string {
  return /\b(E[A-Z]{3,}(?:_[A-Z]+)*|[A-Z]+(?:_[A-Z]+){2,})\b/.exec(text)?.[1] ?? "";
}
