/** Why a token endpoint did not answer, in words. */
import { diagnoseWay } from "../calls/diagnosis/way.ts";
import { ConnectionFailure, isAboutTls } from "../channels/connection-failure.ts";
import { ByteglassError, messageOf } from "../error.ts";

/** `unreachable`, for what was caught when the endpoint called `name` was asked. */
export function noAnswer(name: string, cause: unknown): ByteglassError {
  const failure = cause instanceof ConnectionFailure ? cause : undefined;
  if (failure?.reason.startsWith("proxy-") === true) {
    const { explanation = failure.message, hint = "" } = diagnoseWay(failure) ?? {};
    return new ByteglassError("unreachable", `The token endpoint ${name} was not asked. ${explanation}`, {
      hint,
      steps: [{ kind: "set-proxy" }],
      cause,
    });
  }
  return new ByteglassError("unreachable", `The token endpoint ${name} did not answer: ${reasonOf(cause)}.`, {
    hint: hintOf(failure),
    cause,
  });
}

function hintOf(failure: ConnectionFailure | undefined): string {
  if (failure === undefined || failure.reason === "tls-to-plaintext" || !isAboutTls(failure.reason)) {
    return "Check the URL of the token endpoint and the network.";
  }
  return "Its certificate is checked against the authorities of this system, or those of the file that SSL_CERT_FILE names: have the one that signed it among them.";
}

function reasonOf(cause: unknown): string {
  if (cause instanceof ConnectionFailure && cause.reason === "tls-to-plaintext") {
    return "it speaks plaintext, and was spoken to with TLS";
  }
  if (cause instanceof Error && cause.name === "TimeoutError") return "nothing came within 30 s";
  return messageOf(cause).replace(/\.$/, "");
}
