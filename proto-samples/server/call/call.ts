/** One call as a service sees it, whatever carried it here. */
import type { DescMethod, FileRegistry, Message } from "@bufbuild/protobuf";

/** The way a call came. */
export type CallChannel = "grpc" | "grpc-web" | "connect" | "http-json";

/** One entry of metadata; bytes stand for names that end in `-bin`. */
export interface MetadataItem {
  readonly name: string;
  readonly value: string | Uint8Array;
}

/** What a handler knows about its call, and what it can do beside answering. */
export interface Call {
  readonly method: DescMethod;
  readonly registry: FileRegistry;
  readonly channel: CallChannel;
  /** The caller's metadata, in order, without what belongs to the transport. */
  readonly metadata: readonly MetadataItem[];
  /** Aborts when the caller gives up or the deadline passes; its reason is a `CallError`. */
  readonly signal: AbortSignal;
  /** ms until the deadline; undefined without one. */
  timeLeft(): number | undefined;
  /** Adds an entry to the headers. Has an effect only before they are sent. */
  setHeader(item: MetadataItem): void;
  /** Adds an entry to the trailers. */
  setTrailer(item: MetadataItem): void;
  /** Sends the headers now instead of with the first message, where the transport can. */
  sendHeaders(): void;
}

/** Every method, of whatever kind, is a function from a stream of messages to a stream of messages. */
export type Handler = (requests: AsyncIterable<Message>, call: Call) => AsyncIterable<Message>;

/** The handlers of some methods by the methods' full names, `pkg.Service.Method`. */
export type Handlers = Readonly<Record<string, Handler>>;
