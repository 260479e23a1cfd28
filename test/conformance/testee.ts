/**
 * The program that the official conformance runner talks to: it reads requests from standard input, each with its length
 * in four bytes, little endian, and answers in the same form. All work is done by core/codec.
 */
import { readFileSync, readSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { answerRequest } from "./answer.ts";

const descriptors = readFileSync(fileURLToPath(new URL("./test-messages.binpb", import.meta.url)));
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptors));

for (let request = readFrame(); request !== undefined; request = readFrame()) {
  writeFrame(answerRequest(registry, request));
}

function readFrame(): Uint8Array | undefined {
  const head = readExactly(4);
  if (head === undefined) return undefined;
  return readExactly(new DataView(head.buffer).getUint32(0, true));
}

function readExactly(length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(0, bytes, filled, length - filled, null);
    if (count === 0) return undefined;
    filled += count;
  }
  return bytes;
}

function writeFrame(bytes: Uint8Array): void {
  const frame = new Uint8Array(4 + bytes.length);
  new DataView(frame.buffer).setUint32(0, bytes.length, true);
  frame.set(bytes, 4);
  for (let sent = 0; sent < frame.length; ) sent += writeSync(1, frame, sent);
}
