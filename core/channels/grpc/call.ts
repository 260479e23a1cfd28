/** One gRPC call: the seam's `OpenCall` over a call of grpc-js, with its stream read by ourselves. */
import type { ClientHttp2Stream, OutgoingHttpHeaders } from "node:http2";
import { status as codes, type Channel as GrpcChannel, type StatusObject } from "@grpc/grpc-js";
import { messageOf } from "../../error.ts";
import { CANCELLED_HERE } from "../cancelled.ts";
import type { ChannelEvent, ChannelRequest, ChannelStatus, OpenCall } from "../channel.ts";
import { type ConnectionFailure, noConnectionWithin, toConnectionFailure } from "../connection-failure.ts";
import { ConnectionSight } from "../connection-sight.ts";
import type { AnswerFault } from "../framing/faults.ts";
import { checkMetadata } from "../metadata.ts";
import { statusOfBadMetadata, statusOverBound } from "../refused-request.ts";
import type { ConnectionTrace } from "../route/trace.ts";
import type { RouteWatchers } from "../route/watch.ts";
import { withTaken } from "../taken-compressions.ts";
import type { Target } from "../target.ts";
import { AnswerReader } from "./answer-reader.ts";
import { statusOfAnswer, withoutTimings } from "./answer-status.ts";
import type { ConnectWatch, WaitingCall } from "./connect-watch.ts";
import { prepareMessage } from "./outgoing-message.ts";
import { addCompression, addMetadata, entriesOfHeaders } from "./request-headers.ts";
import { RequestWriter } from "./request-writer.ts";
import { LeadingMetadata, type SessionState, type SessionTap, type StreamTaker } from "./session-tap.ts";
import type { ShownStream } from "./shown-stream.ts";

/** What a call is made of. */
export interface GrpcCallParts {
  readonly target: Target;
  /** Where a connection that comes about is followed. */
  readonly watchers: RouteWatchers;
  readonly grpc: GrpcChannel;
  readonly tap: SessionTap;
  readonly request: ChannelRequest;
  /** Bound on one received message, in bytes. */
  readonly limit: number;
  /** Bound on the time until a connection stands, in ms, and what keeps it. */
  readonly connectTimeout: number;
  readonly connectWatch: ConnectWatch;
  /** ms for the answer to a keepalive ping; absent without pings. */
  readonly pingTimeout: number | undefined;
  /** Finds out why no connection came about, from what grpc-js reported. */
  readonly explainFailure: (reported: ConnectionFailure | string) => Promise<ConnectionFailure>;
  /** Why there is no connection now. */
  readonly lookOnce: () => Promise<ConnectionFailure | undefined>;
  /** Why there is no connection, where it is the proxy's word that is waited for. */
  readonly proxySilence: () => ConnectionFailure | undefined;
  /** The connection that was tried last. */
  readonly failedTrace: () => ConnectionTrace;
  readonly onEvent: (event: ChannelEvent) => void;
  /** Told once, after the last event. */
  readonly onEnd: (call: GrpcCall, status: ChannelStatus) => void;
}

/** In place of the status of grpc-js, where the server's is there before it. */
const UNTOLD: OwnStatus = { code: codes.UNKNOWN, details: "" };

type InnerCall = ReturnType<GrpcChannel["createCall"]>;
type OwnStatus = Pick<StatusObject, "code" | "details">;

/** A call under way. Events come in order; the status is the last. */
export class GrpcCall implements OpenCall, StreamTaker, WaitingCall {
  readonly done: Promise<ChannelStatus>;
  readonly #parts: GrpcCallParts;
  readonly #start = performance.now();
  readonly #inner: InnerCall;
  readonly #writer: RequestWriter;
  readonly #sight = new ConnectionSight(this.#start);
  #answer: AnswerReader | undefined;
  #session: SessionState | undefined;
  #headers: OutgoingHttpHeaders = {};
  #paused = false;
  #isLate = false;
  #drained = false;
  #cancelledHere = false;
  #timeout: ConnectionFailure | undefined;
  #own: OwnStatus | undefined;
  #status: ChannelStatus | undefined;
  #finish: (status: ChannelStatus) => void = () => undefined;
  readonly #onAbort = (): void => this.cancel();

