/** `call --json` of a unary method: one object with everything about the call. */
import type { CallRecord, CallStatus } from "../../core/contract/views.ts";
import { compactJson, RawJson, toJsonText } from "../json-text.ts";
import { roundTimes } from "./milliseconds.ts";
import type { ReadMessage } from "./recorded-side.ts";

/** The object on one line. */
export function recordJson(
  record: CallRecord,
  sent: readonly ReadMessage[],
  received: readonly ReadMessage[],
): string {
  const [answer] = received;
  const value = {
    method: record.method,
    kind: "unary",
    channel: record.channel,
    target: record.target,
    status: statusJson(record.status),
    requestHeaders: record.requestHeaders,
    headers: record.headers,
    trailers: record.trailers,
    times: {
      startedAt: record.startedAt,
      connectedAfter: record.connectedAfter,
      headersAfter: record.headersAfter,
      duration: record.duration,
    },
    sizes: {
      request: record.requestByteLength,
      response: record.responseByteLength,
      requestJson: jsonLength(sent),
      responseJson: jsonLength(received),
    },
    requestHex: sent.map(({ hex }) => hex),
    message: answer === undefined ? null : new RawJson(compactJson(answer.json)),
    messageHex: answer?.hex ?? null,
    http: record.http,
    connection: record.connection,
    findings: [...(record.findings ?? []), ...[...sent, ...received].flatMap(({ findings }) => findings)],
  };
  return toJsonText(roundTimes(value));
}

/** A status with its details as the JSON that they are. */
export function statusJson(status: CallStatus): object {
  const details = status.details.map(({ typeUrl, json, known }) => ({
    typeUrl,
    value: known ? new RawJson(compactJson(json)) : json,
  }));
  return { ...status, details };
}

/** Bytes of the messages as compact JSON, which is what HTTP + JSON would carry. */
function jsonLength(messages: readonly ReadMessage[]): number {
  return messages.reduce((sum, { json }) => sum + Buffer.byteLength(compactJson(json)), 0);
}
