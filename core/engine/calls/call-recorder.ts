/** What a channel reports, as what a face sees: every message becomes a document, and the whole becomes a record. */
import type { StatusContext } from "../../calls/status.ts";
import type { ChannelEvent, ChannelStatus } from "../../channels/channel.ts";
import type { CallEvent, CallStatus, DocumentSummary, HttpExchange } from "../../contract/views.ts";
import type { Finding } from "../../finding.ts";
import type { PlainEvent, Recording } from "../../recordings/recording.ts";
import type { ReceivedDocument } from "./call-messages.ts";

/** When a call ended, in ms from its start, and how far it had come. */
export type Moment = Pick<StatusContext, "duration" | "progress">;

/** How the parts of an event are made. */
export interface RecorderParts {
  /** Absent where sent messages are only counted. */
  readonly sent?: (index: number) => DocumentSummary;
  readonly received: (bytes: Uint8Array) => ReceivedDocument;
  readonly explain: (status: ChannelStatus, moment: Moment) => CallStatus;
  /** The same, once types that the status lacked have come. */
  readonly explainAgain: (status: ChannelStatus, moment: Moment) => Promise<CallStatus>;
  readonly onEvent: (event: CallEvent) => void;
}

/** Messages of each side that are decoded at once, and told one by one; the rest is decoded when it is looked at. */
export const maximumToldMessages = 100;
/** UTF-16 units of HTTP bodies that a record keeps, each way; the messages' documents are kept beside it. */
const maximumBodyLength = 16 * 1024 * 1024;

type SentEvent = Extract<ChannelEvent, { kind: "message-sent" }>;
type HeadersEvent = Extract<ChannelEvent, { kind: "request-headers" }>;
type ReceivedEvent = Extract<ChannelEvent, { kind: "message-received" }>;

/** Listens to one call: everything goes into its recording, the first messages become documents. */
export class CallRecorder {
  readonly events: CallEvent[] = [];
  readonly sent: DocumentSummary[] = [];
  readonly received: DocumentSummary[] = [];
  readonly #recording: Recording;
  readonly #parts: RecorderParts;
  readonly #requestBodies = new BoundedText();
  readonly #responseBodies = new BoundedText();
  readonly #readAgain: Promise<void>[] = [];
  #sentCount = 0;
  #receivedCount = 0;
  #exchange: Pick<HttpExchange, "method" | "url" | "rule"> | undefined;
  #status: CallStatus | undefined;
  #moment: Moment = {};