  constructor(parts: GrpcCallParts) {
    this.#parts = parts;
    this.#writer = new RequestWriter((bytes, { transfer }) => {
      const how = transfer === undefined ? {} : { transfer };
      this.#emit({ kind: "message-sent", at: this.#now(), bytes, ...how });
    });
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const { grpc, request, tap, target } = parts;
    const deadline =
      request.deadline === undefined ? Number.POSITIVE_INFINITY : Date.now() + request.deadline;
    this.#inner = grpc.createCall(`${target.basePath}${request.path}`, deadline, null, null, null);
    const [refused] = checkMetadata(request.metadata);
    if (refused !== undefined) {
      queueMicrotask(() => this.#end(statusOfBadMetadata(refused)));
      return;
    }
    if (!tap.isConnected) this.#emit({ kind: "connecting", at: this.#now(), address: target.label });
    // Also where a session is there: its server may not have said anything yet.
    this.#sight.watch(parts.watchers, request.onConnecting);
    const waitForReady = request.options?.waitForReady === true;
    if (!waitForReady) parts.connectWatch.add(this);
    request.signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#inner.start(new LeadingMetadata(this, waitForReady), {
      onReceiveMetadata: () => undefined,
      onReceiveMessage: () => undefined,
      onReceiveStatus: (status) => this.#onOwnStatus(status),
    });
    this.#inner.startRead();
    if (request.signal?.aborted === true) this.cancel();
  }

  /** True once a connection carried this call. */
  get hadConnection(): boolean {
    return this.#session !== undefined;
  }

  send(bytes: Uint8Array, compress = true): Promise<void> {
    const { compression, maximumSentByteLength } = this.#parts.request.options ?? {};
    const refused = this.#writer.isClosing ? undefined : statusOverBound(bytes.length, maximumSentByteLength);
    if (refused !== undefined) {
      this.#inner.cancelWithStatus(refused.code, refused.message);
      this.#end(refused);
      return Promise.reject(new Error(refused.message));
    }
    // Compressed in this turn, so that messages keep their order and a half-close comes behind them.
    return this.#writer.add(bytes, prepareMessage(bytes, compress ? compression : undefined));
  }

  halfClose(): void {
    this.#writer.close();
  }

  cancel(): void {
    // grpc-js has ended already while the failure is looked into.
    if (this.#own !== undefined && this.#session === undefined) {
      this.#end(CANCELLED_HERE);
    }
    this.#cancelledHere = true;
    this.#inner.cancelWithStatus(codes.CANCELLED, CANCELLED_HERE.message);
  }

  pause(): void {
    this.#paused = true;
    this.#answer?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#answer?.resume();
  }

  prepare(headers: OutgoingHttpHeaders): void {
    addCompression(headers, this.#parts.request.options ?? {});
    addMetadata(headers, this.#parts.request.metadata);
    this.#headers = headers;
  }

  refuse(error: unknown): void {
    const reason = messageOf(error);
    this.#inner.cancelWithStatus(codes.INTERNAL, `The request headers could not be sent: ${reason}.`);
  }

  giveUp(): void {
    const { connectTimeout, target } = this.#parts;
    this.#timeout = noConnectionWithin(connectTimeout, target.label);
    this.#inner.cancelWithStatus(codes.UNAVAILABLE, this.#timeout.message);
  }

  take(stream: ClientHttp2Stream, session: SessionState): ShownStream {
    this.#parts.connectWatch.delete(this);
    this.#session = session;
    const { protocol, trace, share } = session.connection;
    for (const event of this.#sight.connected(trace, protocol)) this.#emit(event);
    const line = `POST ${this.#parts.target.basePath}${this.#parts.request.path}`;
    const headers = entriesOfHeaders(this.#headers);
    this.#emit({ kind: "request-headers", at: this.#now(), line, headers });
    stream.on("finish", () => {
      // A reset ends the stream's own side, too: that is no half-close of anybody.
      if (this.#writer.isClosing) this.#emit({ kind: "half-close", at: this.#now() });
    });
    this.#answer = new AnswerReader(stream, this.#parts.limit, share, {
      onHeaders: (headers, httpStatus) => {
        this.#sight.answered(httpStatus);
        this.#emit({ kind: "response-headers", at: this.#now(), headers, httpStatus });
      },
      onMessage: (bytes, transfer) =>
        this.#emit({
          kind: "message-received",
          at: this.#now(),
          bytes,
          ...(transfer === undefined ? {} : { transfer }),
        }),
      onFault: (fault: AnswerFault) => this.#inner.cancelWithStatus(fault.code, fault.message),
      onEnd: () => {
        this.#drained = true;
        this.#settle();
        // The request of an answer that is over goes nowhere any more.
        if (this.#status !== undefined && !this.#writer.isClosed) this.#inner.cancelWithStatus(codes.OK, "");
      },
    });
    if (this.#paused) this.#answer.pause();
    this.#writer.attach(stream);
    return this.#answer.shown;
  }

  #onOwnStatus(status: OwnStatus): void {
    if (this.#own !== undefined) return;
    this.#own = { code: status.code, details: withoutTimings(status.details) };
    this.#writer.stop();
    if (this.#session === undefined && status.code === codes.UNAVAILABLE) this.#explain(status);
    else this.#settle();
  }

  /** Looks into why there was no connection, for no longer than the deadline leaves time for. */
  #explain(own: OwnStatus): void {
    const reported = this.#timeout ?? own.details;
    this.#sight.broke(this.#parts.failedTrace());
    const end = (cause: ConnectionFailure): void =>
      this.#end({ code: own.code, message: cause.message, cause });
    const { request, target, explainFailure } = this.#parts;
    if (request.deadline !== undefined) {
      const left = request.deadline - this.#now();
      const timer = setTimeout(() => end(toConnectionFailure(reported, target.label)), left);
      this.done.then(() => clearTimeout(timer));
    }
    explainFailure(reported).then(end);
  }

  /**
   * Ends the call once our reader is through with what the server sent, and grpc-js has its status; which need not be
   * waited for where the server told its own.
   */
  #settle(): void {
    const own = this.#own ?? (this.#answer?.isComplete === true ? UNTOLD : undefined);
    if (own === undefined) return;
    const isCancelled = this.#cancelledHere && own.code === codes.CANCELLED;
    if (isCancelled && this.#answer?.serverEnded !== true) {
      this.#tellTrailers();
      this.#end(CANCELLED_HERE);
      return;
    }
    if (this.#answer === undefined || this.#session === undefined) {
      if (own.code === codes.DEADLINE_EXCEEDED) this.#endLate();
      else this.#end({ code: own.code, message: own.details });
      return;
    }
    const isOurs = own.code === codes.CANCELLED || own.code === codes.DEADLINE_EXCEEDED;
    const isCutShort = this.#answer.fault !== undefined || (isOurs && !this.#answer.serverEnded);
    if (!this.#drained && !isCutShort) return;
    const status = statusOfAnswer(own, this.#answer, this.#session, this.#parts.pingTimeout);
    this.#tellTrailers();
    const said = [...(this.#answer.headers ?? []), ...(this.#answer.trailers ?? [])];
    this.#end(withTaken(status, said));
  }

  #tellTrailers(): void {
    const trailers = this.#answer?.trailers;
    if (trailers !== undefined) this.#emit({ kind: "trailers", at: this.#now(), trailers });
  }

  /** The deadline passed while grpc-js waited for a connection. */
  #endLate(): void {
    const { request, target } = this.#parts;
    // There is no time left for a second look.
    const reason = this.#parts.failedTrace().has("tcp") ? "silent" : "timed-out";
    const late =
      this.#parts.proxySilence() ??
      noConnectionWithin(Math.round(request.deadline ?? 0), target.label, reason);
    const end = (cause: ConnectionFailure = late): void =>
      this.#end({ code: codes.DEADLINE_EXCEEDED, message: late.message, cause });
    if (request.options?.waitForReady !== true) end();
    else if (!this.#isLate) this.#parts.lookOnce().then(end);
    this.#isLate = true;
  }

  #end(status: ChannelStatus): void {
    if (this.#status !== undefined) return;
    const resetCode = this.#answer?.resetCode ?? 0;
    if (resetCode !== 0 && this.#session?.goaway === undefined) this.#sight.reset(resetCode);
    for (const event of this.#sight.ended(status, this.#parts.failedTrace())) this.#emit(event);
    this.#status = status;
    this.#parts.connectWatch.delete(this);
    this.#parts.request.signal?.removeEventListener("abort", this.#onAbort);
    this.#writer.end();
    this.#parts.onEnd(this, status);
    this.#finish(status);
  }

  #emit(event: ChannelEvent): void {
    if (this.#status === undefined) this.#parts.onEvent(event);
  }

  #now(): number {
    return performance.now() - this.#start;
  }
}
