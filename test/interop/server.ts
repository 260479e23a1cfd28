/** `grpc.testing.TestService` on grpc-js, with the echo of metadata and statuses that the cases ask for. */
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
} from "@grpc/grpc-js";
import { type Json, type Messages, payload, sizeOf } from "./messages.ts";

type Bytes = Buffer;
type Call =
  | ServerUnaryCall<Bytes, Bytes>
  | ServerReadableStream<Bytes, Bytes>
  | ServerDuplexStream<Bytes, Bytes>;
const same = (bytes: Bytes): Bytes => bytes;

const INITIAL = "x-grpc-test-echo-initial";
const TRAILING = "x-grpc-test-echo-trailing-bin";

function method(name: string, requestStream: boolean, responseStream: boolean) {
  return {
    path: `/grpc.testing.TestService/${name}`,
    requestStream,
    responseStream,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
}

const service = {
  EmptyCall: method("EmptyCall", false, false),
  UnaryCall: method("UnaryCall", false, false),
  StreamingOutputCall: method("StreamingOutputCall", false, true),
  StreamingInputCall: method("StreamingInputCall", true, false),
  FullDuplexCall: method("FullDuplexCall", true, true),
};

export interface InteropServer {
  readonly port: number;
  /** Calls that were cancelled by the client. */
  readonly cancelled: () => number;
  readonly stop: () => void;
}

export async function startInteropServer(messages: Messages): Promise<InteropServer> {
  const { encode, decode } = messages;
  let cancelled = 0;
  const server = new Server();

  function echo(call: Call): Metadata {
    const headers = new Metadata();
    for (const value of call.metadata.get(INITIAL)) headers.add(INITIAL, value);
    call.sendMetadata(headers);
    const trailers = new Metadata();
    for (const value of call.metadata.get(TRAILING)) trailers.add(TRAILING, value);
    return trailers;
  }

  server.addService(service, {
    EmptyCall(call: ServerUnaryCall<Bytes, Bytes>, done: sendUnaryData<Bytes>) {
      done(null, encode("Empty", decode("Empty", call.request)));
    },
    UnaryCall(call: ServerUnaryCall<Bytes, Bytes>, done: sendUnaryData<Bytes>) {
      const trailers = echo(call);
      const request = decode("SimpleRequest", call.request);
      const status = statusOf(request);
      if (status !== undefined) return done({ ...status, metadata: trailers });
      done(
        null,
        encode("SimpleResponse", { payload: payload(Number(request["responseSize"] ?? 0)) }),
        trailers,
      );
    },
    StreamingOutputCall(call: ServerWritableStream<Bytes, Bytes>) {
      for (const size of sizesOf(decode("StreamingOutputCallRequest", call.request))) {
        call.write(encode("StreamingOutputCallResponse", { payload: payload(size) }));
      }
      call.end();
    },
    StreamingInputCall(call: ServerReadableStream<Bytes, Bytes>, done: sendUnaryData<Bytes>) {
      let size = 0;
      call.on("data", (bytes: Bytes) => {
        size += sizeOf(decode("StreamingInputCallRequest", bytes)["payload"]);
      });
      call.on("cancelled", () => {
        cancelled += 1;
      });
      call.on("end", () => done(null, encode("StreamingInputCallResponse", { aggregatedPayloadSize: size })));
    },
    FullDuplexCall(call: ServerDuplexStream<Bytes, Bytes>) {
      const trailers = echo(call);
      call.on("cancelled", () => {
        cancelled += 1;
      });
      call.on("data", (bytes: Bytes) => {
        const request = decode("StreamingOutputCallRequest", bytes);
        const status = statusOf(request);
        if (status !== undefined) return void call.emit("error", { ...status, metadata: trailers });
        for (const { size, wait } of waitsOf(request)) {
          setTimeout(
            () => call.write(encode("StreamingOutputCallResponse", { payload: payload(size) })),
            wait,
          );
        }
      });
      call.on("end", () => call.end(trailers));
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  return { port, cancelled: () => cancelled, stop: () => server.forceShutdown() };
}

function statusOf(request: Json): { readonly code: number; readonly details: string } | undefined {
  const status = request["responseStatus"];
  if (typeof status !== "object" || status === null) return undefined;
  const { code, message } = status as { readonly code?: number; readonly message?: string };
  return { code: code ?? 0, details: message ?? "" };
}

/** What is to be answered: sizes in bytes, and ms to wait before each. */
export function waitsOf(request: Json): readonly { readonly size: number; readonly wait: number }[] {
  const list = request["responseParameters"];
  return (Array.isArray(list) ? (list as Json[]) : []).map(({ size, intervalUs }) => ({
    size: Number(size ?? 0),
    wait: Number(intervalUs ?? 0) / 1000,
  }));
}

function sizesOf(request: Json): readonly number[] {
  return waitsOf(request).map(({ size }) => size);
}
