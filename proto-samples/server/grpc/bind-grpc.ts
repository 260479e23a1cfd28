import { type Server, ServerCredentials } from "@grpc/grpc-js";
import { checkFree } from "../listen.ts";
import { bindFree } from "../ports.ts";
import type { Certificates } from "../tls/certificates.ts";

/** The ports a gRPC server was bound to. */
export interface GrpcPorts {
  readonly grpc: number;
  readonly grpcTls: number;
  readonly grpcMtls: number;
}

/** Binds one gRPC server to three ports of loopback: plaintext, TLS, and TLS that asks for a client certificate. */
export async function bindGrpc(
  server: Server,
  certificates: Certificates,
  from: number | undefined,
): Promise<GrpcPorts> {
  const pair = {
    cert_chain: Buffer.from(certificates.serverCert),
    private_key: Buffer.from(certificates.serverKey),
  };
  const authority = Buffer.from(certificates.ca);
  const bind = (credentials: ServerCredentials, first: number | undefined): Promise<number> =>
    bindFree(first, (port) => bindOnce(server, credentials, port));
  const after = (port: number): number | undefined => (from === undefined ? undefined : port + 1);
  const grpc = await bind(ServerCredentials.createInsecure(), from);
  const grpcTls = await bind(ServerCredentials.createSsl(null, [pair], false), after(grpc));
  const grpcMtls = await bind(ServerCredentials.createSsl(authority, [pair], true), after(grpcTls));
  return { grpc, grpcTls, grpcMtls };
}

async function bindOnce(server: Server, credentials: ServerCredentials, port: number): Promise<number> {
  // grpc-js writes to stderr when a port is taken, so it is only asked for ports that a plain server could have.
  if (port !== 0) await checkFree(port);
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
}
