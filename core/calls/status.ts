/** How a call ended, in words: the code's meaning, the likely cause and the next step. */
import { createRegistry, type Registry } from "@bufbuild/protobuf";
import type { ChannelStatus } from "../channels/channel.ts";
import type { Compression } from "../contract/call-options.ts";
import type { ChannelKind } from "../contract/params.ts";
import type { CallStatus, StatusDetail } from "../contract/views.ts";
import type { NextStep } from "../next-step.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { nextStepsOf } from "./next-steps.ts";
import { STATUS_CODES, statusName } from "./status-codes.ts";
import { decodeStatusDetails, readJsonStatusDetails } from "./status-details.ts";
import { violationsOf } from "./violations.ts";

/** What is known around a status. */
export interface StatusContext {
  readonly channel: ChannelKind;
  /** Resolves the types of details; without it they are shown as hex. */
  readonly registry?: Registry;
  /** The deadline the call had, in ms. */
  readonly deadline?: number;
  /** How its messages were compressed; absent when they were not. */
  readonly compression?: Exclude<Compression, "identity">;
}

/** Protocols that say by themselves how a call ended, whatever the HTTP status. */
const PROTOCOL_NAMES = new Map<ChannelKind, string>([
  ["grpc", "gRPC"],
  ["grpc-web", "gRPC-Web"],
  ["grpc-web-text", "gRPC-Web"],
  ["connect", "Connect"],
  ["connect-json", "Connect"],
  ["connect-get", "Connect"],
]);

/** Explains how a call ended. Never fails: what cannot be decoded is shown as it is. */
export function explainStatus(status: ChannelStatus, context: StatusContext): CallStatus {
  const code = STATUS_CODES[status.code];
  const details = detailsOf(status, context.registry);
  const violations = violationsOf(details);
  const words: Words = diagnose(status.cause) ?? explainAnswer(status, context) ?? {};
  const steps = [...(status.steps ?? []), ...nextStepsOf(status.cause), ...(words.steps ?? [])];
  return {
    code: status.code,
    name: statusName(status.code),
    message: status.message,
    explanation: words.explanation ?? code?.meaning ?? "This is no gRPC status code.",
    hint: words.hint ?? code?.hint ?? "",
    details,
    ...(violations.length === 0 ? {} : { violations }),
    ...(steps.length === 0 ? {} : { steps }),
    ...(status.code === 0 || (status.body ?? "") === "" ? {} : { body: status.body }),
    ...(status.httpStatus === undefined ? {} : { httpStatus: status.httpStatus }),
  };
}

interface Words {
  readonly explanation?: string;
  readonly hint?: string;
  readonly steps?: readonly NextStep[];
}

function detailsOf(status: ChannelStatus, registry: Registry | undefined): readonly StatusDetail[] {
  const lookup = registry ?? createRegistry();
  if (status.detailBytes !== undefined) return decodeStatusDetails(status.detailBytes, lookup);
  if (status.detailJson !== undefined) return readJsonStatusDetails(status.detailJson, lookup);
  return [];
}

/** What can be said beyond the code's meaning, from what the answer held. */
function explainAnswer(status: ChannelStatus, context: StatusContext): Words | undefined {
  const { httpStatus } = status;
  if (status.code === 0) return undefined;
  const said = explainPage(status.body ?? "") ?? explainCompression(status, context);
  if (said !== undefined) return said;
  const protocol = PROTOCOL_NAMES.get(context.channel);
  if (httpStatus !== undefined && status.detailJson === undefined && protocol !== undefined) {
    return explainForeign(httpStatus, protocol);
  }
  if (httpStatus !== undefined && status.detailJson === undefined && !isSuccess(httpStatus)) {
    return explainHttp(httpStatus);
  }
  switch (status.code) {
    case 1:
      return status.message === "Cancelled by the client."
        ? { explanation: "The call was cancelled here." }
        : undefined;
    case 2:
    case 13:
      if (httpStatus !== undefined && status.detailJson === undefined) return explainStranger(httpStatus);
      return status.message.startsWith("The server ended the answer without")
        ? {
            explanation: "The answer broke off: gRPC ends every answer with a status, and none came.",
            hint: "A proxy in between may drop trailers, or the handler ended abnormally: look in the server's log.",
          }
        : undefined;
    case 4:
      return context.deadline === undefined
        ? undefined
        : { explanation: `The deadline of ${seconds(context.deadline)} passed before the call was through.` };
    case 8:
      if (hasStep(status, "raise-sent-limit")) {
        return {
          explanation: "The message is larger than what may be sent; nothing of it was.",
          hint: "Raise the bound (--max-send-size SIZE), or send less at once.",
        };
      }
      return hasStep(status, "raise-message-limit")
        ? {
            explanation: "The server sent a message that is larger than what is accepted here.",
            hint: "Raise the bound (--max-receive-size SIZE), or ask for less at once, such as a smaller page or fewer fields.",
          }
        : undefined;
    default:
      return undefined;
  }
}

