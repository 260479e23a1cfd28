import type { FileRegistry } from "@bufbuild/protobuf";
import { Server, type ServiceDefinition } from "@grpc/grpc-js";
import type { ServedMethod, ServedService } from "../schema/served-methods.ts";
import { type GrpcStream, serveGrpcCall } from "./serve-call.ts";

/** Largest message the server takes, in bytes. */
const MOST_MESSAGE_BYTES = 512 * 1024 * 1024;

/** grpc-js wants a Buffer; this one shares the bytes. */
const asTheyAre = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * A gRPC server with these services, not yet bound to a port. Bytes pass through grpc-js untouched. Channelz stays
 * on, as is the default: without it grpc-js 1.14 knows no sessions and `forceShutdown` leaves calls running.
 */
export function grpcServer(services: readonly ServedService[], registry: FileRegistry): Server {
  const server = new Server({
    "grpc.max_receive_message_length": MOST_MESSAGE_BYTES,
    "grpc.max_send_message_length": -1,
  });
  for (const { methods } of services) {
    server.addService(
      serviceDefinition(methods),
      Object.fromEntries(
        methods.map((served) => [
          served.method.name,
          (stream: GrpcStream): void => void serveGrpcCall(stream, served, registry),
        ]),
      ),
    );
  }
  return server;
}

function serviceDefinition(methods: readonly ServedMethod[]): ServiceDefinition {
  return Object.fromEntries(
    methods.map(({ method }) => [
      method.name,
      {
        path: `/${method.parent.typeName}/${method.name}`,
        // Every kind is served as a stream both ways: the wire is the same, and one function serves them all.
        requestStream: true,
        responseStream: true,
        requestSerialize: asTheyAre,
        requestDeserialize: asTheyAre,
        responseSerialize: asTheyAre,
        responseDeserialize: asTheyAre,
      },
    ]),
  );
}

/** The longest wait for connections that are being made, in ms; the ports are free well before. */
const LONGEST_STOP = 1000;

/** Ends all calls and connections of a server at once and resolves when its ports are free. */
export function stopGrpcServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_STOP);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
    server.forceShutdown();
  });
}
