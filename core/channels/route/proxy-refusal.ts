/** What a proxy's no means: HTTP (RFC 9110), SOCKS 5 (RFC 1928, RFC 1929) and SOCKS 4, in words of our own. */
import { messageOf } from "../../error.ts";
import {
  ConnectionFailure,
  type ConnectionFailureReason,
  toConnectionFailure,
} from "../connection-failure.ts";
import type { Target } from "../target.ts";
import type { ProxyServer } from "./proxy.ts";

/** Characters of a proxy's page that go into a message. */
const EXCERPT = 200;

/** What an HTTP proxy answered a CONNECT with; `page` is the beginning of its body. */
export interface HttpRefusal {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly page: string;
}

/** A CONNECT that was answered with something else than success. 401 is not for proxies, and yet some say it. */
export function httpRefusal(proxy: ProxyServer, target: Target, answer: HttpRefusal): ConnectionFailure {
  const { statusCode, statusMessage, page } = answer;
  if (statusCode === 407 || statusCode === 401) return credentialsRefusal(proxy, `HTTP ${statusCode}`);
  const said = `HTTP ${statusCode} ${statusMessage}`.trim();
  const excerpt = textOf(page);
  const more = excerpt === "" || said.endsWith(excerpt) ? "" : `: ${excerpt}`;
  return refusal(proxy, `did not connect to ${target.label}: ${said}${more}`);
}

/**
 * What broke a CONNECT in place of an answer. With TLS 1.3 a handshake ends before the proxy has looked for a certificate
 * of ours, so that it says only now that it misses one; some say nothing and hang up.
 */
export function unansweredConnect(proxy: ProxyServer, error: unknown): ConnectionFailure {
  const { reason, message } = toConnectionFailure(error, proxy.label);
  if (reason === "client-certificate") return certificateRefusal(proxy, message, error);
  if (proxy.kind === "https" && reason === "closed") {
    const what =
      "closed the connection after the TLS handshake, as one does that misses a client certificate";
    return failureOf("proxy-client-certificate", proxy, what, error);
  }
  return refusal(proxy, `did not answer as an HTTP proxy does: ${messageOf(error)}`, error);
}

/** A TLS proxy that said it wants another client certificate than it got, or one at all. */
export function certificateRefusal(proxy: ProxyServer, said: string, cause: unknown): ConnectionFailure {
  const what = `wants a client certificate that it trusts: ${said}`;
  return failureOf("proxy-client-certificate", proxy, what, cause);
}

const SOCKS_REASONS: readonly (readonly [said: RegExp, meaning: string])[] = [
  [/NotAllowed/, "its rules do not allow it"],
  [/NetworkUnreachable/, "it has no route to that network"],
  [/HostUnreachable/, "it has no route to that host"],
  [/ConnectionRefused/, "nothing listens there"],
  [/TTLExpired/, "the way there is too long"],
  [/CommandNotSupported/, "it opens no connections"],
  [/AddressNotSupported/, "it does not take this kind of address"],
  [/rejected connection - (Failure|\(Failed\))/, "it could not, and does not say why"],
  [/\(Rejected\)/, "it wants to ask this machine who you are (identd), and could not"],
  [/\(RejectedIdent\)/, "this machine (identd) names another user than the one it was given"],
  [/rejected connection - \(?undefined/, "its reason is none that SOCKS knows"],
];

/** What the SOCKS library reports. A proxy that hangs up most likely speaks another protocol. */
export function socksRefusal(proxy: ProxyServer, target: Target, error: unknown): ConnectionFailure {
  const said = messageOf(error);
  if (/no accepted authentication type|Authentication failed/i.test(said)) {
    return credentialsRefusal(proxy, "SOCKS 5", error);
  }
  if (/Socket closed/i.test(said)) {
    return refusal(proxy, `hung up: it may not speak ${proxy.kind}`, error);
  }
  // "Rejected" by a grant: the reply is of another version.
  if (/^Received invalid|rejected connection - Granted/i.test(said)) {
    return refusal(proxy, `did not answer as a ${proxy.kind} proxy does`, error);
  }
  const meaning = SOCKS_REASONS.find(([pattern]) => pattern.test(said))?.[1] ?? said;
  return refusal(proxy, `did not connect to ${target.label}: ${meaning}`, error);
}

function credentialsRefusal(proxy: ProxyServer, said: string, cause?: unknown): ConnectionFailure {
  const what =
    proxy.username === undefined
      ? "wants a user name and a password"
      : "does not take this user name with this password";
  return failureOf("proxy-credentials", proxy, `${what} (${said})`, cause);
}

function refusal(proxy: ProxyServer, what: string, cause?: unknown): ConnectionFailure {
  return failureOf("proxy-refused", proxy, what, cause);
}

function failureOf(
  reason: ConnectionFailureReason,
  { label }: ProxyServer,
  what: string,
  cause?: unknown,
): ConnectionFailure {
  return new ConnectionFailure(reason, label, "", `The proxy ${label} ${what.replace(/\.$/, "")}.`, cause);
}

/** The text of a page, without its head, which mostly says the same. */
function textOf(page: string): string {
  return page
    .replace(/<head\b.*?<\/head>/is, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, EXCERPT);
}
