/**
 * `node server.mjs SET`: a gRPC server on loopback that reflects a descriptor set as grpc-go does, each answer with the
 * imports that the stream has not had yet, and answers every other method with an empty message. Prints its port; for
 * each reflection stream that ends it prints how many files it delivered.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http2";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import protobuf from "protobufjs/minimal.js";

const { Reader, Writer } = protobuf;
const set = fromBinary(FileDescriptorSetSchema, readFileSync(process.argv[2]));
const files = new Map(
  set.file.map((proto) => [
    proto.name,
    { dependencies: proto.dependency, bytes: toBinary(FileDescriptorProtoSchema, proto) },
  ]),
);
const fileOf = new Map();
const services = [];
for (const proto of set.file) {
  const scope = proto.package === "" ? "" : `${proto.package}.`;
  for (const { name } of proto.service) services.push(`${scope}${name}`);
  for (const { name } of [...proto.service, ...proto.enumType]) fileOf.set(`${scope}${name}`, proto.name);
  for (const message of proto.messageType) declare(scope, message, proto.name);
}

function declare(scope, message, file) {
  fileOf.set(`${scope}${message.name}`, file);
  for (const inner of message.nestedType) declare(`${scope}${message.name}.`, inner, file);
}

function answer(request, sent) {
  const reader = Reader.create(request);
  const tag = reader.uint32();
  const name = reader.string();
  const writer = Writer.create();
  if (tag === 58) {
    writer.uint32(50).fork();
    for (const service of services) writer.uint32(10).fork().uint32(10).string(service).ldelim();
    return writer.ldelim().finish();
  }
  const file = tag === 26 ? name : fileOf.get(name);
  if (!files.has(file)) {
    writer.uint32(58).fork().uint32(8).int32(5).uint32(18).string(`no ${name}`);
    return writer.ldelim().finish();
  }
  writer.uint32(34).fork();
  sent.delete(file);
  deliver(file, sent, writer);
  return writer.ldelim().finish();
}

function deliver(name, sent, writer) {
  const file = files.get(name);
  if (file === undefined || sent.has(name)) return;
  sent.add(name);
  writer.uint32(10).bytes(file.bytes);
  for (const dependency of file.dependencies) deliver(dependency, sent, writer);
}

function frame(message) {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

const server = createServer({ settings: { initialWindowSize: 1 << 20 } });
server.on("stream", (stream, headers) => {
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.on("error", () => {});
  if (!headers[":path"].startsWith("/grpc.reflection.v1.")) {
    stream.resume().on("end", () => stream.end(frame(Buffer.alloc(0))));
    return;
  }
  const sent = new Set();
  let received = Buffer.alloc(0);
  stream.on("data", (bytes) => {
    received = Buffer.concat([received, bytes]);
    while (received.length >= 5 && received.length >= 5 + received.readUInt32BE(1)) {
      const end = 5 + received.readUInt32BE(1);
      stream.write(frame(answer(received.subarray(5, end), sent)));
      received = received.subarray(end);
    }
  });
  stream.on("end", () => stream.end());
  stream.on("close", () => console.log(`delivered ${sent.size}`));
});
server.listen(0, "127.0.0.1", () =>
  console.log(`port ${server.address().port} of ${files.size} files, ${services.length} services`),
);
