/** One call over plain HTTP: the seam's `OpenCall` over one exchange, its bytes made and read by a protocol. */
import type { MetadataEntry } from "../../contract/params.ts";
import type { Finding } from "../../finding.ts";
import { CANCELLED_HERE } from "../cancelled.ts";
import type { ChannelEvent, ChannelRequest, ChannelStatus, OpenCall } from "../channel.ts";
import { ConnectionSight } from "../connection-sight.ts";
import { withQuery } from "../http-json/percent-encoding.ts";
import { statusOfBadMetadata } from "../refused-request.ts";
import { sentAfterEnd } from "../refused-sends.ts";
import type { ConnectionTrace } from "../route/trace.ts";
import { withTaken } from "../taken-compressions.ts";
import type { ResponseHead, RestOfBody } from "./answer.ts";
import { CallConnection } from "./call-connection.ts";
import { CallTimers } from "./call-timers.ts";
import type { HttpClient, HttpTransport, HttpVersion } from "./client.ts";
import { type HttpExchange, StreamReset } from "./exchange.ts";
import { statusOfBreak, statusOfThrown } from "./failure-status.ts";
import { LateMessages } from "./late-messages.ts";
import type { HttpProtocol, OutgoingChunk, RequestHead } from "./protocol.ts";
import { ReceivedAnswer } from "./received-answer.ts";
import { requestHeaders } from "./request-headers.ts";
import { RequestWriter } from "./request-writer.ts";

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

/** A call under way. Events come in order; the status is the last. */
export class HttpCall implements OpenCall {
  readonly done: Promise<ChannelStatus>;
  readonly #parts: HttpCallParts;
  readonly #start = performance.now();
  readonly #timers = new CallTimers();
  readonly #sight = new ConnectionSight(this.#start);
  readonly #late = new LateMessages();
  readonly #connection: CallConnection;
  readonly #writer: RequestWriter;
  readonly #answer: ReceivedAnswer;
  #protocol: HttpProtocol | undefined;
  #exchange: HttpExchange | undefined;
  #begun = false;
  #failing = false;
  #status: ChannelStatus | undefined;
  #finish: (status: ChannelStatus) => void = () => undefined;

