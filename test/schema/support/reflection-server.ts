import { createServer } from "node:http2";
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
} from "@grpc/grpc-js";
import { Writer } from "protobufjs/minimal.js";
import { eachField } from "../../../core/schema/raw/fields.ts";

/** A question as the server sees it: `list`, `symbol pkg.Name`, `file a.proto`, `numbers pkg.Type`, `extension pkg.Type 100`. */
export type Question = {
  readonly kind: "list" | "symbol" | "file" | "numbers" | "extension" | "other";
  readonly name: string;
};

/** What a server of the tests answers. `end` ends the stream with that status in place of an answer. */
export type Answer =
  | { readonly services: readonly string[] }
  | { readonly files: readonly Uint8Array[] }
  | { readonly numbers: readonly number[]; readonly of: string }
  | { readonly error: number; readonly message: string }
  | { readonly raw: Uint8Array }
  | { readonly end: number; readonly message: string }
  | "silence";

/** One running server: its address, what it was asked, with which metadata. */
export interface ReflectionServer {
  readonly target: string;
  readonly questions: readonly string[];
  readonly metadata: readonly Readonly<Record<string, unknown>>[];
  /** Of the calls of its methods. */
  readonly callMetadata: readonly Readonly<Record<string, unknown>>[];
  stop(): void;
}

/** Unary methods by path: the bytes of an answer, or a status with its details. */
export type UnaryAnswers = Readonly<
  Record<
    string,
    (request: Uint8Array) => Uint8Array | { readonly code: number; readonly details: Uint8Array }
  >
>;

/** Starts a gRPC server on loopback that answers reflection, in the versions given, with `answer`. */
export async function startReflectionServer(
  versions: readonly ("v1" | "v1alpha")[],
  answer: (question: Question) => Answer | readonly Answer[],
  methods: UnaryAnswers = {},
): Promise<ReflectionServer> {
  const server = new Server();
  const callMetadata: Record<string, unknown>[] = [];
  addMethods(server, methods, callMetadata);
  const questions: string[] = [];
  const metadata: Record<string, unknown>[] = [];
  for (const version of versions) {
    const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
    const identity = (bytes: Buffer): Buffer => bytes;
    server.addService(
      {
        ServerReflectionInfo: {
          path,
          requestStream: true,
          responseStream: true,
          requestSerialize: identity,
          requestDeserialize: identity,
          responseSerialize: identity,
          responseDeserialize: identity,
        },
      },
      {
        ServerReflectionInfo(call: ServerDuplexStream<Buffer, Buffer>) {
          metadata.push(call.metadata.getMap());
          call.on("data", (bytes: Buffer) => {
            const question = readQuestion(bytes);
            questions.push(question.kind === "list" ? "list" : `${question.kind} ${question.name}`);
            const answers = answer(question);
            for (const one of Array.isArray(answers) ? answers : [answers]) reply(call, one);
          });
          call.on("end", () => call.end());
        },
      },
    );
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    target: `127.0.0.1:${port}`,
    questions,
    metadata,
    callMetadata,
    stop: () => server.forceShutdown(),
  };
}

function addMethods(server: Server, methods: UnaryAnswers, callMetadata: Record<string, unknown>[]): void {
  const identity = (bytes: Buffer): Buffer => bytes;
  for (const [path, answer] of Object.entries(methods)) {
    const method = {
      path,
      requestStream: false,
      responseStream: false,
      requestSerialize: identity,
      requestDeserialize: identity,
      responseSerialize: identity,
      responseDeserialize: identity,
    };
    server.addService({ method } as ServiceDefinition, {
      method(call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) {
        callMetadata.push(call.metadata.getMap());
        const outcome = answer(call.request);
        if (outcome instanceof Uint8Array) return done(null, Buffer.from(outcome));
        const metadata = new Metadata();
        metadata.set("grpc-status-details-bin", Buffer.from(outcome.details));
        done({ code: outcome.code, details: "no", metadata });
      },
    });
  }
}

