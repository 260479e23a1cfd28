/** How one connection came about, from the lookup of its name to the first byte of an answer, and what was seen of it. */

/** `http2` lasts until the server's SETTINGS came, `first-byte` from the request until its answer began. */
export type ConnectionStepKind = "lookup" | "tcp" | "proxy-tls" | "proxy" | "tls" | "http2" | "first-byte";

/** What each step is called wherever it is shown. */
const STEP_NAMES: Readonly<Record<ConnectionStepKind, string>> = {
  lookup: "name",
  tcp: "TCP",
  "proxy-tls": "proxy TLS",
  proxy: "proxy",
  tls: "TLS",
  http2: "HTTP/2",
  "first-byte": "first byte",
};

/** What a step is called; a unix socket has no TCP. */
export function stepName(kind: ConnectionStepKind, target: string): string {
  return kind === "tcp" && target.startsWith("unix:") ? "socket" : STEP_NAMES[kind];
}

const PROBLEMS = new Map([
  ["ERR_TLS_CERT_ALTNAME_INVALID", "it is for another name"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "the chain ends in an authority that is not trusted"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "it is self-signed"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "its authority is not known here"],
  ["UNABLE_TO_GET_ISSUER_CERT", "its authority is not known here"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "its authority is not known here"],
  ["CERT_HAS_EXPIRED", "it has expired"],
  ["CERT_NOT_YET_VALID", "it is not valid yet"],
  ["CERT_REVOKED", "it was revoked"],
  ["INVALID_PURPOSE", "it is not for servers"],
]);

/** Why a certificate is not trusted, in words; a code that has none as it is. */
export function problemText(problem: string): string {
  return PROBLEMS.get(problem) ?? problem;
}

/** One of the server's SETTINGS; the largest value stands for no bound at all. */
export function settingText({ name, value }: { readonly name: string; readonly value: number }): string {
  return `${name} ${value === 0xffffffff ? "unbounded" : value}`;
}

/** One step; times are ms since the connection was begun, half open. */
export interface ConnectionStep {
  readonly kind: ConnectionStepKind;
  readonly start: number;
  readonly end: number;
  /** `under-way` only while the connection comes about. */
  readonly outcome: "ok" | "failed" | "under-way";
  /** One line: what came of it, such as the addresses of a name. */
  readonly note: string;
}

/** One certificate of a chain. Times are ISO 8601; names are those a server is checked against. */
export interface CertificateSummary {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256, in hex with colons. */
  readonly fingerprint: string;
}

/** What a TLS handshake settled. */
export interface TlsReport {
  /** `TLSv1.3` */
  readonly version: string;
  readonly cipher: string;
  /** What both sides agreed to speak (ALPN), such as `h2`; empty when the server chose nothing. */
  readonly protocol: string;
  /** The name that was asked for and checked. */
  readonly serverName: string;
  /** The server's own certificate first. */
  readonly chain: readonly CertificateSummary[];
  /** False while the check is switched off and would have failed, and when it failed. */
  readonly trusted: boolean;
  /** Why it is not trusted. */
  readonly problem?: string;
  readonly clientCertificate: boolean;
}

/** The likely cause of a failure and the next step, a sentence each. */
export interface ConnectionDiagnosis {
  /** `plaintext-to-tls`, `certificate-expired` and so on. */
  readonly reason: string;
  readonly explanation: string;
  readonly hint: string;
}

/** One connection, as far as it came. */
export interface ConnectionReport {
  /** `host:port` or `unix:path`, as it was named. */
  readonly target: string;
  /** The address that answered; empty when none did. */
  readonly address: string;
  /** The proxy in between, without its password, and where it was named: `http://proxy:3128 (https_proxy)`. */
  readonly proxy?: string;
  /** `h2c`, `h2`, `http/1.1`; empty when it never came to that. */
  readonly protocol: string;
  readonly steps: readonly ConnectionStep[];
  readonly tls?: TlsReport;
  /** The server's HTTP/2 SETTINGS, by their names. */
  readonly settings?: readonly { readonly name: string; readonly value: number }[];
  /** `GOAWAY ENHANCE_YOUR_CALM “too_many_pings”` */
  readonly goaway?: string;
  /** `RST_STREAM CANCEL` of the call's own stream. */
  readonly reset?: string;
  /** Calls that used the connection before this one; its steps are then those of the first. */
  readonly earlierCalls: number;
  readonly diagnosis?: ConnectionDiagnosis;
}