function hasStep({ steps = [] }: ChannelStatus, kind: NextStep["kind"]): boolean {
  return steps.some((step) => step.kind === kind);
}

function isSuccess(httpStatus: number): boolean {
  return httpStatus >= 200 && httpStatus < 300;
}

/** What servers say on a page of their own about how they were connected to (nginx, Go). */
function explainPage(body: string): Words | undefined {
  if (/HTTP request (was sent )?to (an )?HTTPS (server|port)/i.test(body)) {
    return {
      explanation: "The server speaks TLS, and it was spoken to in plaintext.",
      hint: "Use TLS (--tls, or https:// in the address).",
      steps: [{ kind: "use-tls" }],
    };
  }
  if (/SSL certificate was sent|SSL certificate error/i.test(body)) {
    return {
      explanation: "The server wants a client certificate that it trusts.",
      hint: "Give the client certificate and its key (--cert FILE --key FILE).",
      steps: [{ kind: "set-certificates" }],
    };
  }
  return undefined;
}

/** What servers say that do not unpack a request: by HTTP 415, by gRPC's UNIMPLEMENTED, or by stumbling over its bytes. */
function explainCompression(
  { code, httpStatus, message, cause }: ChannelStatus,
  { compression }: StatusContext,
): Words | undefined {
  if (compression === undefined || cause !== undefined) return undefined;
  const names = /compress|encoding|gzip|deflate/i.test(message);
  const stumbles = /invalid character|unexpected token|unmarshal|wire.?type/i.test(message);
  const isRefusal = httpStatus === 415 || (code !== 14 && names) || ((code === 3 || code === 13) && stumbles);
  if (!isRefusal) return undefined;
  return {
    explanation: `The request was compressed with ${compression}, which the server seems not to take.`,
    hint: "Send it as it is (leave out --compress).",
  };
}

/** An HTTP answer where one of the protocol was expected. */
function explainForeign(httpStatus: number, protocol: string): Words {
  const explanation = `HTTP ${httpStatus} came where a ${protocol} answer was expected: a proxy, or a server that does not speak ${protocol} at this address or path, answered.`;
  if (httpStatus >= 300 && httpStatus < 400) {
    return {
      explanation,
      hint: "Redirects are not followed: use the address it points to, if that is meant.",
    };
  }
  return { explanation, hint: hintOfHttpStatus(httpStatus) };
}

function explainHttp(httpStatus: number): Words {
  const explanation = `The server answered HTTP ${httpStatus} without a gRPC status.`;
  return { explanation, hint: hintOfHttpStatus(httpStatus) };
}

/** A success whose body is something else than the method's answer. */
function explainStranger(httpStatus: number): Words {
  return {
    explanation: `The server answered HTTP ${httpStatus}, but not with this method's answer as JSON.`,
    hint: "Check the address and its base path, and that the schema is the one the server has.",
  };
}

function hintOfHttpStatus(httpStatus: number): string {
  switch (httpStatus) {
    case 401:
      return "Send credentials as metadata, such as authorization: Bearer …";
    case 403:
      return "Use credentials that may do this.";
    case 404:
      return "Check the address, its base path and the port.";
    case 405:
      return "Check the address: another HTTP method is expected there.";
    case 413:
      return "A proxy or the server bounds the size of a request: raise its bound or send less.";
    case 415:
      return "Check that the server takes this content type at this address.";
    case 505:
      return "Speak another version of HTTP, as the server wants it (--http-version 2, or 1.1).";
    case 429:
      return "Wait before the next call.";
    case 502:
    case 503:
    case 504:
      return "A proxy answered, and the server behind it did not: check that server and the proxy's configuration.";
    default:
      return httpStatus >= 300 && httpStatus < 400
        ? "Redirects are not followed: use the address it points to, if that is meant."
        : "Check that the address and the port are those of the API.";
  }
}

/** `250 ms`, `5 s`. */
function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${milliseconds / 1000} s`;
}
