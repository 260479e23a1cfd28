/** A server that sends as many messages of 100 B as it is asked for, as fast as flow control lets it. */
import { Server, ServerCredentials, type ServerWritableStream } from "@grpc/grpc-js";

const MESSAGE = Buffer.concat([Buffer.from([0x08, 0x07, 0x12, 96]), Buffer.alloc(96)]);
const pass = (bytes: Buffer): Buffer => bytes;

function watch(call: ServerWritableStream<Buffer, Buffer>): void {
  const [, ...digits] = call.request;
  let left = digits.reduce((sum, byte, index) => sum + (byte & 0x7f) * 2 ** (7 * index), 0);
  const pump = (): void => {
    while (left > 0 && !call.cancelled) {
      left--;
      if (!call.write(MESSAGE)) return;
    }
    if (left === 0) call.end();
  };
  call.on("drain", pump);
  pump();
}

const server = new Server();
const method = {
  requestStream: false,
  responseStream: true,
  requestSerialize: pass,
  requestDeserialize: pass,
};
server.addService(
  { Watch: { ...method, path: "/bench.Ticker/Watch", responseSerialize: pass, responseDeserialize: pass } },
  { Watch: watch },
);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_error, port) => {
  process.stdout.write(`${port}\n`);
});
