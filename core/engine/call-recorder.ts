/** What a channel reports, as what a face sees: every message becomes a document, and the whole becomes a record. */
import type { ChannelEvent, ChannelStatus } from "../channels/channel.ts";
import type { CallEvent, CallStatus, DocumentSummary } from "../contract/views.ts";

/** How the parts of an event are made. */
export interface RecorderParts {
  readonly sent: (index: number) => DocumentSummary;
  readonly received: (bytes: Uint8Array) => DocumentSummary;
  readonly explain: (status: ChannelStatus) => CallStatus;
  readonly onEvent: (event: CallEvent) => void;
}

/** What was recorded. Messages beyond the bound were told as events and are missing here. */
export interface Recording {
  readonly events: readonly CallEvent[];
  readonly sent: readonly DocumentSummary[];
  readonly received: readonly DocumentSummary[];
  readonly requestBody: string;
  readonly responseBody: string;
}

/** Messages that a record names; a longer stream is told by its events alone. */
export const maximumRecordedMessages = 10_000;

/** Listens to one call. */
export class CallRecorder implements Recording {
  readonly events: CallEvent[] = [];
  readonly sent: DocumentSummary[] = [];
  readonly received: DocumentSummary[] = [];
  requestBody = "";
  responseBody = "";
  readonly #parts: RecorderParts;
  #sentCount = 0;
  #receivedCount = 0;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** Takes the next event of the channel. */
  add(event: ChannelEvent): void {
    switch (event.kind) {
      case "message-sent":
        this.#addSent(event);
        break;
      case "message-received":
        this.#addReceived(event);
        break;
      case "status":
        this.#tell({ ...event, status: this.#parts.explain(event.status) });
        break;
      default:
        this.#tell(event);
    }
  }

  #addSent({ kind, at, body }: Extract<ChannelEvent, { kind: "message-sent" }>): void {
    const document = this.#parts.sent(this.#sentCount);
    if (this.#sentCount < maximumRecordedMessages) this.sent.push(document);
    this.#tell({ kind, at, index: this.#sentCount, document }, this.#sentCount < maximumRecordedMessages);
    this.#sentCount += 1;
    this.requestBody = body ?? this.requestBody;
  }

  #addReceived({ kind, at, bytes, body }: Extract<ChannelEvent, { kind: "message-received" }>): void {
    const document = this.#parts.received(bytes);
    const kept = this.#receivedCount < maximumRecordedMessages;
    if (kept) this.received.push(document);
    this.#tell({ kind, at, index: this.#receivedCount, document }, kept);
    this.#receivedCount += 1;
    this.responseBody = body ?? this.responseBody;
  }

  #tell(event: CallEvent, kept = true): void {
    if (kept) this.events.push(event);
    this.#parts.onEvent(event);
  }
}
