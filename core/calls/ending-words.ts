/** Who ended a call that was cancelled or too late: the one who called, its deadline, or the server. */
import type { ChannelStatus } from "../channels/channel.ts";
import type { StatusContext } from "./status.ts";
import { seconds, type Words } from "./words.ts";

/** How much earlier than the deadline an end may come that still is the deadline's, in ms and as a part of it. */
const EARLY = 20;
const EARLY_PART = 0.05;
const CANCELLED = 1;
const LONGER = "Give the call a longer deadline, or find out what is slow.";

/** CANCELLED, by the server when the call's deadline passed: by a status, or by a reset of the stream. */
export function explainCancelledLate(
  { code, cancelledHere }: ChannelStatus,
  context: StatusContext,
): Words | undefined {
  const { deadline } = context;
  if (code !== CANCELLED || cancelledHere === true || deadline === undefined || !isAtDeadline(context))
    return undefined;
  return {
    explanation: `The server ended the call as cancelled when the deadline of ${seconds(deadline)} passed, which it keeps too.`,
    hint: LONGER,
    steps: [{ kind: "raise-deadline" }],
  };
}

/** CANCELLED, at any other time. */
export function explainCancelled({ cancelledHere }: ChannelStatus): Words {
  if (cancelledHere === true) return { explanation: "The call was cancelled here." };
  return {
    explanation: "The server, or a proxy in between, ended the call as cancelled; it was not cancelled here.",
    hint: "Look in the server's log: a call that the server makes itself may have been cancelled.",
  };
}

/** DEADLINE_EXCEEDED. */
export function explainLate(context: StatusContext): Words {
  const { deadline, duration, progress } = context;
  if (deadline === undefined || !isAtDeadline(context)) {
    const had = deadline === undefined ? "this call has none" : `this call has ${seconds(deadline)}`;
    const after = duration === undefined ? "" : ` after ${seconds(Math.round(duration))}`;
    return {
      explanation: `The server gave up${after} because of a deadline that is not this call's; ${had}.`,
      hint: "Look in the server's log: a proxy in between, or a call that the server makes itself, has a deadline of its own.",
    };
  }
  const passed = `The deadline of ${seconds(deadline)} passed before the call was through`;
  switch (progress) {
    case "waiting":
      return { explanation: `${passed}: the connection stood, and no answer had begun.`, hint: LONGER };
    case "answering":
      return { explanation: `${passed}: the answer had begun.`, hint: LONGER };
    default:
      return { explanation: `${passed}.` };
  }
}

/** An end whose time is not known counts as the deadline's. */
function isAtDeadline({ deadline = 0, duration }: StatusContext): boolean {
  return duration === undefined || duration >= deadline - Math.max(EARLY, deadline * EARLY_PART);
}
