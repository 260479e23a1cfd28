/** One call over plain HTTP: the seam's `OpenCall` over one exchange, its bytes made and read by a protocol. */
import type { MetadataEntry } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import { CallQueue, type Sending } from "../call-queue.ts";
import { CANCELLED_HERE } from "../cancelled.ts";
import type { ChannelEvent, ChannelRequest, ChannelStatus, OpenCall } from "../channel.ts";
import { ConnectionFailure } from "../connection-failure.ts";
import { tooLargeToSend } from "../grpc/outgoing-message.ts";
import { withQuery } from "../http-json/percent-encoding.ts";
import { raisedSendBound } from "../raised-bound.ts";
import { sentAfterEnd } from "../refused-sends.ts";
import { resolvingEvents } from "../route/resolving.ts";
import type { ConnectionTrace } from "../route/trace.ts";
import { withTaken } from "../taken-compressions.ts";
import type { AnswerListener, AnswerMessage, AnswerReader, ResponseHead, RestOfBody } from "./answer.ts";
import { CallTimers } from "./call-timers.ts";
import type { HttpClient, HttpTransport, HttpVersion } from "./client.ts";
import { type HttpExchange, StreamReset } from "./exchange.ts";
import { statusOfBreak } from "./failure-status.ts";
import { LateMessages } from "./late-messages.ts";
import type { HttpProtocol, OutgoingChunk, QueuedChunk, RequestHead } from "./protocol.ts";
import { requestHeaders } from "./request-headers.ts";
import { ConnectionSight } from "./sight.ts";
import { waitForServer } from "./wait-for-server.ts";

/** What a call is made of. */
export interface HttpCallParts {
  readonly client: HttpClient;
  /** Made when the call begins; throws a `ByteglassError` for a call that the protocol cannot carry. */
  readonly protocol: () => HttpProtocol;
  readonly version: HttpVersion;
  readonly request: ChannelRequest;
  readonly userAgent: string;
  /** Bound on the time until a connection stands, in ms. */
  readonly connectTimeout: number;
  /** What keeps metadata from being sent. */
  readonly checkMetadata: (entries: readonly MetadataEntry[]) => readonly Finding[];
  readonly onEvent: (event: ChannelEvent) => void;
}

const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED = 4;
const RESOURCE_EXHAUSTED = 8;
const INTERNAL = 13;
const UNAVAILABLE = 14;

/** A call under way. Events come in order; the status is the last. */
export class HttpCall implements OpenCall {
  readonly done: Promise<ChannelStatus>;
  readonly #parts: HttpCallParts;
  readonly #start = performance.now();
  readonly #queue = new CallQueue<QueuedChunk>();
  readonly #timers = new CallTimers();
  readonly #sight = new ConnectionSight();
  readonly #late = new LateMessages();
  readonly #findings: Finding[] = [];
  #protocol: HttpProtocol | undefined;
  #transport: HttpTransport | undefined;
  #exchange: HttpExchange | undefined;
  #answer: AnswerReader | undefined;
  #begun = false;
  #hasBody = true;
  #paused = false;
  #answerPaused = false;
  #failing = false;
  readonly #ended = new AbortController();
  /** The latest failure of a call that waits for its server. */
  #unreached: ConnectionFailure | undefined;
  #trailers: MetadataEntry[] = [];
  #head: readonly MetadataEntry[] = [];
  #status: ChannelStatus | undefined;
  #finish: (status: ChannelStatus) => void = () => undefined;

