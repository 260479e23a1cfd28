/** The events of a call, one JSON object a line as they happen. */
import type { CallRecord } from "../../core/contract/views.ts";
import { compactJson, RawJson, toJsonText } from "../json-text.ts";
import type { PlainEvent } from "./event-reader.ts";
import { roundTimes } from "./milliseconds.ts";
import { statusJson } from "./record-json.ts";
import type { PrintedMessage } from "./recorded-side.ts";

/** The line of an event that carries no message; nothing for the status, which is the last line. */
export function eventLine({ kind, ...rest }: PlainEvent): string | undefined {
  return kind === "status" ? undefined : line({ event: kind, ...rest });
}

/** The line of a message. */
export function messageLine(kind: "message-sent" | "message-received", message: PrintedMessage): string {
  const { at, index, json, hex, byteLength, wireByteLength, findings } = message;
  return line({
    event: kind,
    at,
    index,
    byteLength,
    wireByteLength,
    message: new RawJson(compactJson(json)),
    hex,
    ...(findings.length === 0 ? {} : { findings }),
  });
}

/** The last line: how the call ended, and what only the end can say. */
export function endLine(record: CallRecord): string {
  const { status, sentCount, receivedCount, requestByteLength, responseByteLength, duration } = record;
  return line({
    event: "status",
    at: duration,
    ...statusJson(status),
    sentCount,
    receivedCount,
    sizes: { request: requestByteLength, response: responseByteLength },
    connection: record.connection,
    ...(record.findings === undefined ? {} : { findings: record.findings }),
  });
}

function line(value: object): string {
  return `${toJsonText(roundTimes(value))}\n`;
}
