/** The messages of an answer, printed in the order they came. */
import type { Reader } from "./reading.ts";
import { type PrintedMessage, RecordedSide, type SideParts } from "./recorded-side.ts";

/** Hands each received message on; what `onMessage` waits for holds the reading back. */
export function createMessageReader(
  parts: Omit<SideParts, "side">,
  onMessage: (message: PrintedMessage) => Promise<void> | void,
): Reader {
  const side = new RecordedSide({ ...parts, side: "in" });
  const printed = { messages: 0, byteLength: 0 };
  return {
    printed,
    async readUpTo(reached) {
      for (;;) {
        const message = await side.take(reached().receivedCount);
        if (message === undefined) return;
        await onMessage(message);
        printed.messages += 1;
        printed.byteLength += message.byteLength;
      }
    },
  };
}
