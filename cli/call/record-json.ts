/** `call --json`: one object with everything about a call. */
import type { CallRecord, CallStatus, MethodKind } from "../../core/contract/views.ts";
import { compactJson, RawJson, toJsonText } from "../json-text.ts";
import type { ReadMessage } from "./answer-printer.ts";

/** The object on one line. An answer that can have several messages has `messages` and `messagesHex`. */
export function recordJson(
  record: CallRecord,
  kind: MethodKind,
  sent: readonly ReadMessage[],
  received: readonly ReadMessage[],
): string {
  return toJsonText({
    method: record.method,
    kind,
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
    ...answer(kind, received),
    http: record.http,
    connection: record.connection,
    findings: [...(record.findings ?? []), ...[...sent, ...received].flatMap(({ findings }) => findings)],
  });
}

function answer(kind: MethodKind, received: readonly ReadMessage[]): object {
  const messages = received.map(({ json }) => new RawJson(compactJson(json)));
  const hex = received.map((message) => message.hex);
  if (kind === "server-stream" || kind === "bidi-stream") return { messages, messagesHex: hex };
  return { message: messages[0] ?? null, messageHex: hex[0] ?? null };
}

function statusJson(status: CallStatus): object {
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
