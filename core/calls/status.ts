/** How a call ended, in words: the code's meaning, the likely cause and the next step. */
import { createRegistry, type DescMessage, type Registry } from "@bufbuild/protobuf";
import type { ChannelStatus } from "../channels/channel.ts";
import type { Compression } from "../contract/call-options.ts";
import type { ChannelKind } from "../contract/params.ts";
import type { CallStatus, StatusDetail } from "../contract/views.ts";
import type { NextStep } from "../next-step.ts";
import { explainCompression } from "./compression-words.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import { explainCancelled, explainCancelledLate, explainLate } from "./ending-words.ts";
import { explainForeign, explainPage } from "./foreign-words.ts";
import { nextStepsOf } from "./next-steps.ts";
import { STATUS_CODES, statusName } from "./status-codes.ts";
import { decodeStatusDetails, readJsonStatusDetails } from "./status-details.ts";
import { violationsOf } from "./violations.ts";
import type { Words } from "./words.ts";

/** What is known around a status. */
export interface StatusContext {
  readonly channel: ChannelKind;
  /** Resolves the types of details; without it they are shown as hex. */
  readonly registry?: Registry;
  /** The type of the messages that were sent; places violations in their JSON. */
  readonly input?: DescMessage;
  /** The deadline the call had, in ms. */
  readonly deadline?: number;
  /** When it ended, in ms from its start, and how far it had come; without them it is not told who was late. */
  readonly duration?: number;
  readonly progress?: "waiting" | "answering";
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
  const violations = violationsOf(details, context.input);
  const words: Words =
    explainCancelledLate(status, context) ?? diagnose(status.cause) ?? explainAnswer(status, context) ?? {};
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

function detailsOf(status: ChannelStatus, registry: Registry | undefined): readonly StatusDetail[] {
  const lookup = registry ?? createRegistry();
  if (status.detailBytes !== undefined) return decodeStatusDetails(status.detailBytes, lookup);
  if (status.detailJson !== undefined) return readJsonStatusDetails(status.detailJson, lookup);
  return [];
}

/** What can be said beyond the code's meaning, from what the answer held. */
function explainAnswer(status: ChannelStatus, context: StatusContext): Words | undefined {
  const { code, httpStatus, foreign } = status;
  if (code === 0) return undefined;
  const said = explainPage(status.body ?? "") ?? explainCompression(status, context);
  if (said !== undefined) return said;
  const isOurs = hasStep(status, "raise-message-limit") || hasStep(status, "raise-sent-limit");
  const protocol = PROTOCOL_NAMES.get(context.channel);
  if (httpStatus !== undefined && status.detailJson === undefined && !isOurs) {
    const isSuccess = httpStatus >= 200 && httpStatus < 300;
    if (!isSuccess || foreign !== undefined || code === 2 || code === 13)
      return explainForeign(httpStatus, protocol ?? "JSON", foreign);
  }
  switch (code) {
    case 1:
      return explainCancelled(status);
    case 2:
      return status.untold === true
        ? {
            explanation: `The answer broke off: ${protocol ?? "gRPC"} ends every answer with a status, and none came.`,
            hint: "A proxy in between may drop trailers, or the handler ended abnormally: look in the server's log.",
          }
        : undefined;
    case 4:
      return explainLate(context);
    case 8:
      return explainSize(status);
    default:
      return undefined;
  }
}

function explainSize(status: ChannelStatus): Words | undefined {
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
}

function hasStep({ steps = [] }: ChannelStatus, kind: NextStep["kind"]): boolean {
  return steps.some((step) => step.kind === kind);
}
