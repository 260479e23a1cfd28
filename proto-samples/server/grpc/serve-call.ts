import { type FileRegistry, toBinary } from "@bufbuild/protobuf";
import type { ServerDuplexStream } from "@grpc/grpc-js";
import type { Call, MetadataItem } from "../call/call.ts";
import { CallError, statusDetailBytes } from "../call/call-error.ts";
import { decodeAll } from "../call/decode.ts";
import { readAll, writeOne } from "../call/stream-events.ts";
import { cancelled, deadlineExceeded } from "../call/wait.ts";
import type { ServedMethod } from "../schema/served-methods.ts";
import { fromGrpcMetadata, toGrpcMetadata } from "./grpc-metadata.ts";

/** A call of any kind: on the wire all four kinds are streams of messages both ways. */
export type GrpcStream = ServerDuplexStream<Buffer, Buffer>;

/** Carries out one gRPC call. Never rejects: whatever goes wrong becomes the status. */
export async function serveGrpcCall(
  stream: GrpcStream,
  { method, handler }: ServedMethod,
  registry: FileRegistry,
): Promise<void> {
  const headers = new Outgoing(stream);
  const trailers: MetadataItem[] = [];
  const call: Call = {
    method,
    registry,
    channel: "grpc",
    metadata: fromGrpcMetadata(stream.metadata),
    signal: signalOf(stream),
    timeLeft: () => timeLeft(stream),
    setHeader: (item) => headers.add(item),
    setTrailer: (item) => trailers.push(item),
    sendHeaders: () => headers.send(),
  };
  try {
    const requests = decodeAll(method.input, readAll(stream, call.signal));
    for await (const message of handler(requests, call)) {
      headers.send();
      await writeOne(stream, toBinary(method.output, message), call.signal);
    }
    headers.send();
    stream.end(toGrpcMetadata(trailers));
  } catch (thrown) {
    if (!headers.empty) headers.send();
    endWithError(stream, CallError.from(thrown), trailers, registry);
  }
}

/** Headers that are collected until they are sent, once. */
class Outgoing {
  readonly #stream: GrpcStream;
  readonly #items: MetadataItem[] = [];
  #sent = false;

  constructor(stream: GrpcStream) {
    this.#stream = stream;
  }

  get empty(): boolean {
    return this.#items.length === 0;
  }

  add(item: MetadataItem): void {
    this.#items.push(item);
  }

  send(): void {
    if (this.#sent) return;
    this.#sent = true;
    this.#stream.sendMetadata(toGrpcMetadata(this.#items));
  }
}

function endWithError(
  stream: GrpcStream,
  error: CallError,
  trailers: readonly MetadataItem[],
  registry: FileRegistry,
): void {
  if (stream.cancelled || stream.destroyed) return;
  const details = statusDetailBytes(registry, error);
  const detailItem =
    details === undefined ? [] : [{ name: "grpc-status-details-bin", value: details } satisfies MetadataItem];
  const metadata = toGrpcMetadata([...trailers, ...detailItem]);
  stream.emit("error", { code: error.code, details: error.message, metadata });
}

/** Aborts when grpc-js says that the call is over before its time; it does not say which of the two reasons. */
function signalOf(stream: GrpcStream): AbortSignal {
  const controller = new AbortController();
  stream.on("cancelled", () => {
    controller.abort((timeLeft(stream) ?? 1) <= 0 ? deadlineExceeded() : cancelled());
  });
  return controller.signal;
}

function timeLeft(stream: GrpcStream): number | undefined {
  const deadline = Number(stream.getDeadline());
  return Number.isFinite(deadline) ? deadline - Date.now() : undefined;
}
