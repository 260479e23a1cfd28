/** The floor and the peers: raw node:http2, bare grpc-js, connect-node. */
import { type ClientHttp2Session, connect } from "node:http2";
import { create, createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import {
  type BytesValue,
  BytesValueSchema,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  file_google_protobuf_wrappers,
} from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { Client, credentials, Metadata } from "@grpc/grpc-js";
import { asked, type Contender, LIMIT, MESSAGE, WINDOW } from "./contender.ts";

/** Frames are counted, not looked into. */
export function rawHttp2(port: number): Contender {
  const session: ClientHttp2Session = connect(`http://127.0.0.1:${port}`, {
    maxSessionMemory: Number.MAX_SAFE_INTEGER,
    settings: { initialWindowSize: WINDOW },
  });
  session.once("connect", () => session.setLocalWindowSize(WINDOW));
  const frame = Buffer.concat([Buffer.from([0, 0, 0, 0, MESSAGE.length]), MESSAGE]);

  function request(path: string, count: number, length: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const stream = session.request({
        ":method": "POST",
        ":path": path,
        "content-type": "application/grpc+proto",
        te: "trailers",
        ...(path.endsWith("/Unary") ? {} : { "x-count": String(count), "x-length": String(length) }),
      });
      let bytes = 0;
      stream.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      stream.on("end", () => resolve(Math.round(bytes / (length + 5))));
      stream.on("error", reject);
      stream.end(frame);
    });
  }
  return {
    name: "raw node:http2",
    unary: async () => void (await request("/bench.Bench/Unary", 1, 100)),
    stream: (count, length) => request("/bench.Bench/Stream", count, length),
    close: () => session.destroy(),
  };
}

/** grpc-js with pass-through serializers and the large window. */
export function bareGrpcJs(port: number): Contender {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
    "grpc-node.flow_control_window": WINDOW,
    "grpc.max_receive_message_length": LIMIT,
  });
  const pass = (bytes: Buffer): Buffer => bytes;
  const message = Buffer.from(MESSAGE);
  return {
    name: "bare grpc-js",
    unary: () =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest("/bench.Bench/Unary", pass, pass, message, (error) =>
          error === null ? resolve() : reject(error),
        );
      }),
    stream: (count, length) =>
      new Promise((resolve, reject) => {
        const metadata = new Metadata();
        for (const { name, value } of asked(count, length)) metadata.set(name, value);
        let received = 0;
        const call = client.makeServerStreamRequest("/bench.Bench/Stream", pass, pass, message, metadata);
        call.on("data", () => {
          received++;
        });
        call.on("end", () => resolve(received));
        call.on("error", reject);
      }),
    close: () => client.close(),
  };
}

/** Decodes each message, which it cannot be kept from. */
export function connectNode(port: number): Contender {
  const transport = createGrpcTransport({
    baseUrl: `http://127.0.0.1:${port}`,
    readMaxBytes: LIMIT,
    nodeOptions: { settings: { initialWindowSize: WINDOW } },
  });
  // The service is made at run time, so its methods have no types of their own.
  const client: Readonly<Record<string, unknown>> = { ...createClient(benchService(), transport) };
  const message = fromBinary(BytesValueSchema, MESSAGE);
  return {
    name: "connect-node (grpc)",
    async unary() {
      await (client["unary"] as (value: BytesValue) => Promise<unknown>)(message);
    },
    async stream(count, length) {
      const headers = asked(count, length).map(({ name, value }): [string, string] => [name, value]);
      const call = client["stream"] as (value: BytesValue, options: object) => AsyncIterable<unknown>;
      let received = 0;
      for await (const _ of call(message, { headers })) received++;
      return received;
    },
    close: () => undefined,
  };
}

function benchService() {
  const bytesValue = ".google.protobuf.BytesValue";
  const method = { inputType: bytesValue, outputType: bytesValue };
  const file = create(FileDescriptorProtoSchema, {
    name: "bench.proto",
    package: "bench",
    syntax: "proto3",
    dependency: ["google/protobuf/wrappers.proto"],
    service: [
      {
        name: "Bench",
        method: [
          { ...method, name: "Unary" },
          { ...method, name: "Stream", serverStreaming: true },
        ],
      },
    ],
  });
  const set = create(FileDescriptorSetSchema, { file: [file_google_protobuf_wrappers.proto, file] });
  const service = createFileRegistry(set).getService("bench.Bench");
  if (service === undefined) throw new Error("There is no bench.Bench.");
  return service;
}
