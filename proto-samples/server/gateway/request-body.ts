import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { CallError, STATUS } from "../call/call-error.ts";
import { readAll } from "../call/stream-events.ts";

/** Largest body, or line of a streamed body, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

const NEW_LINE = 0x0a;

/** The whole body. */
export async function readBody(request: IncomingMessage, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of readAll(unpacked(request), signal)) {
    length = grow(length, chunk);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The lines of the body as they come, without empty ones. */
export async function* readLines(request: IncomingMessage, signal: AbortSignal): AsyncIterable<Uint8Array> {
  let pending: Buffer[] = [];
  let length = 0;
  for await (const chunk of readAll(unpacked(request), signal)) {
    let start = 0;
    for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, start)) {
      const line = Buffer.concat([...pending, chunk.subarray(start, end)]);
      if (!isBlank(line)) yield line;
      pending = [];
      length = 0;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    length = grow(length, rest);
    pending.push(rest);
  }
  const last = Buffer.concat(pending);
  if (!isBlank(last)) yield last;
}

/** The body without its compression. */
function unpacked(request: IncomingMessage): Readable {
  const coding = request.headers["content-encoding"] ?? "identity";
  if (coding === "identity") return request;
  if (coding === "gzip") return request.pipe(createGunzip());
  throw new CallError(STATUS.INVALID_ARGUMENT, `A body compressed with ${coding} is not taken, only gzip.`);
}

function grow(length: number, chunk: Buffer): number {
  if (length + chunk.length <= MOST_BYTES) return length + chunk.length;
  throw new CallError(STATUS.RESOURCE_EXHAUSTED, `The body is larger than ${MOST_BYTES} bytes.`);
}

function isBlank(line: Buffer): boolean {
  return line.toString("latin1").trim() === "";
}
