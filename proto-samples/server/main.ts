import { parseArgs } from "node:util";
import type { SampleAddresses } from "../../core/contract/views.ts";
import { startSampleServer } from "./start.ts";

const USAGE = "usage: sample [--port N] [--json]";

/**
 * Runs the sample server until Ctrl C: prints its addresses when it is ready, as one line of JSON or for a person.
 * Resolves to an exit status: 0 when it was ended, 1 when it could not start, 2 for a wrong call.
 */
export async function runSample(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    console.error(`${USAGE}\n  --port takes a number from 1 to 65531: the first of five ports.`);
    return 2;
  }
  try {
    const { json, ...rest } = options;
    const server = await startSampleServer(rest);
    console.log(json ? JSON.stringify(server.addresses) : describeAddresses(server.addresses));
    await interrupted();
    await server.stop();
    return 0;
  } catch (thrown) {
    console.error(
      `The sample server cannot start. ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
    return 1;
  }
}

interface Options {
  readonly json: boolean;
  readonly port?: number;
}

function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: "string" }, json: { type: "boolean", default: false } },
    });
    if (values.port === undefined) return { json: values.json };
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : 0;
    return port >= 1 && port <= 65_531 ? { json: values.json, port } : undefined;
  } catch {
    return undefined;
  }
}

/** Resolves at Ctrl C, or when the process is told to end in another way. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => resolve());
  });
}

/** The addresses for a person, with commands to try. */
export function describeAddresses(addresses: SampleAddresses): string {
  const { grpc, grpcTls, grpcMtls, web, http, ca, clientCert, clientKey } = addresses;
  return `The sample server is ready.

  gRPC                   ${grpc}    (reflection, health)
  gRPC over TLS          ${grpcTls}
  gRPC over mutual TLS   ${grpcMtls}
  gRPC-Web and Connect   ${web}
  HTTP + JSON            ${http}

  CA certificate         ${ca}
  client certificate     ${clientCert}
  client key             ${clientKey}

Try, in another terminal:

  byteglass list ${grpc}
  byteglass call ${grpc} samples.vision.v1.VisionService/Predict \\
    -d '{"modelId": "general-v2", "inputs": [{"image": {"url": "https://example.test/cat.jpg"}}]}'
  curl '${http}/v1/models/general-v2?readMask=displayName,kind'

Ctrl C ends it.`;
}