  constructor(parts: HttpCallParts) {
    this.#parts = parts;
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const { deadline, signal } = parts.request;
    if (deadline !== undefined) {
      this.#timers.after(deadline, () => this.#endHere(deadlineStatus(deadline, this.#unreached)));
    }
    this.#timers.onAbort(signal, () => this.cancel());
    // The caller has no hold of this call yet, and is to hear nothing before it does.
    queueMicrotask(() => this.#prepare());
  }

  send(bytes: Uint8Array, compress = true): Promise<void> {
    if (this.#status !== undefined) return Promise.reject(sentAfterEnd());
    const sent = this.#queue.add(bytes, { compress, outgoing: undefined }, this.#protocol?.isWhole === true);
    this.#pump();
    return sent;
  }

  halfClose(): void {
    this.#queue.close();
    this.#pump();
  }

  cancel(): void {
    this.#endHere(CANCELLED_HERE);
  }

  pause(): void {
    this.#paused = true;
    this.#answer?.pause();
    this.#exchange?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#answer?.resume();
    if (!this.#answerPaused) this.#exchange?.resume();
  }

  #prepare(): void {
    if (this.#status !== undefined) return;
    this.#safely(() => {
      const [refused] = this.#parts.checkMetadata(this.#parts.request.metadata);
      if (refused !== undefined) {
        throw new ByteglassError("usage", refused.message, { hint: refused.hint ?? "", findings: [refused] });
      }
      this.#protocol = this.#parts.protocol();
      this.#pump();
    });
  }

  /** Begins the request once what it needs is there, and sends what is queued, one after the other. */
  #pump(): void {
    const protocol = this.#protocol;
    if (protocol === undefined || this.#status !== undefined) return;
    const waits = protocol.isWhole || protocol.waits === true;
    if (!this.#begun) {
      if (!waits || this.#queue.hasFirst) this.#safely(() => this.#begin(protocol, waits));
    } else if (this.#exchange !== undefined) this.#sendNext(protocol, this.#exchange);
  }

  #begin(protocol: HttpProtocol, needsFirst: boolean): void {
    this.#begun = true;
    const first = needsFirst ? this.#queue.first : undefined;
    if (first !== undefined) first.payload.outgoing = this.#write(protocol, first);
    const own = protocol.head(first?.payload.outgoing);
    const head = { ...own, url: withQuery(own.url, this.#parts.request.query ?? []) };
    const { client, version, connectTimeout } = this.#parts;
    if (!client.hasConnection(version)) {
      this.#emit({ kind: "connecting", at: this.#now(), address: client.route.target.label });
      this.#sight.watch(client.route, this.#parts.request.onConnecting);
    }
    const waits = this.#parts.request.options?.waitForReady === true;
    if (!waits) this.#timers.after(connectTimeout, () => this.#onConnectTimeout());
    (waits ? this.#connectOnceReady() : client.connect(version)).then(
      (transport) => this.#open(protocol, transport, head, first?.payload.outgoing),
      (error) => this.#onFailure(error),
    );
  }

  /** Connects to a server that may not be up yet. */
  async #connectOnceReady(): Promise<HttpTransport> {
    const { client, version } = this.#parts;
    await waitForServer(client, version, this.#ended.signal, (failure) => {
      this.#unreached = failure;
    });
    this.#ended.signal.throwIfAborted();
    return await client.connect(version);
  }

  #write(protocol: HttpProtocol, { bytes, payload }: Sending<QueuedChunk>): OutgoingChunk {
    const bound = this.#parts.request.options?.maximumSentByteLength;
    if (bound !== undefined && bytes.length > bound) {
      throw new Refusal(tooLargeToSend(bytes.length, bound), bytes.length);
    }
    const outgoing = protocol.write(bytes, payload.compress);
    this.#findings.push(...outgoing.findings);
    return outgoing;
  }

  #open(
    protocol: HttpProtocol,
    transport: HttpTransport,
    head: RequestHead,
    first: OutgoingChunk | undefined,
  ): void {
    if (this.#status !== undefined) return;
    this.#transport = transport;
    const { request, userAgent } = this.#parts;
    const { method, url } = head;
    this.#hasBody = head.hasBody;
    const whole = protocol.isWhole ? (first?.chunk.length ?? 0) : "unknown";
    this.#exchange = transport.open(
      {
        method,
        url,
        headers: requestHeaders(userAgent, head.headers, request.metadata),
        bodyLength: head.hasBody ? whole : "none",
      },
      {
        onConnected: (trace, headers) => this.#onConnected(trace, head, headers),
        onSent: () => this.#onSent(),
        onResponse: (response) => this.#onResponse(protocol, response),
        onChunk: (chunk) => this.#safely(() => this.#answer?.read(chunk)),
        onEnd: (trailers) => this.#safely(() => this.#answer?.end(trailers)),
        onFailure: (error) => this.#onFailure(error),
      },
    );
    if (this.#paused) this.#exchange.pause();
    this.#pump();
  }

  /** Sends all that there is room for in one turn, so that it travels together. */
  #sendNext(protocol: HttpProtocol, exchange: HttpExchange): void {
    for (let next = this.#queue.take(); next !== "nothing"; next = this.#queue.take()) {
      if (next === "end") exchange.end();
      else this.#sendOne(protocol, exchange, next);
    }
  }

