/** One call with all of its messages known: sent in turn, half-closed, waited for. */
import type { ChannelEvent } from "../channels/channel.ts";
import { ByteglassError } from "../error.ts";
import { type LiveCall, type OpenCallPlan, openCall, type RawCall } from "./open-call.ts";

/** What to call, and with what. */
export interface CallPlan extends OpenCallPlan {
  readonly messages: readonly Uint8Array[];
}

/**
 * Runs one call to its end. A failed RPC is a status. Rejects with a `ByteglassError` only for a request that was never
 * sent: `usage` for a number of messages that does not fit the kind of method and for metadata that cannot travel,
 * `no-binding` for a message that no HTTP binding can carry. `signal` cancels.
 */
export async function runCall(
  plan: CallPlan,
  onEvent: (event: ChannelEvent) => void = () => undefined,
  signal?: AbortSignal,
): Promise<RawCall> {
  checkMessageCount(plan, plan.messages.length);
  const call = openCall(plan, onEvent, signal);
  await sendAll(call, plan.messages, true);
  return await call.done;
}

/** Throws `usage` when a call of this kind cannot have this number of messages. */
export function checkMessageCount({ kind, path }: Pick<OpenCallPlan, "kind" | "path">, count: number): void {
  const takesOne = kind === "unary" || kind === "server-stream";
  if (!takesOne || count === 1) return;
  throw new ByteglassError("usage", `${path.slice(1)} takes exactly one message, and ${count} were given.`, {
    hint: "Only methods with a client stream take none or several.",
  });
}

/**
 * Sends in turn, each when the channel can take it, and half-closes behind the last when asked to. An early end of the
 * call is no failure of the sending. Answers with how many were taken.
 */
export async function sendAll(
  call: LiveCall,
  messages: readonly Uint8Array[],
  halfClose: boolean,
): Promise<number> {
  const last = messages.length - 1;
  let count = 0;
  try {
    for (const [index, message] of messages.entries()) {
      const sent = call.send(message);
      // The half-close travels with the last message instead of a round trip behind it.
      if (halfClose && index === last) call.halfClose();
      await sent;
      count++;
    }
    if (halfClose && messages.length === 0) call.halfClose();
  } catch {
    await call.done.catch(() => undefined);
  }
  return count;
}
