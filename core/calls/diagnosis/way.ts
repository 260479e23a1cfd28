/** What is wrong on the way to a server: names, addresses, proxies. */
import { ConnectionFailure } from "../../channels/connection-failure.ts";
import { type Diagnosis, sentence } from "./words.ts";

/** The likely cause; undefined for a failure behind it. */
export function diagnoseWay(failure: ConnectionFailure): Diagnosis | undefined {
  const { reason, address, code, message } = failure;
  switch (reason) {
    case "name-not-found":
      return {
        explanation: `There is no host of this name: ${hostOf(address)}.`,
        hint: "Check the spelling, and whether a VPN or a hosts entry is needed.",
      };
    case "name-lookup-failed":
      return {
        explanation: `The name ${hostOf(address)} could not be looked up now (${code}).`,
        hint: "Check this machine's network and DNS, then send again.",
      };
    case "refused":
      return {
        explanation: `Nothing listens at ${address}.`,
        hint: "Start the server, or check the port.",
      };
    case "unreachable":
      return {
        explanation: `There is no route to ${address}.`,
        hint: "Check the network, a VPN, and whether the address is right.",
      };
    case "timed-out":
      return {
        explanation: `${address} does not answer: the connection was neither taken nor refused.`,
        hint: "Check the host and the port, and whether a firewall is in between; a slow network needs more time (--connect-timeout, --max-time).",
      };
    case "no-socket-file":
      return {
        explanation: `There is no listening unix socket at ${address.replace(/^unix:/, "")}.`,
        hint: "Start the server, or check the path.",
      };
    case "not-permitted":
      return {
        explanation: `This user may not connect to ${address} (${code}).`,
        hint: "Check the permissions of the socket file, or a firewall.",
      };
    case "proxy-unreachable":
      return {
        explanation: `The proxy ${address} cannot be reached: ${sentence(message)}`,
        hint: "Check the proxy's address, or connect without one (--no-proxy).",
      };
    case "proxy-tls":
      return {
        explanation: `TLS with the proxy ${address} failed: ${sentence(message)}`,
        hint: hintOfProxyTls(failure),
      };
    case "proxy-client-certificate":
      return {
        explanation: sentence(message),
        hint: "Give the client certificate for the proxy and its key (--proxy-cert FILE --proxy-key FILE), which those of the server do not stand for; or connect without it (--no-proxy).",
      };
    case "proxy-refused":
      return {
        explanation: sentence(message),
        hint: "Check the target, and the proxy's rules and credentials; or connect without one (--no-proxy).",
      };
    case "proxy-silent":
      return {
        explanation: sentence(message),
        hint: "Check the proxy's address and scheme: it may speak another protocol (http, https, socks5, socks4), or not reach the server; or connect without one (--no-proxy).",
      };
    case "proxy-credentials":
      return {
        explanation: sentence(message),
        hint: "Give the proxy's user and password (in a terminal, as user:password@ before its host, with %40 for an @); or connect without it (--no-proxy).",
      };
    default:
      return undefined;
  }
}

/** What is to be done lies in the handshake's own failure. */
function hintOfProxyTls({ cause }: ConnectionFailure): string {
  switch (cause instanceof ConnectionFailure ? cause.reason : "unknown") {
    case "certificate-authority":
    case "certificate-self-signed":
      return "Give the proxy's own authority (--proxy-cacert FILE), which the server's does not stand for.";
    case "certificate-name":
      return "Name the proxy by a name that is in its certificate.";
    case "certificate-expired":
    case "certificate-not-yet-valid":
      return "Have the proxy's certificate renewed, and check this machine's clock.";
    case "tls-to-plaintext":
      return "Name the proxy with http://: it speaks plaintext.";
    default:
      return "Check that the proxy speaks TLS at this port (with http:// it is spoken to without), and whether it wants another client certificate (--proxy-cert FILE --proxy-key FILE).";
  }
}

function hostOf(address: string): string {
  return address.replace(/:\d+$/, "");
}
