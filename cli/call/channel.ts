/** `--channel` and what goes with it. */
import { CHANNEL_KINDS, type ChannelKind } from "../../core/contract/channels.ts";
import type { Arguments } from "../arguments.ts";
import { nearestNames } from "../nearest.ts";
import { usageError } from "../usage-error.ts";

/** Options of a call about the channel. */
export const channelOptions = {
  channel: {
    type: "string",
    value: "KIND",
    text: `How the call travels; grpc unless told. One of ${CHANNEL_KINDS.join(", ")}.`,
  },
} as const;

/** The channel that was asked for. Throws a usage error for one that does not exist. */
export function readChannel(given: Arguments): ChannelKind {
  const text = given.text("channel") ?? "grpc";
  const kind = CHANNEL_KINDS.find((one) => one === text);
  if (kind !== undefined) return kind;
  const [near] = nearestNames(text, CHANNEL_KINDS);
  throw usageError(
    `There is no channel "${text}".${near === undefined ? "" : ` Did you mean ${near}?`}`,
    `Channels are ${CHANNEL_KINDS.join(", ")}.`,
  );
}
