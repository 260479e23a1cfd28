/** A plain gRPC client for the sample server, by grpc-js and protobuf-es: no code of ours between test and server. */
import { type DescMethod, fromBinary, fromJson, type JsonValue, toBinary, toJson } from "@bufbuild/protobuf";
import { type ChannelCredentials, Client, credentials, Metadata, type StatusObject } from "@grpc/grpc-js";
import { loadSampleSchema } from "../../proto-samples/server/schema/load-sample-schema.ts";

/** What came of one call. */
export interface Outcome {
  readonly messages: readonly JsonValue[];
  readonly bytes: readonly Uint8Array[];
  readonly headers: Metadata;
  readonly status: StatusObject;
}

/** How to call. */
export interface CallOptions {
  readonly metadata?: Metadata;
  /** ms from now. */
  readonly deadline?: number;
  readonly credentials?: ChannelCredentials;
  /** Cancels after this many messages. */
  readonly cancelAfter?: number;
}

/** The samples' types, compiled once a test file. */
export const schema = await loadSampleSchema();

/** The method of a full name, `pkg.Service/Method`. */
export function methodOf(name: string): DescMethod {
  const [serviceName = "", methodName = ""] = name.split("/");
  const method = schema.registry.getService(serviceName)?.methods.find((each) => each.name === methodName);
  if (method === undefined) throw new Error(`no method ${name}`);
  return method;
}

/** Sends all requests, half-closes, and collects what comes until the status. */
export function callGrpc(
  address: string,
  name: string,
  requests: readonly JsonValue[],
  options: CallOptions = {},
): Promise<Outcome> {
  const method = methodOf(name);
  const { registry } = schema;
  const client = new Client(address, options.credentials ?? credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
    "grpc.use_local_subchannel_pool": 1,
    "grpc.enable_retries": 0,
  });
  const deadline = options.deadline === undefined ? {} : { deadline: Date.now() + options.deadline };
  const stream = client.makeBidiStreamRequest(
    `/${name}`,
    (json: JsonValue) => Buffer.from(toBinary(method.input, fromJson(method.input, json, { registry }))),
    (bytes: Buffer) => bytes,
    options.metadata ?? new Metadata(),
    deadline,
  );
  return new Promise((resolve) => {
    const bytes: Uint8Array[] = [];
    let headers = new Metadata();
    stream.on("metadata", (metadata: Metadata) => {
      headers = metadata;
    });
    stream.on("data", (message: Buffer) => {
      bytes.push(message);
      if (bytes.length === options.cancelAfter) stream.cancel();
    });
    stream.on("error", () => undefined);
    stream.on("status", (status: StatusObject) => {
      client.close();
      const messages = bytes.map((each) =>
        toJson(method.output, fromBinary(method.output, each), { registry }),
      );
      resolve({ messages, bytes, headers, status });
    });
    for (const request of requests) stream.write(request);
    stream.end();
  });
}
