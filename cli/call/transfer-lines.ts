/** Which messages travelled compressed, for a terminal. */
import type { CallEvent } from "../../core/contract/views.ts";

/** Messages that are told one by one. */
const MAXIMUM_LINES = 20;

/** One line a compressed message: `sent #1 gzip 61 B, 2000 B unpacked`. */
export function transferLines(events: readonly CallEvent[]): readonly string[] {
  const lines = events.flatMap((event) => {
    if (event.kind !== "message-sent" && event.kind !== "message-received") return [];
    const { index, document, transfer } = event;
    if (transfer?.encoding === undefined) return [];
    const side = event.kind === "message-sent" ? "sent" : "received";
    const size = transfer.wireByteLength ?? document.byteLength;
    return [`  ${side} #${index + 1} ${transfer.encoding} ${size} B, ${document.byteLength} B unpacked`];
  });
  const rest = lines.length - MAXIMUM_LINES;
  return rest > 0 ? [...lines.slice(0, MAXIMUM_LINES), `  and ${rest} more`] : lines;
}
