/** A gRPC server on grpc-js that passes bytes through: `test.Echo` with all four kinds and some ways to fail. */
import {
  ServerCredentials as Credentials,
  Metadata,
  Server,
  type ServerCredentials,
  type ServerDuplexStream,
  type ServerOptions,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
} from "@grpc/grpc-js";

type Bytes = Buffer;
const pass = (bytes: Bytes): Bytes => bytes;

function method(name: string, requestStream: boolean, responseStream: boolean) {
  return {
    path: `/test.Echo/${name}`,
    requestStream,
    responseStream,
    requestSerialize: pass,
    requestDeserialize: pass,
    responseSerialize: pass,
    responseDeserialize: pass,
  };
}

const service = {
  Unary: method("Unary", false, false),
  ServerStream: method("ServerStream", false, true),
  ClientStream: method("ClientStream", true, false),
  Bidi: method("Bidi", true, true),
  FailAfter: method("FailAfter", false, true),
  Stall: method("Stall", false, true),
};

export interface RunningGrpcServer {
  readonly port: number;
  /** Metadata of the latest request, as grpc-js read it. */
  readonly latestMetadata: () => Record<string, unknown>;
  readonly cancelled: () => number;
  readonly stop: () => void;
}

export interface GrpcServerOptions {
  readonly credentials?: ServerCredentials;
  /** `127.0.0.1:0` unless told; `unix:/path` makes `port` 0. */
  readonly address?: string;
  readonly options?: ServerOptions;
}

/** Starts the server; the first byte of a request of ServerStream and FailAfter says how many messages to answer. */
export async function startGrpcServer(options: GrpcServerOptions = {}): Promise<RunningGrpcServer> {
  const server = new Server(options.options ?? {});
  let latest = new Metadata();
  let cancelled = 0;
  server.addService(service, {
    Unary(call: ServerUnaryCall<Bytes, Bytes>, done: sendUnaryData<Bytes>) {
      latest = call.metadata;
      const headers = new Metadata();
      for (const [name, values] of Object.entries(call.metadata.toJSON())) {
        if (name.startsWith("x-")) for (const value of values) headers.add(name, value);
      }
      call.sendMetadata(headers);
      const trailers = new Metadata();
      trailers.add("t-list", "one");
      trailers.add("t-list", "two, three");
      trailers.add("t-bin", Buffer.from([0, 255]));
      done(null, call.request, trailers);
    },
    ServerStream(call: ServerWritableStream<Bytes, Bytes>) {
      const count = call.request[0] ?? 0;
      for (let index = 0; index < count; index++) call.write(Buffer.from([index]));
      call.end();
    },
    ClientStream(call: ServerReadableStream<Bytes, Bytes>, done: sendUnaryData<Bytes>) {
      const parts: Bytes[] = [];
      call.on("data", (bytes: Bytes) => parts.push(bytes));
      call.on("end", () => done(null, Buffer.concat(parts)));
    },
    Bidi(call: ServerDuplexStream<Bytes, Bytes>) {
      call.on("data", (bytes: Bytes) => call.write(bytes));
      call.on("end", () => call.end());
    },
    FailAfter(call: ServerWritableStream<Bytes, Bytes>) {
      const count = call.request[0] ?? 0;
      for (let index = 0; index < count; index++) call.write(Buffer.from([index]));
      const metadata = new Metadata();
      metadata.add("grpc-status-details-bin", Buffer.from("0805120161", "hex"));
      call.emit("error", { code: 5, details: "no such thing: “é” / 100 %", metadata });
    },
    Stall(call: ServerWritableStream<Bytes, Bytes>) {
      call.sendMetadata(new Metadata());
      call.on("cancelled", () => {
        cancelled++;
      });
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      options.address ?? "127.0.0.1:0",
      options.credentials ?? Credentials.createInsecure(),
      (error, bound) => (error === null ? resolve(bound) : reject(error)),
    );
  });
  return {
    port,
    latestMetadata: () => latest.toJSON(),
    cancelled: () => cancelled,
    stop: () => server.forceShutdown(),
  };
}
