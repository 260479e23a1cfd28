/** One HTTP/1.1 request and its answer on Node's http, decompressed, with the header lines as they came. */
import { type ClientRequest, type IncomingMessage, request as requestOver } from "node:http";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { MetadataEntry } from "../../contract/params.ts";
import { entriesFromRaw } from "../metadata.ts";
import type { RouteAgent } from "../route/agent.ts";
import type { ConnectionTrace } from "../route/trace.ts";

/** What is asked. */
export interface ExchangeRequest {
  readonly agent: RouteAgent;
  readonly method: string;
  /** Path and query, encoded. */
  readonly url: string;
  readonly headers: readonly MetadataEntry[];
}

/** The head of an answer. */
export interface ResponseHead {
  readonly httpStatus: number;
  readonly headers: readonly MetadataEntry[];
  /** `gzip`, `br` or `deflate` when the body came compressed. */
  readonly encoding: string | undefined;
}

/** Told in this order; `onFailure` ends it at any point. */
export interface ExchangeListener {
  onConnected(trace: ConnectionTrace): void;
  /** Headers and body were written out. */
  onSent(): void;
  onResponse(head: ResponseHead): void;
  /** A piece of the body, decompressed. */
  onChunk(chunk: Uint8Array): void;
  onEnd(trailers: readonly MetadataEntry[]): void;
  onFailure(error: Error): void;
}

/** An exchange under way. */
export class Exchange {
  readonly #request: ClientRequest;
  readonly #listener: ExchangeListener;
  #body: Readable | undefined;
  #paused = false;
  #over = false;
  /** Bytes of the answer's body as they travelled. */
  wireByteLength = 0;

  constructor(request: ExchangeRequest, listener: ExchangeListener) {
    this.#listener = listener;
    this.#request = send(request);
    this.#request.once("socket", (socket) => {
      const trace = request.agent.traceOf(socket);
      if (trace !== undefined) listener.onConnected(trace);
    });
    this.#request.once("finish", () => {
      if (!this.#over) listener.onSent();
    });
    this.#request.once("response", (response) => this.#onResponse(response));
    this.#request.on("error", (error) => this.#fail(error));
  }

  /** Resolves when the piece was taken by the system, or at once when there is no more use for it. */
  write(chunk: string | Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      if (this.#over) resolve();
      else this.#request.write(chunk, () => resolve());
    });
  }

  end(body?: string | Uint8Array): void {
    if (body === undefined) this.#request.end();
    else this.#request.end(body);
  }

  /** Breaks off: nothing is told any more. */
  abort(): void {
    this.#over = true;
    this.#body?.destroy();
    this.#request.destroy();
  }

  pause(): void {
    this.#paused = true;
    this.#body?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#body?.resume();
  }

  #onResponse(response: IncomingMessage): void {
    if (this.#over) return;
    const headers = entriesFromRaw(response.rawHeaders);
    const coding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
    const decoder = coding === "identity" || coding === "" ? undefined : decoderFor(coding);
    const encoding = decoder === undefined ? undefined : coding;
    this.#listener.onResponse({ httpStatus: response.statusCode ?? 0, headers, encoding });
    if (this.#over) return;
    response.on("data", (chunk: Buffer) => {
      this.wireByteLength += chunk.length;
    });
    response.on("error", (error) => this.#fail(error));
    const body = decoder === undefined ? response : response.pipe(decoder);
    this.#body = body;
    body.on("error", (error) => this.#fail(error));
    body.on("data", (chunk: Buffer) => {
      if (!this.#over) this.#listener.onChunk(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
    });
    body.once("end", () => {
      if (this.#over) return;
      this.#over = true;
      this.#listener.onEnd(entriesFromRaw(response.rawTrailers));
    });
    if (this.#paused) body.pause();
  }

  #fail(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#body?.destroy();
    this.#listener.onFailure(error);
  }
}

function send({ agent, method, url, headers }: ExchangeRequest): ClientRequest {
  // A flat list keeps order, case and repeats.
  return requestOver({
    agent,
    method,
    path: url,
    headers: headers.flatMap(({ name, value }) => [name, value]),
  });
}

function decoderFor(coding: string): ReturnType<typeof createGunzip> | undefined {
  switch (coding) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      return undefined;
  }
}
