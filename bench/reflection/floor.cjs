/**
 * The least that any program on Node can do to list the methods of a server: reflection over bare node:http2, no
 * library, no check, no findings. What it costs beside `node -e 0` nobody can save.
 */
"use strict";
const { connect } = require("node:http2");

const session = connect(`http://${process.argv[2]}`);
const stream = session.request({
  ":method": "POST",
  ":path": "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
  "content-type": "application/grpc",
  te: "trailers",
});
const methods = new Set();
let services = [];
let pending = 1;
let bytes = Buffer.alloc(0);

ask(7, "*");
stream.on("data", (chunk) => {
  bytes = Buffer.concat([bytes, chunk]);
  while (bytes.length >= 5 && bytes.length >= 5 + bytes.readUInt32BE(1)) {
    const end = 5 + bytes.readUInt32BE(1);
    take(fieldsOf(bytes.subarray(5, end)));
    bytes = bytes.subarray(end);
  }
});

/** A request with one text field, in its frame. */
function ask(number, text) {
  const body = Buffer.from(text);
  const frame = Buffer.alloc(7 + body.length);
  frame.writeUInt32BE(2 + body.length, 1);
  frame[5] = (number << 3) | 2;
  frame[6] = body.length;
  body.copy(frame, 7);
  stream.write(frame);
}

function take(answer) {
  for (const [number, value] of answer) {
    if (number === 6) {
      services = fieldsOf(value).map(([, service]) => String(fieldsOf(service)[0][1]));
      pending += services.length;
      for (const name of services) ask(4, name);
    }
    if (number === 4) for (const [, file] of fieldsOf(value)) list(fieldsOf(file));
  }
  pending -= 1;
  if (pending > 0) return;
  process.stdout.write(`${[...methods].sort().join("\n")}\n`);
  process.exit();
}

/** Methods of the services that a FileDescriptorProto declares. */
function list(file) {
  const scope = String(file.find(([number]) => number === 2)?.[1] ?? "");
  for (const [number, service] of file) {
    if (number !== 6) continue;
    const [[, name], ...rest] = fieldsOf(service);
    for (const [part, method] of rest) {
      if (part === 2) methods.add(`${scope}.${name}/${fieldsOf(method)[0][1]}`);
    }
  }
}

/** Fields as number and value. */
function fieldsOf(message) {
  const fields = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const value = varint();
    if ((tag & 7) === 2) {
      fields.push([tag >>> 3, message.subarray(at, at + value)]);
      at += value;
    } else fields.push([tag >>> 3, value]);
  }
  return fields;
}
