/** The last step of a connection, as one call saw it: from its request to the answer, or to what came in its place. */
import type { ChannelStatus } from "../channel.ts";
import { ConnectionFailure } from "../connection-failure.ts";
import type { CallSight } from "./trace.ts";

/** When the request went out and the answer began, by `performance.now()`, and how the call ended, where it has. */
export interface FirstByteSight {
  readonly from: number | undefined;
  readonly answered: number | undefined;
  /** What the answer began with. */
  readonly note: string;
  readonly status: ChannelStatus | undefined;
}

/** Nothing for a call that got no connection, and for one that waits or was cancelled before an answer. */
export function firstByteOf({ from, answered, note, status }: FirstByteSight): CallSight["firstByte"] {
  if (from === undefined) return undefined;
  if (answered !== undefined) return { from, to: answered, note };
  if (status === undefined) return undefined;
  const isLate = status.code === 4;
  if (!isLate && !(status.cause instanceof ConnectionFailure)) return undefined;
  return {
    from,
    to: performance.now(),
    note: isLate ? "No answer until the deadline." : status.message,
    failed: true,
  };
}
