/** The look-up of names as events of the calls that waited for it. */
import type { ChannelEvent } from "../channel.ts";
import type { ConnectionTrace } from "./trace.ts";

/** An event for each name that was looked up while a call ran; `callStart` is of `performance.now()`. */
export function resolvingEvents(
  { lookups }: ConnectionTrace,
  callStart: number,
): readonly Extract<ChannelEvent, { kind: "resolving" }>[] {
  if (lookups.length === 0) return [];
  return lookups
    .filter(({ end }) => end >= callStart)
    .map(({ name, addresses, start, end }) => ({
      kind: "resolving",
      at: end - callStart,
      name,
      addresses,
      duration: end - start,
    }));
}
