/** What one unary call moved: its bodies as each channel frames them. */
import type { ChannelEvent } from "../../channels/channel.ts";
import type { ChannelKind } from "../../contract/channels.ts";

/** Bytes of a body as it travelled, and without its compression. */
export interface BodySize {
  readonly body: number;
  readonly uncompressedBody: number;
}

/** A gRPC frame: one byte of flags, four of length. */
const FRAME = 5;

type MessageEvent = Extract<ChannelEvent, { kind: "message-sent" | "message-received" }>;
type Trailers = Extract<ChannelEvent, { kind: "trailers" }>;

/** The size of what was sent. */
export function requestSize(channel: ChannelKind, events: readonly ChannelEvent[]): BodySize {
  // A GET has its message in the URL, which is counted with the headers.
  if (channel === "connect-get" || isBodyless(events)) return { body: 0, uncompressedBody: 0 };
  return sizeOf(channel, messagesOf(events, "message-sent"), 0);
}

/** The size of what was received; gRPC-Web has its trailers in the body. */
export function responseSize(channel: ChannelKind, events: readonly ChannelEvent[]): BodySize {
  const inBody = channel === "grpc-web" || channel === "grpc-web-text";
  const trailers = events.find((event): event is Trailers => event.kind === "trailers");
  const lines = (trailers?.trailers ?? []).reduce(
    (sum, { name, value }) => sum + Buffer.byteLength(`${name}:${value}\r\n`),
    0,
  );
  return sizeOf(channel, messagesOf(events, "message-received"), inBody ? FRAME + lines : 0);
}

function sizeOf(channel: ChannelKind, messages: readonly MessageEvent[], extra: number): BodySize {
  let [body, uncompressedBody] = [extra, extra];
  const frame = channel === "grpc" || channel === "grpc-web" || channel === "grpc-web-text" ? FRAME : 0;
  for (const { bytes, body: text, transfer } of messages) {
    const plain = text === undefined ? bytes.length : Buffer.byteLength(text);
    body += frame + (transfer?.wireByteLength ?? plain);
    uncompressedBody += frame + plain;
  }
  return channel === "grpc-web-text"
    ? { body: base64Length(body), uncompressedBody: base64Length(uncompressedBody) }
    : { body, uncompressedBody };
}

function messagesOf(events: readonly ChannelEvent[], kind: MessageEvent["kind"]): readonly MessageEvent[] {
  return events.filter((event): event is MessageEvent => event.kind === kind);
}

/** A binding such as `GET /v1/{name}` puts everything into the address. */
function isBodyless(events: readonly ChannelEvent[]): boolean {
  return events.some(
    (event) => event.kind === "request-headers" && /^(GET|HEAD|DELETE) /.test(event.line) && !hasBody(events),
  );
}

function hasBody(events: readonly ChannelEvent[]): boolean {
  return messagesOf(events, "message-sent").some(({ body }) => body !== undefined && body !== "");
}

function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}
