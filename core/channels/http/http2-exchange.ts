/** An exchange over a stream of HTTP/2, with the header fields as they came. */
import type { ClientHttp2Stream, OutgoingHttpHeaders } from "node:http2";
import type { MetadataEntry } from "../../contract/params.ts";
import { entriesFromRaw } from "../metadata.ts";
import type { Target } from "../target.ts";
import {
  type HttpExchange,
  type HttpListener,
  type HttpRequest,
  LEAVE_WITHIN,
  StreamReset,
} from "./exchange.ts";
import type { Http2Link } from "./http2-link.ts";

const CANCEL = 8;

/** Sends a request over a stream of `link`. */
export class Http2Exchange implements HttpExchange {
  readonly #link: Http2Link;
  readonly #listener: HttpListener;
  readonly #stream: ClientHttp2Stream | undefined;
  #trailers: readonly MetadataEntry[] = [];
  #responded = false;
  #paused = false;
  #over = false;

  constructor(link: Http2Link, target: Target, request: HttpRequest, listener: HttpListener) {
    this.#link = link;
    this.#listener = listener;
    const fields = http2Fields(request);
    listener.onConnected(link.trace, fields);
    this.#stream = this.#open(target, request, fields);
    if (this.#stream !== undefined) this.#listen(this.#stream);
  }

  write(chunk: Uint8Array): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.#over || this.#stream === undefined) resolve(false);
      else this.#stream.write(chunk, (error) => resolve(!error));
    });
  }

  end(chunk?: Uint8Array): Promise<boolean> {
    return new Promise((resolve) => {
      const finished = (error?: Error | null): void => resolve(!error);
      if (this.#over || this.#stream === undefined) resolve(false);
      else if (chunk === undefined) this.#stream.end(finished);
      else this.#stream.end(chunk, finished);
    });
  }

  abort(): void {
    if (this.#over) return;
    this.#over = true;
    // A paused stream would keep what came and never close.
    this.#stream?.resume();
    this.#stream?.close(CANCEL);
  }

  leave(): void {
    const stream = this.#stream;
    if (this.#over || stream === undefined || !stream.writableFinished) {
      this.abort();
      return;
    }
    this.#over = true;
    stream.resume();
    const timer = setTimeout(() => stream.close(CANCEL), LEAVE_WITHIN);
    stream.once("close", () => clearTimeout(timer));
  }

  pause(): void {
    this.#paused = true;
    this.#stream?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#stream?.resume();
  }

  #open(
    target: Target,
    request: HttpRequest,
    fields: readonly MetadataEntry[],
  ): ClientHttp2Stream | undefined {
    const headers: OutgoingHttpHeaders = {
      ":method": request.method,
      ":scheme": target.tls ? "https" : "http",
      ":authority": target.authority,
      ":path": request.url,
    };
    for (const { name, value } of fields) {
      const before = headers[name];
      headers[name] = before === undefined ? value : [before, value].flat().map(String);
    }
    try {
      return this.#link.request(headers, { endStream: request.bodyLength === "none" });
    } catch (thrown) {
      queueMicrotask(() => this.#fail(thrown instanceof Error ? thrown : new Error(String(thrown))));
      return undefined;
    }
  }

  #listen(stream: ClientHttp2Stream): void {
    stream.once("finish", () => {
      if (!this.#over) this.#listener.onSent();
    });
    stream.on("response", (...args: unknown[]) => this.#onResponse(args));
    stream.on("trailers", (...args: unknown[]) => {
      this.#trailers = entriesFromRaw(rawHeaders(args));
    });
    stream.on("data", (chunk: Buffer) => {
      if (this.#over) return;
      const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
      this.#link.share.spend(() => this.#listener.onChunk(bytes));
    });
    stream.on("error", (error) => {
      if (stream.rstCode === 0 || this.#link.isBroken) this.#fail(error);
    });
    stream.once("close", () => this.#onClose(stream));
    if (this.#paused) stream.pause();
  }

  #onResponse(args: readonly unknown[]): void {
    if (this.#over) return;
    const raw = rawHeaders(args);
    const status = Number(raw[raw.indexOf(":status") + 1]);
    this.#responded = true;
    this.#listener.onResponse({
      httpStatus: Number.isInteger(status) ? status : 0,
      headers: entriesFromRaw(raw),
    });
  }

  /** The stream is through: trailers, if any, have come, and all data was read. */
  #onClose(stream: ClientHttp2Stream): void {
    if (this.#over) return;
    const code = stream.rstCode ?? 0;
    const isCut = this.#link.fault !== undefined || !stream.readableEnded;
    if (code !== 0 && this.#link.fault === undefined) {
      this.#fail(new StreamReset(code, this.#link.trace.goaway));
    } else if (isCut || !this.#responded) {
      this.#fail(this.#link.fault ?? new Error("The connection closed."));
    } else {
      this.#over = true;
      this.#listener.onEnd(this.#trailers);
    }
  }

  #fail(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#listener.onFailure(error);
  }
}

/** HTTP/2 has lower-case names only, and says by frames what HTTP/1.1 says by headers (RFC 9113, 8.2). */
function http2Fields({ headers, bodyLength }: HttpRequest): readonly MetadataEntry[] {
  const fields = headers
    .map(({ name, value }) => ({ name: name.toLowerCase(), value }))
    .filter(({ name }) => name !== "host");
  if (typeof bodyLength === "number") fields.push({ name: "content-length", value: String(bodyLength) });
  return fields;
}

/** Node hands header listeners the names and values as they came, after the merged object and the flags. */
function rawHeaders(args: readonly unknown[]): readonly string[] {
  const raw = args[2] ?? args[1];
  return Array.isArray(raw) ? raw.map(String) : [];
}
