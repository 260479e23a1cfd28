/** Why a token endpoint did not answer, in words. */
import { diagnoseTls } from "../calls/diagnosis/tls.ts";
import { diagnoseWay } from "../calls/diagnosis/way.ts";
import { ConnectionFailure, isAboutTls } from "../channels/connection-failure.ts";
import type { TokenWay } from "../contract/token-way.ts";
import { ByteglassError, messageOf } from "../error.ts";
import type { NextStep } from "../next-step.ts";

/** Why it was not asked, and what to do about it. */
interface Refusal {
  readonly explanation: string;
  readonly hint: string;
  readonly steps?: readonly NextStep[];
}

/** `unreachable`, for what was caught when the endpoint called `name` was asked along `way`. */
export function noAnswer(name: string, cause: unknown, way: TokenWay): ByteglassError {
  const refusal = cause instanceof ConnectionFailure ? refusalBefore(cause, way) : undefined;
  if (refusal !== undefined) {
    const { explanation, ...advice } = refusal;
    const message = `The token endpoint ${name} was not asked. ${explanation}`;
    return new ByteglassError("unreachable", message, { ...advice, cause });
  }
  return new ByteglassError("unreachable", `The token endpoint ${name} did not answer: ${reasonOf(cause)}.`, {
    hint: "Check the URL of the token endpoint and the network.",
    steps: [{ kind: "set-credentials" }],
    cause,
  });
}

/** What stood in the way before a secret was sent: a proxy, or a certificate; undefined for anything else. */
function refusalBefore(failure: ConnectionFailure, way: TokenWay): Refusal | undefined {
  if (failure.reason.startsWith("proxy-")) {
    const { explanation = failure.message, hint = "" } = diagnoseWay(failure) ?? {};
    return { explanation, hint, steps: [{ kind: "set-proxy" }] };
  }
  if (!isAboutTls(failure.reason) || failure.reason === "tls-to-plaintext") return undefined;
  const { explanation = failure.message, hint = "" } = diagnoseTls(failure) ?? {};
  switch (failure.reason) {
    case "certificate-self-signed":
    case "certificate-authority":
      return {
        explanation,
        hint: `${hintOfAuthority(way)} ${ALWAYS_CHECKED}`,
        steps: [{ kind: "set-certificates" }],
      };
    case "certificate-name":
      return {
        explanation,
        hint: `Write its URL with a name that is in the certificate. ${ALWAYS_CHECKED}`,
      };
    case "client-certificate":
      return {
        explanation,
        hint: "The client certificate of the connection is for its server alone: use an endpoint that takes a client's secret or a signed JWT.",
      };
    case "server-name":
    case "handshake-closed":
    case "tls-parameters":
      return { explanation, hint: "Check the host and the port of its URL." };
    default:
      return { explanation, hint };
  }
}

const ALWAYS_CHECKED =
  "A token endpoint is checked even where the server is not (--insecure), since it gets the client's secrets.";

function hintOfAuthority({ certificateAuthorityFile: file }: TokenWay): string {
  return file === undefined
    ? "If it is a private authority, give its certificate as the connection's CA certificate (--cacert FILE): it counts for token endpoints, beside the system's."
    : `It is neither in ${file} nor among the system's: add its certificate to ${file}, which may hold several.`;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof ConnectionFailure && cause.reason === "tls-to-plaintext") {
    return "it speaks plaintext, and was spoken to with TLS";
  }
  if (cause instanceof Error && cause.name === "TimeoutError") return "nothing came within 30 s";
  return messageOf(cause).replace(/\.$/, "");
}
