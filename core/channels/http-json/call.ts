/** One HTTP + JSON call: the seam's `OpenCall` over one HTTP exchange. */
import type { ConnectionReport } from "../../contract/connection-report.ts";
import type { MetadataEntry } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import type { ChannelEvent, ChannelRequest, ChannelStatus, OpenCall, Transfer } from "../channel.ts";
import { ConnectionFailure, toConnectionFailure } from "../connection-failure.ts";
import type { RouteAgent } from "../route/agent.ts";
import type { ConnectionTrace } from "../route/trace.ts";
import type { Target } from "../target.ts";
import { Answer } from "./answer.ts";
import { Exchange, type ExchangeListener } from "./exchange.ts";
import { httpBodyPlace } from "./http-body.ts";
import { bindingText, type HttpRequestPlan } from "./http-request.ts";
import { type Outgoing, type OutgoingContext, prepareMessage, streamsOut } from "./outgoing.ts";
import { encodeLiteral, withQuery } from "./percent-encoding.ts";
import { checkHeaders, requestHeaders } from "./request-headers.ts";

/** What a call is made of. */
export interface HttpJsonCallParts extends OutgoingContext {
  readonly target: Target;
  readonly agent: RouteAgent;
  readonly userAgent: string;
  readonly request: ChannelRequest;
  /** Bound on one received message, in bytes. */
  readonly limit: number;
  /** Bound on the time until a connection stands, in ms. */
  readonly connectTimeout: number;
  readonly explainFailure: (error: unknown, isConnected: boolean) => Promise<ConnectionFailure>;
  readonly onEvent: (event: ChannelEvent) => void;
}

const CANCELLED = 1;
const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED = 4;
const INTERNAL = 13;
const UNAVAILABLE = 14;

/** A call under way. The request goes out with the first message, or with the half-close when there is none. */
export class HttpJsonCall implements OpenCall {
  readonly done: Promise<ChannelStatus>;
  readonly #parts: HttpJsonCallParts;
  readonly #start = performance.now();
  readonly #streamsOut: boolean;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #findings: Finding[] = [];
  readonly #onAbort = (): void => this.cancel();
  #plan: HttpRequestPlan | undefined;
  #exchange: Exchange | undefined;
  #answer: Answer | undefined;
  #sent:
    | { readonly bytes: Uint8Array; readonly body: string | undefined; readonly settle: () => void }
    | undefined;
  #trace: ConnectionTrace | undefined;
  #earlierCalls = 0;
  #requestedAt = 0;
  #answeredAt: number | undefined;
  #httpStatus = 0;
  #halfClosed = false;
  #paused = false;
  #ending = false;
  #status: ChannelStatus | undefined;
  #finish: (status: ChannelStatus) => void = () => undefined;

