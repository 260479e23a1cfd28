/** Ours: the channel alone, and the engine with its recording and documents. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGrpcChannel } from "../../core/channels/grpc.ts";
import type { MetadataEntry } from "../../core/contract/params.ts";
import { createEngine } from "../../core/engine.ts";
import { asked, type Contender, LIMIT, MESSAGE } from "./contender.ts";

const PROTO = `syntax = "proto3";
package bench;
import "google/protobuf/wrappers.proto";
service Bench {
  rpc Unary(google.protobuf.BytesValue) returns (google.protobuf.BytesValue);
  rpc Stream(google.protobuf.BytesValue) returns (stream google.protobuf.BytesValue);
}
`;

/** The gRPC channel, its events counted. */
export function ourChannel(port: number): Contender {
  const channel = createGrpcChannel({ target: `127.0.0.1:${port}`, security: { mode: "plaintext" } });

  async function call(path: string, metadata: readonly MetadataEntry[] = []): Promise<number> {
    let received = 0;
    const open = channel.open({ path, metadata, maxMessageByteLength: LIMIT }, ({ kind }) => {
      if (kind === "message-received") received++;
    });
    const sent = open.send(MESSAGE);
    open.halfClose();
    await sent;
    const { code, message } = await open.done;
    if (code !== 0) throw new Error(`${code} ${message}`);
    return received;
  }
  return {
    name: "byteglass channel",
    unary: async () => void (await call("/bench.Bench/Unary")),
    stream: (count, length) => call("/bench.Bench/Stream", asked(count, length)),
    close: () => channel.close(),
  };
}

/** Everything a face would get: documents, events, a recording. */
export async function ourEngine(port: number): Promise<Contender> {
  const folder = mkdtempSync(join(tmpdir(), "byteglass-bench-"));
  writeFileSync(join(folder, "bench.proto"), PROTO);
  const engine = createEngine({ onEvent: () => undefined });
  const sources = [{ kind: "proto" as const, files: [join(folder, "bench.proto")], importPaths: [folder] }];
  const { schemaId } = await engine.openSchema({ operationId: "schema", sources });
  const server = { target: `127.0.0.1:${port}`, security: { mode: "plaintext" as const } };
  let calls = 0;

  async function call(method: string, count: number, length: number): Promise<number> {
    const { status, responseByteLength } = await engine.call({
      operationId: `call-${calls++}`,
      schemaId,
      method: `bench.Bench/${method}`,
      channel: "grpc",
      server,
      messages: [],
      bodies: [{ kind: "bytes", bytes: MESSAGE }],
      metadata: [...asked(count, length)],
      options: { maximumReceivedByteLength: LIMIT },
    });
    if (status.code !== 0) throw new Error(`${status.name} ${status.message}`);
    return Math.round(responseByteLength / (length + 2));
  }
  return {
    name: "byteglass engine, recording",
    unary: async () => void (await call("Unary", 1, 100)),
    stream: (count, length) => call("Stream", count, length),
    close: () => void engine.close(),
  };
}