  constructor(parts: HttpCallParts) {
    this.#parts = parts;
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const { client, version, connectTimeout, request } = parts;
    const { deadline, signal, options } = request;
    const waits = options?.waitForReady === true;
    const bound = waits ? "wait-for-ready" : connectTimeout;
    this.#connection = new CallConnection({ client, version, connectTimeout: bound });
    this.#writer = new RequestWriter(options?.maximumSentByteLength, {
      onMessage: (bytes, outgoing) => this.#onWritten(bytes, outgoing),
      onRefused: (thrown) => this.#end(statusOfThrown(thrown)),
    });
    this.#answer = new ReceivedAnswer({
      onMessage: (message) => {
        this.#late.received();
        this.#emit({ kind: "message-received", at: this.#now(), ...message });
      },
      onStatus: (status, rest) => this.#end(status, rest),
    });
    if (deadline !== undefined) {
      this.#timers.after(deadline, () => this.#end(this.#connection.statusAtDeadline(deadline)));
    }
    this.#timers.onAbort(signal, () => this.cancel());
    // The caller has no hold of this call yet, and is to hear nothing before it does.
    queueMicrotask(() => this.#prepare());
  }

  send(bytes: Uint8Array, compress = true): Promise<void> {
    if (this.#status !== undefined) return Promise.reject(sentAfterEnd());
    const sent = this.#writer.add(bytes, compress);
    this.#beginOnce();
    return sent;
  }

  halfClose(): void {
    this.#writer.close();
    this.#beginOnce();
  }

  cancel(): void {
    this.#end(CANCELLED_HERE);
  }

  pause(): void {
    this.#answer.pause();
  }

  resume(): void {
    this.#answer.resume();
  }

  #prepare(): void {
    if (this.#status !== undefined) return;
    const [refused] = this.#parts.checkMetadata(this.#parts.request.metadata);
    if (refused !== undefined) {
      this.#end(statusOfBadMetadata(refused));
      return;
    }
    this.#safely(() => {
      this.#protocol = this.#parts.protocol();
      this.#writer.speak(this.#protocol);
    });
    this.#beginOnce();
  }

  /** Begins the request once what its head needs is there. */
  #beginOnce(): void {
    const protocol = this.#protocol;
    if (protocol === undefined || this.#begun || this.#status !== undefined || !this.#writer.canBegin) return;
    this.#begun = true;
    this.#safely(() => this.#begin(protocol));
  }

  #begin(protocol: HttpProtocol): void {
    const { client, version, request } = this.#parts;
    const first = this.#writer.first();
    const own = protocol.head(first);
    const head = { ...own, url: withQuery(own.url, request.query ?? []) };
    const length = protocol.isWhole ? (first?.chunk.length ?? 0) : "unknown";
    if (!client.hasConnection(version)) {
      this.#emit({ kind: "connecting", at: this.#now(), address: client.route.target.label });
      this.#sight.watch(client.route.watchers, request.onConnecting);
    }
    const opened = this.#connection.open((late) => {
      this.#exchange?.abort();
      this.#onFailure(late);
    });
    opened.then(
      (transport) => this.#open(protocol, transport, head, length),
      (error) => this.#onFailure(error),
    );
  }

  #open(
    protocol: HttpProtocol,
    transport: HttpTransport,
    head: RequestHead,
    length: number | "unknown",
  ): void {
    if (this.#status !== undefined) return;
    const { request, userAgent } = this.#parts;
    const { method, url, hasBody } = head;
    const headers = requestHeaders(userAgent, head.headers, request.metadata);
    const exchange = transport.open(
      { method, url, headers, bodyLength: hasBody ? length : "none" },
      {
        onConnected: (trace, sent) => this.#onConnected(trace, head, sent),
        onSent: () => {
          // Messages are told before the half-close that travelled with them.
          this.#writer.finish();
          this.#emit({ kind: "half-close", at: this.#now() });
        },
        onResponse: (response) => this.#onResponse(protocol, response),
        onChunk: (chunk) => this.#safely(() => this.#answer.read(chunk)),
        onEnd: (trailers) => this.#safely(() => this.#answer.end(trailers)),
        onFailure: (error) => this.#onFailure(error),
      },
    );
    this.#exchange = exchange;
    this.#answer.attach(exchange);
    this.#writer.attach(exchange, hasBody);
  }

  #onWritten(bytes: Uint8Array, { body, transfer }: OutgoingChunk): void {
    this.#late.sent();
    const how = { ...(body === undefined ? {} : { body }), ...(transfer === undefined ? {} : { transfer }) };
    this.#emit({ kind: "message-sent", at: this.#now(), bytes, ...how });
  }

  #onConnected(
    trace: ConnectionTrace,
    { method, url, rule }: RequestHead,
    headers: readonly MetadataEntry[],
  ): void {
    this.#connection.connected();
    for (const event of this.#sight.connected(trace)) this.#emit(event);
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
    this.#late.answered(this.#connection.version);
    this.#emit({ kind: "response-headers", at: this.#now(), ...head });
    this.#safely(() => this.#answer.begin(protocol, head));
  }

  #onFailure(error: Error): void {
    if (this.#failing || this.#status !== undefined) return;
    this.#failing = true;
    const { client } = this.#parts;
    this.#sight.broke(client.latest);
    const isReset = error instanceof StreamReset;
    if (isReset && error.goaway === undefined) this.#sight.reset(error.code);
    if (this.#answer.hasBegun || (isReset && this.#sight.isConnected)) {
      this.#answer.breakOff(statusOfBreak(error, client.route.target.label));
    } else {
      this.#connection.explain(error, this.#sight.isConnected).then((status) => this.#end(status));
    }
  }

  /** Whatever is thrown ends the call: never the process. */
  #safely(act: () => void): void {
    try {
      act();
    } catch (thrown) {
      this.#end(statusOfThrown(thrown));
    }
  }

  /** Ends the call, and breaks off what is under way; a body that is at its end may come to it. */
  #end(status: ChannelStatus, rest: RestOfBody = "unread"): void {
    if (this.#status !== undefined) return;
    if (rest === "end") this.#exchange?.leave();
    else this.#exchange?.abort();
    const { trailers, headers } = this.#answer;
    if (trailers.length > 0) this.#emit({ kind: "trailers", at: this.#now(), trailers });
    const findings = [...this.#writer.findings, ...this.#late.findings, ...(status.findings ?? [])];
    const told = withTaken(status, headers);
    const final = findings.length === 0 ? told : { ...told, findings };
    for (const event of this.#sight.ended(final, this.#parts.client.latest)) this.#emit(event);
    this.#status = final;
    this.#connection.end();
    this.#timers.clear();
    this.#writer.end();
    this.#finish(final);
  }

  #emit(event: ChannelEvent): void {
    if (this.#status === undefined) this.#parts.onEvent(event);
  }

  #now(): number {
    return performance.now() - this.#start;
  }
}
