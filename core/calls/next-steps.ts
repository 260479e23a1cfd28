/** What a person can do at once about a connection that failed: the hint of `diagnose`, for a button. */
import { certificateNames } from "../channels/certificate-names.ts";
import { ConnectionFailure } from "../channels/connection-failure.ts";
import type { NextStep } from "../next-step.ts";

/** The steps for a status's cause; none when it is no connection failure, or when nothing here would help. */
export function nextStepsOf(cause: unknown): readonly NextStep[] {
  if (!(cause instanceof ConnectionFailure)) return [];
  const { reason, code } = cause;
  switch (reason) {
    case "plaintext-to-tls":
      return [{ kind: "use-tls" }];
    case "tls-to-plaintext":
      return [{ kind: "use-plaintext" }];
    case "certificate-authority":
      return [{ kind: "choose-certificate-authority" }, { kind: "skip-verification" }];
    case "certificate-self-signed":
      return [{ kind: "choose-certificate-authority" }, { kind: "skip-verification" }];
    case "certificate-name":
      return serverNames(cause);
    case "server-name":
      return [{ kind: "set-server-name" }];
    case "client-certificate":
      return [{ kind: "set-certificates" }];
    case "proxy-unreachable":
    case "proxy-tls":
    case "proxy-client-certificate":
    case "proxy-refused":
    case "proxy-silent":
    case "proxy-credentials":
      return [{ kind: "set-proxy" }, { kind: "retry" }];
    case "tls":
      return [{ kind: "switch-transport" }];
    case "handshake-closed":
      return [{ kind: "retry" }];
    case "certificate-expired":
    case "certificate-not-yet-valid":
      return [{ kind: "skip-verification" }, { kind: "retry" }];
    case "http1-only":
    case "not-grpc":
      return [{ kind: "use-channel", channel: "http-json" }];
    case "http2-only":
      return [{ kind: "use-channel", channel: "grpc" }];
    case "timed-out":
      return [{ kind: "raise-deadline" }, { kind: "retry" }];
    case "stream-reset":
    case "goaway":
      return code === "HTTP_1_1_REQUIRED"
        ? [{ kind: "use-channel", channel: "http-json" }]
        : [{ kind: "retry" }];
    case "refused":
    case "closed":
    case "silent":
    case "hung-up":
    case "no-answer":
    case "ping-unanswered":
    case "unreachable":
    case "no-socket-file":
    case "name-not-found":
    case "name-lookup-failed":
      return [{ kind: "retry" }];
    default:
      return [];
  }
}

/** Names of a certificate that are offered; one with more of them is a server of many sites. */
const MOST_NAMES = 3;

/** The names of the certificate, and another that the person knows. */
function serverNames({ cause }: ConnectionFailure): readonly NextStep[] {
  const names = certificateNames(cause)?.others.slice(0, MOST_NAMES) ?? [];
  return [
    ...names.map((serverName) => ({ kind: "set-server-name" as const, serverName })),
    { kind: "set-server-name" },
  ];
}
