/** The request's side of one exchange: messages in their order, made by the protocol, then the half-close. */
import type { Finding } from "../../finding.ts";
import { CallQueue, type Sending } from "../call-queue.ts";
import type { ChannelStatus } from "../channel.ts";
import { statusOverBound } from "../refused-request.ts";
import type { HttpExchange } from "./exchange.ts";
import type { HttpProtocol, OutgoingChunk, QueuedChunk } from "./protocol.ts";

/** Told as the request goes out. */
export interface RequestListener {
  /** A message is with the system. */
  onMessage(bytes: Uint8Array, outgoing: OutgoingChunk): void;
  /** A message cannot be carried: a `RefusedMessage`, or what the protocol threw. */
  onRefused(thrown: unknown): void;
}

/** A message that must not be sent: the call ends with a status of its own. */
export class RefusedMessage extends Error {
  readonly status: ChannelStatus;

  constructor(status: ChannelStatus) {
    super(status.message);
    this.status = status;
  }
}

/** Writes what a queue gives; what comes before there is an exchange waits for it. */
export class RequestWriter {
  /** What is worth knowing of the messages that were made. */
  readonly findings: Finding[] = [];
  readonly #bound: number | undefined;
  readonly #listener: RequestListener;
  readonly #queue = new CallQueue<QueuedChunk>();
  #protocol: HttpProtocol | undefined;
  #exchange: HttpExchange | undefined;
  #hasBody = true;

  /** `bound` is on one message, in bytes. */
  constructor(bound: number | undefined, listener: RequestListener) {
    this.#bound = bound;
    this.#listener = listener;
  }

  /** Adds a message; resolves when there is room for more, and rejects when it cannot be written any more. */
  add(bytes: Uint8Array, compress: boolean): Promise<void> {
    const only = this.#protocol?.isWhole === true;
    const added = this.#queue.add(bytes, { compress, outgoing: undefined }, only);
    this.#writeQueued();
    return added;
  }

  /** Half-closes behind what is queued. */
  close(): void {
    this.#queue.close();
    this.#writeQueued();
  }

  /** Messages travel as this protocol has them. */
  speak(protocol: HttpProtocol): void {
    this.#protocol = protocol;
  }

  /** True when the head of the request can be made: the protocol is known, and the first message where it needs that. */
  get canBegin(): boolean {
    return this.#protocol !== undefined && (!needsFirst(this.#protocol) || this.#queue.hasFirst);
  }

  /** The first message, for a head that needs it. Throws what `onRefused` is told of others. */
  first(): OutgoingChunk | undefined {
    const first = this.#queue.first;
    if (this.#protocol === undefined || !needsFirst(this.#protocol) || first === undefined) return undefined;
    return this.#make(this.#protocol, first);
  }

  /** There is an exchange: what waited goes out. A request without a body sends its one message in the head. */
  attach(exchange: HttpExchange, hasBody: boolean): void {
    this.#exchange = exchange;
    this.#hasBody = hasBody;
    this.#writeQueued();
  }

  /** The exchange wrote all that it was given: so every message is out, whether its own turn has come or not. */
  finish(): void {
    while (this.#noteWritten());
  }

  /** The call is over: nothing counts as written any more. */
  end(): void {
    this.#queue.drop();
  }

  /** Sends all that there is room for in one turn, so that it travels together. */
  #writeQueued(): void {
    const [protocol, exchange] = [this.#protocol, this.#exchange];
    if (protocol === undefined || exchange === undefined) return;
    for (let next = this.#queue.take(); next !== "nothing"; next = this.#queue.take()) {
      if (next === "end") exchange.end();
      else this.#write(protocol, exchange, next);
    }
  }

  #write(protocol: HttpProtocol, exchange: HttpExchange, next: Sending<QueuedChunk>): void {
    try {
      const { chunk } = this.#make(protocol, next);
      const ends = this.#queue.endsAfter(next);
      const piece = this.#hasBody && chunk.length > 0 ? chunk : undefined;
      const taken = protocol.isWhole || ends ? exchange.end(piece) : exchange.write(chunk);
      taken.then((wasTaken) => {
        if (wasTaken) this.#noteWritten();
        this.#writeQueued();
      });
    } catch (thrown) {
      this.#listener.onRefused(thrown);
    }
  }

  /** The message as it travels, made once. */
  #make(protocol: HttpProtocol, { bytes, payload }: Sending<QueuedChunk>): OutgoingChunk {
    if (payload.outgoing !== undefined) return payload.outgoing;
    const refused = statusOverBound(bytes.length, this.#bound);
    if (refused !== undefined) throw new RefusedMessage(refused);
    const outgoing = protocol.write(bytes, payload.compress);
    this.findings.push(...outgoing.findings);
    payload.outgoing = outgoing;
    return outgoing;
  }

  /** The oldest message under way is out. Answers whether there was one. */
  #noteWritten(): boolean {
    const sent = this.#queue.written();
    if (sent?.payload.outgoing === undefined) return false;
    this.#listener.onMessage(sent.bytes, sent.payload.outgoing);
    return true;
  }
}

function needsFirst({ isWhole, waits }: HttpProtocol): boolean {
  return isWhole || waits === true;
}
