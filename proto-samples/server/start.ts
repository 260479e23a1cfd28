import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SampleAddresses } from "../../core/contract/views.ts";
import { startGateway } from "./gateway/gateway-server.ts";
import { bindGrpc } from "./grpc/bind-grpc.ts";
import { grpcServer, stopGrpcServer } from "./grpc/grpc-server.ts";
import { REFLECTION_SERVICES, reflectionHandlers } from "./grpc/reflection.ts";
import { loadSampleSchema, type SchemaLocation } from "./schema/load-sample-schema.ts";
import { servedServices } from "./schema/served-methods.ts";
import { allHandlers, HEALTH_SERVICE, SAMPLE_SERVICES } from "./services/all-handlers.ts";
import { makeCertificates, writeCertificates } from "./tls/certificates.ts";
import { startWebServer } from "./web/web-server.ts";

/** How to start the sample server. */
export interface SampleServerOptions extends SchemaLocation {
  /** The first port to use; each of the five ports takes the next free one. Any free ports when absent. */
  readonly port?: number;
  /** Where the test CA's PEM files go. A fresh temporary folder, removed at the end, when absent. */
  readonly directory?: string;
}

/** A running sample server. */
export interface SampleServer {
  readonly addresses: SampleAddresses;
  /** Ends all calls, frees all ports and removes the temporary folder. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the sample server on loopback: gRPC with reflection and health on three ports (plaintext, TLS, mTLS),
 * gRPC-Web and Connect on a fourth, HTTP + JSON on a fifth. Rejects, with nothing left running, when a port range
 * is full or the samples cannot be loaded.
 */
export async function startSampleServer(options: SampleServerOptions = {}): Promise<SampleServer> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return { addresses: await start(options, ends), stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

async function start(options: SampleServerOptions, ends: (() => Promise<void>)[]): Promise<SampleAddresses> {
  const [schema, certificates] = await Promise.all([loadSampleSchema(options), makeCertificates()]);
  const { registry } = schema;
  const names = [...SAMPLE_SERVICES, HEALTH_SERVICE, ...REFLECTION_SERVICES];
  const services = servedServices(registry, names, {
    ...allHandlers(),
    ...reflectionHandlers(schema, names),
  });

  const server = grpcServer(services, registry);
  ends.push(() => stopGrpcServer(server));
  const grpc = await bindGrpc(server, certificates, options.port);
  const next = (port: number): number | undefined => (options.port === undefined ? undefined : port + 1);
  const web = await startWebServer(services, registry, next(grpc.grpcMtls));
  ends.push(web.stop);
  const http = await startGateway(services, registry, next(web.port));
  ends.push(http.stop);
  const files = await writeCertificates(certificates, await certificateDirectory(options, ends));
  return {
    grpc: `127.0.0.1:${grpc.grpc}`,
    grpcTls: `127.0.0.1:${grpc.grpcTls}`,
    grpcMtls: `127.0.0.1:${grpc.grpcMtls}`,
    web: `http://127.0.0.1:${web.port}`,
    http: `http://127.0.0.1:${http.port}`,
    ...files,
  };
}

async function certificateDirectory(
  options: SampleServerOptions,
  ends: (() => Promise<void>)[],
): Promise<string> {
  if (options.directory !== undefined) return options.directory;
  const directory = await mkdtemp(path.join(tmpdir(), "byteglass-sample-"));
  ends.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