  constructor(parts: HttpJsonCallParts) {
    this.#parts = parts;
    this.#streamsOut = streamsOut(parts.method);
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const { deadline, signal } = parts.request;
    if (deadline !== undefined) this.#after(deadline, () => this.#endHere(deadlineStatus(deadline)));
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    if (signal?.aborted === true) queueMicrotask(this.#onAbort);
  }

  async send(bytes: Uint8Array): Promise<void> {
    const isOver = this.#status !== undefined || this.#ending;
    if (isOver) throw new Error("The call has ended: nothing more can be sent.");
    if (this.#halfClosed) throw new Error("Nothing can be sent after the half-close.");
    if (this.#plan !== undefined && !this.#streamsOut) {
      throw new Error(`${this.#parts.method.name} takes exactly one message.`);
    }
    const isFirst = this.#plan === undefined;
    const outgoing = this.#prepare(bytes);
    if (outgoing === undefined) throw new Error("The message cannot be carried: it was not sent.");
    const { content } = outgoing;
    const body = typeof content === "string" ? content : undefined;
    if (isFirst) this.#begin(outgoing);
    if (this.#streamsOut) {
      await this.#exchange?.write(content instanceof Uint8Array ? content : `${content ?? "{}"}\n`);
      this.#emit({ kind: "message-sent", at: this.#now(), bytes, ...(body === undefined ? {} : { body }) });
      return;
    }
    await new Promise<void>((resolve) => {
      this.#sent = { bytes, body, settle: resolve };
      this.#exchange?.end(content);
    });
  }

  halfClose(): void {
    if (this.#halfClosed || this.#status !== undefined) return;
    this.#halfClosed = true;
    if (this.#plan === undefined) {
      const outgoing = this.#prepare(new Uint8Array());
      if (outgoing === undefined) return;
      this.#begin({ ...outgoing, content: undefined });
      this.#exchange?.end();
    } else if (this.#streamsOut) this.#exchange?.end();
  }

  cancel(): void {
    this.#endHere({ code: CANCELLED, message: "Cancelled by the client." });
  }

  pause(): void {
    this.#paused = true;
    this.#exchange?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#exchange?.resume();
  }

  /** The message as it travels; a refusal of ours ends the call. */
  #prepare(bytes: Uint8Array): Outgoing | undefined {
    try {
      const [refused] = checkHeaders(this.#parts.request.metadata);
      if (refused !== undefined) {
        throw new ByteglassError("usage", refused.message, { hint: refused.hint ?? "", findings: [refused] });
      }
      const outgoing = prepareMessage(bytes, this.#parts, this.#plan);
      this.#findings.push(...outgoing.findings);
      this.#plan ??= outgoing.plan;
      return outgoing;
    } catch (thrown) {
      const cause = ByteglassError.from(thrown);
      this.#endHere({ code: INVALID_ARGUMENT, message: cause.message, findings: cause.findings, cause });
      return undefined;
    }
  }

  #begin(outgoing: Outgoing): void {
    const { plan } = outgoing;
    const { target, agent, connectTimeout } = this.#parts;
    const url = withQuery(`${encodeLiteral(target.basePath)}${plan.url}`, this.#parts.request.query ?? []);
    const headers = this.#headersOf(outgoing);
    const line = {
      url: `${target.tls ? "https" : "http"}://${target.authority}${url}`,
      rule: bindingText(plan.binding),
    };
    this.#emit({ kind: "connecting", at: this.#now(), address: target.label });
    this.#after(connectTimeout, () => this.#onConnectTimeout());
    this.#exchange = new Exchange(
      { agent, method: plan.method, url, headers },
      {
        ...this.#answerListener(plan),
        onConnected: (trace) => {
          this.#onConnected(trace);
          const event = { line: `${plan.method} ${url}`, headers, url: line.url, rule: line.rule };
          this.#emit({ kind: "request-headers", at: this.#now(), ...event });
        },
        onSent: () => this.#onSent(),
        onFailure: (error) => this.#onFailure(error),
      },
    );
    if (this.#paused) this.#exchange.pause();
  }

  #headersOf({ plan, content, contentType }: Outgoing): readonly MetadataEntry[] {
    const { target, request, userAgent } = this.#parts;
    const hasBody = plan.binding.body !== "" || !/^(GET|HEAD|DELETE|OPTIONS)$/.test(plan.method);
    const length = content === undefined ? 0 : Buffer.byteLength(content);
    const own = {
      authority: target.authority,
      userAgent,
      ...(contentType === undefined ? {} : { contentType }),
      ...(hasBody ? { contentLength: this.#streamsOut ? ("chunked" as const) : length } : {}),
    };
    return requestHeaders(own, request.metadata);
  }

  #answerListener(plan: HttpRequestPlan): Pick<ExchangeListener, "onResponse" | "onChunk" | "onEnd"> {
    return {
      onResponse: (head) => {
        const { httpStatus, headers } = head;
        this.#answeredAt = performance.now();
        this.#httpStatus = httpStatus;
        this.#emit({ kind: "response-headers", at: this.#now(), headers, httpStatus });
        this.#answer = new Answer(head, this.#answerPlan(plan), (bytes, body, transfer) =>
          this.#onMessage(bytes, body, transfer),
        );
      },
      onChunk: (chunk) => {
        const status = this.#readSafely((answer) => answer.read(chunk));
        if (status !== undefined) this.#endHere(status);
      },
      onEnd: (trailers) => {
        const status = this.#readSafely((answer) => answer.end(this.#exchange?.wireByteLength));
        if (trailers.length > 0) this.#emit({ kind: "trailers", at: this.#now(), trailers });
        if (status !== undefined) this.#end(status);
      },
    };
  }

  /** A fault of ours in reading an answer must end this call, not the process. */
  #readSafely(read: (answer: Answer) => ChannelStatus | undefined): ChannelStatus | undefined {
    if (this.#answer === undefined) return undefined;
    try {
      return read(this.#answer);
    } catch (thrown) {
      const cause = ByteglassError.from(thrown);
      return { code: INTERNAL, message: cause.message, cause };
    }
  }

  #answerPlan({ binding }: HttpRequestPlan): ConstructorParameters<typeof Answer>[1] {
    const { limit, method, registry } = this.#parts;
    const { responseBody } = binding;
    const streams = method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming";
    const raw = httpBodyPlace(method.output, responseBody);
    return { type: method.output, registry, responseBody, streams, raw, limit };
  }

  #onConnected(trace: ConnectionTrace): void {
    this.#trace = trace;
    this.#earlierCalls = trace.calls++;
    this.#requestedAt = performance.now();
    const { address, protocol } = trace;
    this.#emit({ kind: "connected", at: this.#now(), address, protocol, connection: this.#report(trace) });
  }

  #report(trace: ConnectionTrace): ConnectionReport {
    const to = this.#answeredAt;
    const note = `HTTP ${this.#httpStatus}`;
    return trace.report({
      earlierCalls: this.#earlierCalls,
      ...(to === undefined ? {} : { firstByte: { from: this.#requestedAt, to, note } }),
    });
  }

  /** The connection of the call, or the one that did not come about. */
  #connection({ cause, message }: ChannelStatus): ConnectionReport | undefined {
    if (this.#trace !== undefined) return this.#report(this.#trace);
    const { latest } = this.#parts.agent;
    if (latest === undefined || !(cause instanceof ConnectionFailure)) return undefined;
    latest.fail(message);
    return latest.report();
  }

  #onSent(): void {
    const sent = this.#sent;
    this.#sent = undefined;
    if (sent !== undefined) {
      const { bytes, body, settle } = sent;
      this.#emit({ kind: "message-sent", at: this.#now(), bytes, ...(body === undefined ? {} : { body }) });
      settle();
    }
    this.#emit({ kind: "half-close", at: this.#now() });
  }

  #onMessage(bytes: Uint8Array, body: string | undefined, transfer: Transfer | undefined): void {
    this.#emit({
      kind: "message-received",
      at: this.#now(),
      bytes,
      ...(body === undefined ? {} : { body }),
      ...(transfer === undefined ? {} : { transfer }),
    });
  }

  #onFailure(error: Error): void {
    if (this.#ending) return;
    this.#ending = true;
    if (this.#answer !== undefined) {
      this.#end(this.#answer.breakOff(toConnectionFailure(error, this.#parts.target.label)));
      return;
    }
    this.#parts.explainFailure(error, this.#trace !== undefined).then((cause) => {
      this.#end({ code: UNAVAILABLE, message: cause.message, cause });
    });
  }

  #onConnectTimeout(): void {
    if (this.#trace !== undefined) return;
    const { connectTimeout, target } = this.#parts;
    const message = `No connection to ${target.label} within ${connectTimeout / 1000} s.`;
    this.#exchange?.abort();
    this.#onFailure(new ConnectionFailure("timed-out", target.label, "", message));
  }

  /** Ends the call from this side, and breaks off what is under way. */
  #endHere(status: ChannelStatus): void {
    this.#exchange?.abort();
    this.#end(status);
  }

  #end(status: ChannelStatus): void {
    if (this.#status !== undefined) return;
    const findings = [...this.#findings, ...(status.findings ?? [])];
    const connection = this.#connection(status);
    const final = findings.length === 0 ? status : { ...status, findings };
    const how = connection === undefined ? {} : { connection };
    this.#emit({ kind: "status", at: this.#now(), status: final, ...how });
    this.#status = final;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#parts.request.signal?.removeEventListener("abort", this.#onAbort);
    this.#sent?.settle();
    this.#finish(final);
  }

  #after(milliseconds: number, act: () => void): void {
    this.#timers.push(setTimeout(act, milliseconds));
  }

  #emit(event: ChannelEvent): void {
    if (this.#status === undefined) this.#parts.onEvent(event);
  }

  #now(): number {
    return performance.now() - this.#start;
  }
}

function deadlineStatus(deadline: number): ChannelStatus {
  return { code: DEADLINE_EXCEEDED, message: `The deadline of ${deadline} ms passed.` };
}
