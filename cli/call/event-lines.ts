/** `--events`: everything that happens in a call, one JSON object a line as it happens. */
import type { CallEvent, CallRecord } from "../../core/contract/views.ts";
import { compactJson, RawJson, toJsonText } from "../json-text.ts";
import type { PrintedMessage } from "./answer-printer.ts";

/** The line of an event that carries no message, or of a message sent; nothing for received ones, which come decoded. */
export function eventLine(event: CallEvent): string | undefined {
  switch (event.kind) {
    case "message-received":
    case "status":
      return undefined;
    case "message-sent": {
      const { kind, at, index, document } = event;
      return line({ event: kind, at, index, byteLength: document.byteLength });
    }
    default: {
      const { kind, ...rest } = event;
      return line({ event: kind, ...rest });
    }
  }
}

/** The line of a received message. */
export function messageLine({ index, at, json, hex }: PrintedMessage): string {
  return line({ event: "message-received", at, index, message: new RawJson(compactJson(json)), hex });
}

/** The last line: how the call ended. */
export function endLine({ status, sentCount, receivedCount, duration }: CallRecord): string {
  const details = status.details.map(({ typeUrl, json, known }) => ({
    typeUrl,
    value: known ? new RawJson(compactJson(json)) : json,
  }));
  return line({ event: "status", at: duration, ...status, details, sentCount, receivedCount });
}

function line(value: object): string {
  return `${toJsonText(value)}\n`;
}