  #sendOne(protocol: HttpProtocol, exchange: HttpExchange, next: Sending<QueuedChunk>): void {
    this.#safely(() => {
      next.payload.outgoing ??= this.#write(protocol, next);
      const { chunk } = next.payload.outgoing;
      const ends = this.#queue.endsAfter(next);
      const piece = this.#hasBody && chunk.length > 0 ? chunk : undefined;
      const taken = protocol.isWhole || ends ? exchange.end(piece) : exchange.write(chunk);
      taken.then((wasTaken) => {
        if (wasTaken) this.#onWritten();
        this.#pump();
      });
    });
  }

  /** The oldest message under way is out. Answers whether there was one. */
  #onWritten(): boolean {
    const sent = this.#queue.written();
    if (sent?.payload.outgoing === undefined) return false;
    this.#late.sent();
    const { body, transfer } = sent.payload.outgoing;
    const how = { ...(body === undefined ? {} : { body }), ...(transfer === undefined ? {} : { transfer }) };
    this.#emit({ kind: "message-sent", at: this.#now(), bytes: sent.bytes, ...how });
    return true;
  }

  /** All is out; messages are told before the half-close that travelled with them. */
  #onSent(): void {
    while (this.#onWritten());
    this.#emit({ kind: "half-close", at: this.#now() });
  }

  #onConnected(
    trace: ConnectionTrace,
    { method, url, rule }: RequestHead,
    headers: readonly MetadataEntry[],
  ): void {
    this.#sight.connected(trace);
    this.#unreached = undefined;
    this.#tellLookups(trace);
    const { address, protocol } = trace;
    const connection = this.#sight.report(trace);
    this.#emit({ kind: "connected", at: this.#now(), address, protocol, ...(connection && { connection }) });
    const { tls, authority } = this.#parts.client.route.target;
    this.#emit({
      kind: "request-headers",
      at: this.#now(),
      line: `${method} ${url}`,
      headers,
      url: `${tls ? "https" : "http"}://${authority}${url}`,
      ...(rule === undefined ? {} : { rule }),
    });
  }

  #onResponse(protocol: HttpProtocol, head: ResponseHead): void {
    this.#sight.answered(head.httpStatus);
    this.#head = head.headers;
    if (this.#transport !== undefined) this.#late.answered(this.#transport.version);
    this.#emit({ kind: "response-headers", at: this.#now(), ...head });
    this.#safely(() => {
      this.#answer = protocol.answer(head, this.#listener());
      if (this.#paused) this.#answer.pause();
    });
  }

  #listener(): AnswerListener {
    return {
      onMessage: (message: AnswerMessage) => {
        this.#late.received();
        this.#emit({ kind: "message-received", at: this.#now(), ...message });
      },
      onTrailers: (trailers) => this.#trailers.push(...trailers),
      onStatus: (status, rest) => this.#endHere(status, rest),
      onPause: (paused) => {
        this.#answerPaused = paused;
        if (paused) this.#exchange?.pause();
        else if (!this.#paused) this.#exchange?.resume();
      },
    };
  }

  #onFailure(error: Error): void {
    if (this.#failing || this.#status !== undefined) return;
    this.#failing = true;
    this.#sight.broke();
    const { client } = this.#parts;
    const { label } = client.route.target;
    if (error instanceof StreamReset && error.goaway === undefined) this.#sight.reset(error.code);
    const isBreak = this.#answer !== undefined || (error instanceof StreamReset && this.#sight.isConnected);
    if (isBreak) {
      const status = statusOfBreak(error, label);
      if (this.#answer === undefined) this.#endHere(status);
      else this.#answer.breakOff(status);
      return;
    }
    const version = this.#transport?.version ?? (this.#parts.version === "1.1" ? "1.1" : "2");
    client.explain(error, version, this.#sight.isConnected).then((cause) => {
      this.#endHere({ code: UNAVAILABLE, message: cause.message, cause });
    });
  }

  #onConnectTimeout(): void {
    if (this.#sight.isConnected) return;
    const { client, connectTimeout } = this.#parts;
    const { label } = client.route.target;
    const message = `No connection to ${label} within ${connectTimeout / 1000} s.`;
    this.#exchange?.abort();
    this.#onFailure(new ConnectionFailure("timed-out", label, "", message));
  }

  /** What is refused before it is sent ends the call, and so does a fault of ours: never the process. */
  #safely(act: () => void): void {
    try {
      act();
    } catch (thrown) {
      if (thrown instanceof Refusal) {
        const steps = [raisedSendBound(thrown.byteLength)];
        this.#endHere({ code: RESOURCE_EXHAUSTED, message: thrown.message, steps });
        return;
      }
      const cause = ByteglassError.from(thrown);
      const code = cause.code === "internal" ? INTERNAL : INVALID_ARGUMENT;
      this.#endHere({ code, message: cause.message, findings: cause.findings, cause });
    }
  }

  /** Ends the call, and breaks off what is under way; a body that is at its end may come to it. */
  #endHere(status: ChannelStatus, rest: RestOfBody = "unread"): void {
    if (this.#status !== undefined) return;
    if (rest === "end") this.#exchange?.leave();
    else this.#exchange?.abort();
    if (this.#trailers.length > 0) {
      this.#emit({ kind: "trailers", at: this.#now(), trailers: this.#trailers });
    }
    const findings = [...this.#findings, ...this.#late.findings, ...(status.findings ?? [])];
    const told = withTaken(status, this.#head);
    const final = findings.length === 0 ? told : { ...told, findings };
    const { latest } = this.#parts.client;
    const connection = this.#sight.report(latest, status);
    if (!this.#sight.isConnected && connection !== undefined) this.#tellLookups(latest);
    this.#emit({ kind: "status", at: this.#now(), status: final, ...(connection && { connection }) });
    this.#status = final;
    this.#sight.end();
    this.#ended.abort();
    this.#timers.clear();
    this.#queue.drop();
    this.#finish(final);
  }

  #tellLookups(trace: ConnectionTrace | undefined): void {
    const events = trace === undefined ? [] : resolvingEvents(trace, this.#start);
    for (const event of events) this.#emit(event);
  }

  #emit(event: ChannelEvent): void {
    if (this.#status === undefined) this.#parts.onEvent(event);
  }

  #now(): number {
    return performance.now() - this.#start;
  }
}

/** A message that is larger than what may be sent: the call ends as gRPC would end it. */
class Refusal extends Error {
  readonly byteLength: number;

  constructor(message: string, byteLength: number) {
    super(message);
    this.byteLength = byteLength;
  }
}

/** `unreached` is why no connection came about, for a call that waited for one. */
function deadlineStatus(deadline: number, unreached: ConnectionFailure | undefined): ChannelStatus {
  if (unreached === undefined) {
    return { code: DEADLINE_EXCEEDED, message: `The deadline of ${deadline} ms passed.` };
  }
  const message = `No connection to ${unreached.address} within ${deadline / 1000} s: ${unreached.message}`;
  return { code: DEADLINE_EXCEEDED, message, cause: unreached };
}
