/** The end of a call that whoever made it did not want any more. */
import type { ChannelStatus } from "./channel.ts";

/** CANCELLED, by the one who called. */
export const CANCELLED_HERE: ChannelStatus = {
  code: 1,
  message: "Cancelled by the client.",
  cancelledHere: true,
};