/** Starts a server that knows v1alpha alone and answers every other path with HTTP 404, as gateways do. */
export async function startGatewayServer(answer: (question: Question) => Answer): Promise<ReflectionServer> {
  const questions: string[] = [];
  const server = createServer();
  server.on("stream", (stream, headers) => {
    const path = String(headers[":path"]);
    questions.push(path);
    if (!path.startsWith("/grpc.reflection.v1alpha.")) {
      stream.respond({ ":status": 404, "content-type": "text/plain" });
      stream.end("404 page not found");
      return;
    }
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    let received = Buffer.alloc(0);
    stream.on("data", (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      while (received.length >= 5 && received.length >= 5 + received.readUInt32BE(1)) {
        const end = 5 + received.readUInt32BE(1);
        const one = answer(readQuestion(received.subarray(5, end)));
        received = received.subarray(end);
        if (one === "silence" || "end" in one) continue;
        const message = "raw" in one ? one.raw : encodeAnswer(one);
        const head = Buffer.alloc(5);
        head.writeUInt32BE(message.length, 1);
        stream.write(Buffer.concat([head, message]));
      }
    });
    stream.on("end", () => stream.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    target: `127.0.0.1:${port}`,
    questions,
    metadata: [],
    callMetadata: [],
    stop: () => server.close(),
  };
}

/** An honest server's answers: every file with its imports, `NOT_FOUND` for the rest. */
export function honest(
  services: Readonly<Record<string, string>>,
  files: ReadonlyMap<string, Uint8Array>,
): (question: Question) => Answer {
  return ({ kind, name }) => {
    if (kind === "list") return { services: Object.keys(services) };
    const file = files.get(kind === "file" ? name : (services[name] ?? ""));
    return file === undefined ? { error: 5, message: `no ${name} here` } : { files: [file] };
  };
}

function reply(call: ServerDuplexStream<Buffer, Buffer>, answer: Answer): void {
  if (answer === "silence") return;
  if ("end" in answer) call.emit("error", { code: answer.end, details: answer.message });
  else call.write(Buffer.from("raw" in answer ? answer.raw : encodeAnswer(answer)));
}

function encodeAnswer(
  answer: Exclude<Answer, "silence" | { raw: Uint8Array } | { end: number }>,
): Uint8Array {
  const writer = Writer.create();
  if ("services" in answer) {
    writer.uint32(50).fork();
    for (const name of answer.services) writer.uint32(10).fork().uint32(10).string(name).ldelim();
    return writer.ldelim().finish();
  }
  if ("numbers" in answer) {
    writer.uint32(42).fork().uint32(10).string(answer.of).uint32(18).fork();
    for (const number of answer.numbers) writer.int32(number);
    return writer.ldelim().ldelim().finish();
  }
  if ("files" in answer) {
    writer.uint32(34).fork();
    for (const file of answer.files) writer.uint32(10).bytes(file);
    return writer.ldelim().finish();
  }
  return writer
    .uint32(58)
    .fork()
    .uint32(8)
    .int32(answer.error)
    .uint32(18)
    .string(answer.message)
    .ldelim()
    .finish();
}

function readQuestion(bytes: Uint8Array): Question {
  let question: Question = { kind: "other", name: "" };
  eachField(bytes, (tag, reader) => {
    if (tag === 26) question = { kind: "file", name: reader.string() };
    else if (tag === 34) question = { kind: "symbol", name: reader.string() };
    else if (tag === 42) question = { kind: "extension", name: extensionOf(reader.bytes()) };
    else if (tag === 50) question = { kind: "numbers", name: reader.string() };
    else if (tag === 58) question = { kind: "list", name: reader.string() };
    else return false;
    return true;
  });
  return question;
}

function extensionOf(bytes: Uint8Array): string {
  let [type, number] = ["", 0];
  eachField(bytes, (tag, reader) => {
    if (tag === 10) type = reader.string();
    else if (tag === 16) number = reader.int32();
    else return false;
    return true;
  });
  return `${type} ${number}`;
}