  constructor(recording: Recording, parts: RecorderParts) {
    this.#recording = recording;
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
        this.#moment = { ...this.#moment, duration: event.at };
        this.#tell({ kind: "status", at: event.at, status: this.explain(event.status) });
        break;
      case "retry":
        this.#tell({ ...event, status: this.#parts.explain(event.status, this.#moment) });
        break;
      case "response-headers":
        this.#moment = { progress: "answering" };
        this.#tell(event);
        break;
      case "request-headers":
        this.#moment = { progress: "waiting" };
        this.#exchange = exchangeOf(event);
        this.#tell(event);
        break;
      default:
        this.#tell(event);
    }
  }

  /** Resolves when messages and a status that lacked types are as they read with them, as far as those came. */
  async settle(status: ChannelStatus): Promise<void> {
    await Promise.all(this.#readAgain);
    if (status.code !== 0) this.#status = await this.#parts.explainAgain(status, this.#moment);
  }

  /** How the call ended, in words; the same each time. */
  explain(status: ChannelStatus): CallStatus {
    this.#status ??= this.#parts.explain(status, this.#moment);
    return this.#status;
  }

  /** The HTTP request with its bodies; nothing for a call that was no HTTP request. */
  httpExchange(status: ChannelStatus): HttpExchange | undefined {
    if (this.#exchange === undefined) return undefined;
    const answer = this.#responseBodies;
    if (answer.byteLength === 0) answer.add(status.body ?? status.detailJson);
    return {
      ...this.#exchange,
      requestBody: this.#requestBodies.text,
      responseBody: answer.text,
      requestBodyByteLength: this.#requestBodies.byteLength,
      responseBodyByteLength: answer.byteLength,
    };
  }

  /** What the recording had to leave out. */
  findings(): readonly Finding[] {
    const { dropped, failure } = this.#recording;
    if (dropped.count === 0) return [];
    const why =
      failure instanceof Error ? `: ${failure.message}` : " after the bound of a recording was reached.";
    return [
      {
        code: "messages-not-kept",
        severity: "warning",
        message: `${dropped.count} messages (${dropped.byteLength} bytes) are counted and not kept${why}`,
        hint: "Ask for less at once, or free some space on the disk.",
      },
    ];
  }

  /** True for HTTP requests whose bodies are the messages themselves. */
  get #carriesBytes(): boolean {
    return this.#exchange !== undefined && this.#exchange.rule === "";
  }

  #addSent({ kind, at, bytes, body, transfer }: SentEvent): void {
    const index = this.#sentCount++;
    this.#recording.addMessage("out", at, bytes, transfer?.wireByteLength);
    // A GET of Connect has its message in the URL.
    if (body === undefined && this.#carriesBytes && this.#exchange?.method !== "GET") {
      this.#requestBodies.count(transfer?.wireByteLength ?? bytes.length);
    } else this.#requestBodies.add(body);
    const document = index < maximumToldMessages ? this.#parts.sent?.(index) : undefined;
    if (document === undefined) return;
    this.sent.push(document);
    this.#keep({ kind, at, index, document, ...(transfer === undefined ? {} : { transfer }) });
  }

  #addReceived({ kind, at, bytes, body, transfer }: ReceivedEvent): void {
    const index = this.#receivedCount++;
    this.#recording.addMessage("in", at, bytes, transfer?.wireByteLength);
    if (body === undefined && this.#carriesBytes) {
      this.#responseBodies.count(transfer?.wireByteLength ?? bytes.length);
    } else this.#responseBodies.add(body);
    if (index >= maximumToldMessages) return;
    const { document, better } = this.#parts.received(bytes);
    this.received.push(document);
    const event = { kind, at, index, document, ...(transfer === undefined ? {} : { transfer }) };
    this.#keep(event);
    if (better !== undefined) this.#readAgain.push(this.#replace(event, better));
  }

  async #replace(
    event: Extract<CallEvent, { kind: "message-received" }>,
    better: Promise<DocumentSummary | undefined>,
  ): Promise<void> {
    const document = await better;
    if (document === undefined) return;
    this.received[event.index] = document;
    this.events[this.events.indexOf(event)] = { ...event, document };
  }

  #tell(event: PlainEvent): void {
    this.#recording.addEvent(event);
    this.#keep(event);
  }

  #keep(event: CallEvent): void {
    this.events.push(event);
    this.#parts.onEvent(event);
  }
}

/** The HTTP request of a channel over plain HTTP; gRPC names no address. */
function exchangeOf({
  line,
  url,
  rule,
}: HeadersEvent): Pick<HttpExchange, "method" | "url" | "rule"> | undefined {
  if (url === undefined) return undefined;
  const [method = ""] = line.split(" ", 1);
  return { method, url, rule: rule ?? "" };
}

/** Bodies one after another, a line each, up to the bound; bytes are counted alone. */
class BoundedText {
  text = "";
  /** UTF-8 bytes of all bodies, kept or not, without the line ends between them. */
  byteLength = 0;

  /** Counts a body that is no text. */
  count(byteLength: number): void {
    this.byteLength += byteLength;
  }

  add(body: string | undefined): void {
    if (body === undefined) return;
    this.byteLength += Buffer.byteLength(body);
    if (this.text.length + body.length > maximumBodyLength) return;
    this.text += this.text === "" ? body : `\n${body}`;
  }
}
