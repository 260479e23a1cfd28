/** One gRPC call: the seam's `OpenCall` over a call of grpc-js. */
import {
  CallCredentials,
  status as codes,
  type Channel as GrpcChannel,
  Metadata,
  type StatusObject,
} from "@grpc/grpc-js";
import type { MetadataEntry } from "../../contract/params.ts";
import type { ChannelEvent, ChannelRequest, ChannelStatus, OpenCall } from "../channel.ts";
import { toConnectionFailure } from "../connection-failure.ts";
import { checkMetadata, decodeBase64 } from "../metadata.ts";
import type { Target } from "../target.ts";
import type { Connector } from "./connector.ts";
import { fromGrpcMetadata, toGrpcMetadata } from "./request-metadata.ts";

/** What a call is made of. */
export interface GrpcCallParts {
  readonly target: Target;
  readonly grpc: GrpcChannel;
  readonly connector: Connector;
  readonly request: ChannelRequest;
  readonly onEvent: (event: ChannelEvent) => void;
}

type InnerCall = ReturnType<GrpcChannel["createCall"]>;

/** A call under way. Events come in order; the status is the last. */
export class GrpcCall implements OpenCall {
  readonly done: Promise<ChannelStatus>;
  /** True once a connection carried this call. */
  connected = false;
  readonly #parts: GrpcCallParts;
  readonly #start = performance.now();
  readonly #inner: InnerCall;
  #sending: Promise<void> = Promise.resolve();
  #ended: ChannelStatus | undefined;
  #finish: (status: ChannelStatus) => void = () => undefined;
  /** Rejects the one message that is being written. */
  #refuseSend: () => void = () => undefined;

  constructor(parts: GrpcCallParts) {
    this.#parts = parts;
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const { grpc, request, target } = parts;
    const deadline = request.deadline === undefined ? Infinity : Date.now() + request.deadline;
    this.#inner = grpc.createCall(`${target.basePath}${request.path}`, deadline, null, null, null);
    const [refused] = checkMetadata(request.metadata);
    if (refused === undefined) this.#begin();
    else queueMicrotask(() => this.#end({ code: codes.INVALID_ARGUMENT, message: refused.message }));
  }

  send(bytes: Uint8Array): Promise<void> {
    const sent = this.#sending.then(() => this.#sendNow(bytes));
    // The chain itself never rejects; the caller's promise does.
    this.#sending = sent.catch(() => undefined);
    return sent;
  }

  halfClose(): void {
    this.#sending = this.#sending.then(() => {
      if (this.#ended !== undefined) return;
      this.#inner.halfClose();
      this.#emit({ kind: "half-close", at: this.#now() });
    });
  }

  cancel(): void {
    this.#inner.cancelWithStatus(codes.CANCELLED, "Cancelled by the client");
  }

  #begin(): void {
    const { connector, request, target } = this.#parts;
    if (connector.log.connection === undefined) {
      this.#emit({ kind: "connecting", at: this.#now(), address: target.label });
    }
    this.#inner.setCredentials(
      CallCredentials.createFromMetadataGenerator((_, done) => {
        this.#onConnected();
        done(null, new Metadata());
      }),
    );
    const { signal } = request;
    const onAbort = (): void => this.cancel();
    signal?.addEventListener("abort", onAbort, { once: true });
    this.done.then(() => signal?.removeEventListener("abort", onAbort));
    this.#inner.start(toGrpcMetadata(request.metadata), {
      onReceiveMetadata: (metadata) =>
        this.#emit({ kind: "response-headers", at: this.#now(), headers: fromGrpcMetadata(metadata) }),
      onReceiveMessage: (message: Buffer) => {
        const bytes = new Uint8Array(message.buffer, message.byteOffset, message.length);
        this.#emit({ kind: "message-received", at: this.#now(), bytes });
        this.#inner.startRead();
      },
      onReceiveStatus: (status) => this.#onStatus(status),
    });
    this.#inner.startRead();
    if (signal?.aborted === true) this.cancel();
  }

  #onConnected(): void {
    if (this.connected) return;
    this.connected = true;
    const { connector, request, target } = this.#parts;
    const { connection } = connector.log;
    this.#emit({
      kind: "connected",
      at: this.#now(),
      address: connection?.address ?? target.label,
      protocol: connection?.protocol ?? "h2",
    });
    const line = `POST ${target.basePath}${request.path}`;
    this.#emit({ kind: "request-headers", at: this.#now(), line, headers: request.metadata });
  }

  #sendNow(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const refuse = (): void => reject(new Error("The call has ended: nothing more can be sent."));
      if (this.#ended !== undefined) return refuse();
      this.#refuseSend = refuse;
      const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      const callback = (): void => {
        if (this.#ended !== undefined) return;
        this.#emit({ kind: "message-sent", at: this.#now(), bytes });
        resolve();
      };
      this.#inner.sendMessageWithContext({ callback }, message);
    });
  }

  #onStatus(status: StatusObject): void {
    const trailers = fromGrpcMetadata(status.metadata);
    const detailBytes = detailBytesOf(trailers);
    if (trailers.length > 0) this.#emit({ kind: "trailers", at: this.#now(), trailers });
    const cause = this.#connectionFailure(status);
    this.#end({
      code: status.code,
      message: status.details,
      ...(detailBytes === undefined ? {} : { detailBytes }),
      ...(cause === undefined ? {} : { cause }),
    });
  }

  #connectionFailure(status: StatusObject): unknown {
    if (this.connected || status.code !== codes.UNAVAILABLE) return undefined;
    const { connector, target } = this.#parts;
    return connector.log.failure ?? toConnectionFailure(status.details, target.label);
  }

  #end(status: ChannelStatus): void {
    if (this.#ended !== undefined) return;
    this.#ended = status;
    this.#parts.onEvent({ kind: "status", at: this.#now(), status });
    this.#refuseSend();
    this.#finish(status);
  }

  #emit(event: ChannelEvent): void {
    if (this.#ended === undefined) this.#parts.onEvent(event);
  }

  #now(): number {
    return performance.now() - this.#start;
  }
}

/** The bytes of `grpc-status-details-bin` among trailers, where there are any. */
function detailBytesOf(trailers: readonly MetadataEntry[]): Uint8Array | undefined {
  const entry = trailers.find(({ name }) => name === "grpc-status-details-bin");
  return entry === undefined ? undefined : decodeBase64(entry.value);
}
