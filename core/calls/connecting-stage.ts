/** Where a connection is that comes about, in words. */
import type { ConnectionReport, ConnectionStepKind } from "../contract/connection-report.ts";

/** `looking up api.example.com`, `connecting to 10.0.0.1:443`, `TLS handshake with …`. */
export function connectingStage({ target, steps, proxy = "" }: ConnectionReport): string {
  const step = steps.findLast(({ outcome }) => outcome === "under-way") ?? steps.at(-1);
  const words: Readonly<Record<ConnectionStepKind, string>> = {
    lookup: "looking up the name",
    tcp: `connecting to ${proxy === "" ? target : proxy}`,
    "proxy-tls": "TLS handshake with the proxy",
    proxy: "asking the proxy for the server",
    tls: "TLS handshake",
    http2: "waiting for HTTP/2",
    "first-byte": "waiting for an answer",
  };
  return step === undefined ? "connecting" : words[step.kind];
}
