/** A channel that has no form for a method: it refuses every call, so that others can be compared all the same. */
import type { Channel } from "../../channels/channel.ts";
import type { ChannelKind } from "../../contract/channels.ts";
import type { ByteglassError } from "../../error.ts";

/** Its calls throw `refusal`. */
export function refusingChannel(kind: ChannelKind, refusal: ByteglassError): Channel {
  return {
    kind,
    open() {
      throw refusal;
    },
    close: () => undefined,
  };
}
