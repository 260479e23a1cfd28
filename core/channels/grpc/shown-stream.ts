/** What grpc-js gets to see of a stream that we read and write ourselves. */
import type { ClientHttp2Stream } from "node:http2";

type Listener = (...args: readonly unknown[]) => void;

const ANSWERED = { "grpc-status": "0" };

/**
 * A stream as `Http2SubchannelCall` of grpc-js uses it: it learns that an answer begins, has a status and ends, and may
 * end the stream. Data and its flow are ours. Listening once, not twice, spares a call a good part of its time.
 */
export class ShownStream {
  readonly #stream: ClientHttp2Stream;
  readonly #listeners = new Map<string, Listener>();
  #hasEnded = false;

  constructor(stream: ClientHttp2Stream) {
    this.#stream = stream;
  }

  get destroyed(): boolean {
    return this.#stream.destroyed;
  }

  get writableEnded(): boolean {
    return this.#stream.writableEnded;
  }

  get rstCode(): number {
    return this.#stream.rstCode;
  }

  on(event: string, listener: Listener): this {
    if (event === "error") this.#stream.on(event, listener);
    else this.#listeners.set(event, listener);
    return this;
  }

  resume(): this {
    return this;
  }

  pause(): this {
    return this;
  }

  end(): this {
    this.#stream.end();
    return this;
  }

  close(code: number): void {
    this.#stream.close(code);
  }

  /** `response`, or `trailers` of an answer that told no status. */
  tell(event: "response" | "trailers", headers: unknown, flags: unknown): void {
    this.#listeners.get(event)?.(headers, flags);
  }

  /** The server told a status. grpc-js needs to know no more: which it was is read from the trailers themselves. */
  tellStatus(): void {
    this.#listeners.get("trailers")?.(ANSWERED);
  }

  tellEnd(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#listeners.get("end")?.();
  }

  /** grpc-js waits for the end of an answer that has a status, even where the stream was closed before. */
  tellClose(): void {
    this.tellEnd();
    this.#listeners.get("close")?.();
  }
}
