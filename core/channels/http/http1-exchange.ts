/** An exchange over HTTP/1.1 on Node's http, with the header lines as they came. */
import { type ClientRequest, type IncomingMessage, request as requestOver } from "node:http";
import type { MetadataEntry } from "../../contract/params.ts";
import { HEADERS_BYTE_BOUND } from "../limits.ts";
import { entriesFromRaw } from "../metadata.ts";
import type { RouteAgent } from "../route/agent.ts";
import { TurnShare } from "../turn-share.ts";
import { type HttpExchange, type HttpListener, type HttpRequest, LEAVE_WITHIN } from "./exchange.ts";

/** Sends a request over a connection of `agent`. */
export class Http1Exchange implements HttpExchange {
  readonly #request: ClientRequest;
  readonly #listener: HttpListener;
  #response: IncomingMessage | undefined;
  #paused = false;
  #over = false;

  constructor(agent: RouteAgent, authority: string, request: HttpRequest, listener: HttpListener) {
    this.#listener = listener;
    const headers = http1Headers(authority, request);
    // A flat list keeps order, case and repeats.
    this.#request = requestOver({
      agent,
      method: request.method,
      path: request.url,
      headers: headers.flatMap(({ name, value }) => [name, value]),
      maxHeaderSize: HEADERS_BYTE_BOUND,
    });
    // Node leaves out what is behind the 2,000th field without a word.
    this.#request.maxHeadersCount = 0;
    this.#request.once("socket", (socket) => {
      const trace = agent.traceOf(socket);
      if (trace !== undefined && !this.#over) listener.onConnected(trace, headers);
      // One that came through SOCKS was held until somebody would listen.
      socket.resume();
    });
    this.#request.once("finish", () => {
      if (!this.#over) listener.onSent();
    });
    this.#request.once("response", (response) => this.#onResponse(response));
    this.#request.on("error", (error) => this.#fail(error));
    if (request.bodyLength === "unknown") this.#request.flushHeaders();
  }

  write(chunk: Uint8Array): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.#over) resolve(false);
      else this.#request.write(chunk, this.#taken(resolve));
    });
  }

  end(chunk?: Uint8Array): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.#over) resolve(false);
      else if (chunk === undefined) this.#request.end(this.#taken(resolve));
      else this.#request.end(chunk, this.#taken(resolve));
    });
  }

  /** Node calls back without an error for what a broken connection left behind. */
  #taken(resolve: (wasTaken: boolean) => void) {
    return (error?: Error | null): void => resolve(!error && !this.#over);
  }

  abort(): void {
    this.#over = true;
    this.#request.destroy();
  }

  leave(): void {
    const response = this.#response;
    if (this.#over || response === undefined || !this.#request.writableFinished) {
      this.abort();
      return;
    }
    this.#over = true;
    response.resume();
    const timer = setTimeout(() => this.#request.destroy(), LEAVE_WITHIN);
    response.once("close", () => clearTimeout(timer));
  }

  pause(): void {
    this.#paused = true;
    this.#response?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#response?.resume();
  }

  #onResponse(response: IncomingMessage): void {
    if (this.#over) return;
    this.#response = response;
    const headers = entriesFromRaw(response.rawHeaders);
    this.#listener.onResponse({ httpStatus: response.statusCode ?? 0, headers });
    if (this.#over) return;
    response.on("error", (error) => this.#fail(error));
    const share = new TurnShare(
      () => response.pause(),
      () => this.#paused || response.resume(),
    );
    response.on("data", (chunk: Buffer) => {
      if (this.#over) return;
      const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
      share.spend(() => this.#listener.onChunk(bytes));
    });
    response.once("end", () => {
      if (this.#over) return;
      this.#over = true;
      this.#listener.onEnd(entriesFromRaw(response.rawTrailers));
    });
    if (this.#paused) response.pause();
  }

  #fail(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#listener.onFailure(error);
  }
}

/** The lines in their order: whose host first, then the rest, then how the message is framed. */
function http1Headers(authority: string, { headers, bodyLength }: HttpRequest): readonly MetadataEntry[] {
  const lines: MetadataEntry[] = [];
  if (!headers.some(({ name }) => name.toLowerCase() === "host")) {
    lines.push({ name: "Host", value: authority });
  }
  lines.push(...headers);
  if (bodyLength === "unknown") lines.push({ name: "Transfer-Encoding", value: "chunked" });
  else if (bodyLength !== "none") lines.push({ name: "Content-Length", value: String(bodyLength) });
  lines.push({ name: "Connection", value: "keep-alive" });
  return lines;
}
