/** What is wrong on the way to a server: names, addresses, proxies. */
import type { ConnectionFailure } from "../../channels/connection-failure.ts";
import { type Diagnosis, sentence } from "./words.ts";

/** The likely cause; undefined for a failure behind it. */
export function diagnoseWay({ reason, address, code, message }: ConnectionFailure): Diagnosis | undefined {
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
        hint: "Give the proxy's own authority (--proxy-cacert), which the server's does not stand for; or name the proxy with http://, if it speaks plaintext.",
      };
    case "proxy-refused":
      return {
        explanation: sentence(message),
        hint: "Check the target, and the proxy's rules and credentials; or connect without one (--no-proxy).",
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

function hostOf(address: string): string {
  return address.replace(/:\d+$/, "");
}
