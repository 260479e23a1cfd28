import type { ChannelStatus } from "../../channels/channel.ts";
import { ConnectionFailure, isAboutTls } from "../../channels/connection-failure.ts";
import { STATUS_NAMES } from "../../channels/status-names.ts";
import { ByteglassError } from "../../error.ts";

/** A refusal in words: `NOT_FOUND, "no such symbol"`. */
export function refusalText(code: number, message: string): string {
  const name = STATUS_NAMES[code] ?? `code ${code}`;
  const text = message.trim();
  return text === "" ? `${name} without a message` : `${name}, "${shorten(text)}"`;
}

/** How a stream ended, in words, with the HTTP status where it says more. */
export function statusText(status: ChannelStatus): string {
  const http =
    status.httpStatus === undefined || status.httpStatus === 200 ? "" : ` (HTTP ${status.httpStatus})`;
  if (status.code === 0) return "the stream ended without an answer";
  return `${refusalText(status.code, status.message)}${http}`;
}

/** True where another version of the service may still answer: the server spoke, and does not know this one. */
export function meansVersionUnknown(status: ChannelStatus): boolean {
  if (status.httpStatus !== undefined) return [404, 405, 415, 501].includes(status.httpStatus);
  return [0, 2, 5, 12, 13].includes(status.code);
}

/** True where asking again on a new stream is pointless. */
export function endsReflection(status: ChannelStatus): boolean {
  return [1, 4, 7, 14, 16].includes(status.code);
}

/** The error a status stands for when it is not about a version. */
export function statusError(status: ChannelStatus, signal: AbortSignal | undefined): ByteglassError {
  const text = statusText(status);
  const cause = status.cause ?? status;
  if (signal?.aborted === true) {
    return new ByteglassError("cancelled", "Reflection was cancelled.", {
      hint: "Start it again when you like.",
      cause,
    });
  }
  switch (status.code) {
    case 4:
      return new ByteglassError("timeout", `Reflection was not answered in time: ${text}.`, {
        hint: "Allow more time, or reflect only the service you need.",
        cause,
      });
    case 7:
    case 16:
      return new ByteglassError("no-reflection", `The server refuses reflection: ${text}.`, {
        hint: "Send the metadata it wants with reflection (an authorization header, for instance), or give the schema as .proto files (--proto FILE) or as a descriptor set (--protoset FILE).",
        cause,
      });
    case 14:
      return unreachable(status, text);
    default:
      return new ByteglassError("no-reflection", `Reflection failed: ${text}.`, {
        hint: otherSources,
        cause,
      });
  }
}

/** What to do where reflection does not help. */
export const otherSources =
  "Give the schema as .proto files (--proto FILE, -I FOLDER for imports) or as a descriptor set (--protoset FILE).";

function unreachable(status: ChannelStatus, text: string): ByteglassError {
  const cause = status.cause ?? status;
  if (cause instanceof ConnectionFailure && isAboutTls(cause.reason)) {
    return new ByteglassError("tls", `The secure connection failed before reflection began: ${text}.`, {
      hint: "Check whether the server speaks TLS or plaintext on this port, and which certificate authority signed it.",
      steps: [{ kind: "switch-transport" }],
      cause,
    });
  }
  return new ByteglassError("unreachable", `The server cannot be reached for reflection: ${text}.`, {
    hint: "Check the address and that the server runs; a TLS port spoken to in plaintext (or the reverse) looks like this too.",
    steps: [{ kind: "switch-transport" }],
    cause,
  });
}

function shorten(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 300)}…`;
}
