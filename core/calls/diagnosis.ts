/** Why no server could be spoken to, in one sentence, and what to do next: for the window and the terminal alike. */
import { ConnectionFailure } from "../channels/connection-failure.ts";

/** The likely cause and the next step, a sentence each. */
export interface Diagnosis {
  readonly explanation: string;
  readonly hint: string;
}

/** The diagnosis of a status's cause; undefined when it is no connection failure. */
export function diagnose(cause: unknown): Diagnosis | undefined {
  return cause instanceof ConnectionFailure ? diagnoseFailure(cause) : undefined;
}

function diagnoseFailure({ reason, address, code, message }: ConnectionFailure): Diagnosis {
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
        explanation: `${address} does not answer.`,
        hint: "Check the host and the port, and whether a firewall is in between; a slow network needs more time (--max-time).",
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
    case "closed":
      return {
        explanation: `${address} closed the connection: ${sentence(message)}`,
        hint: "The server may have stopped, or a proxy in between may have ended an idle connection: send again.",
      };
    case "proxy-unreachable":
      return {
        explanation: `The proxy ${address} cannot be reached: ${sentence(message)}`,
        hint: "Check the proxy's address, or connect without one (--no-proxy).",
      };
    case "proxy-refused":
      return {
        explanation: sentence(message),
        hint: "Check the target, and the proxy's rules and credentials; or connect without one (--no-proxy).",
      };
    case "not-grpc":
      return {
        explanation: `The server at ${address} speaks HTTP/2, and does not speak gRPC: ${sentence(message)}`,
        hint: "Check the port and the path; an HTTP + JSON server is called over the http-json channel (--channel http-json).",
      };
    case "http2-only":
      return {
        explanation: `The server at ${address} speaks HTTP/2 only, as gRPC servers do; this channel speaks HTTP/1.1.`,
        hint: "Check that this is the port of the HTTP server; or speak HTTP/2 (--http-version 2), or call it over gRPC (--channel grpc).",
      };
    case "not-http":
      return {
        explanation: `Something listens at ${address}, but it speaks neither HTTP nor TLS.`,
        hint: "Check the port: this may be another kind of server.",
      };
    case "http1-only":
      return {
        explanation: `The server at ${address} speaks HTTP/1 only, and gRPC needs HTTP/2.`,
        hint: "Check the port, or that a proxy in between passes HTTP/2 on; an HTTP + JSON server is called over the http-json channel (--channel http-json).",
      };
    default:
      return diagnoseTls(reason, address, message);
  }
}

function diagnoseTls(reason: ConnectionFailure["reason"], address: string, message: string): Diagnosis {
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
    case "certificate-name":
      return {
        explanation: `The certificate of ${address} is for another name: ${sentence(message)}`,
        hint: "Connect by a name that is in the certificate, or name the one to expect (--servername NAME).",
      };
    case "certificate-authority":
      return {
        explanation: `The certificate of ${address} was issued by an authority that is not trusted here: ${sentence(message)}`,
        hint: "If it is a private authority, give its certificate (--cacert FILE).",
      };
    case "certificate-expired":
      return {
        explanation: `The certificate of ${address} has expired.`,
        hint: "Renew the server's certificate, and check this machine's clock.",
      };
    case "certificate-not-yet-valid":
      return {
        explanation: `The certificate of ${address} is not valid yet.`,
        hint: "Check the clocks of the server and of this machine.",
      };
    case "certificate-refused":
      return {
        explanation: `The certificate of ${address} cannot be used for a server: ${sentence(message)}`,
        hint: "Have the certificate looked at by whoever runs the server.",
      };
    case "client-certificate":
      return {
        explanation: `The server at ${address} wants a client certificate that it trusts: ${sentence(message)}`,
        hint: "Give the client certificate and its key (--cert FILE --key FILE).",
      };
    case "tls":
      return {
        explanation: `The TLS handshake with ${address} failed: ${sentence(message)}`,
        hint: "Check that the port speaks TLS, and which versions and certificates the server wants.",
      };
    default:
      return {
        explanation: `No connection to ${address}: ${sentence(message)}`,
        hint: "Check the address and that the server runs.",
      };
  }
}

function hostOf(address: string): string {
  return address.replace(/:\d+$/, "");
}

function sentence(message: string): string {
  const text = message.trim();
  return /[.!?”]$/.test(text) ? text : `${text}.`;
}
