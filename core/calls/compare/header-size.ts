/**
 * How many bytes headers take on a connection: HTTP/1.1 as its text, HTTP/2 as nghttp2 packs the same headers (HPACK,
 * RFC 7541), found out by letting it do so between two ends in memory.
 */

import { STATUS_CODES } from "node:http";
import { connect, performServerHandshake, type ServerHttp2Stream } from "node:http2";
import { Duplex } from "node:stream";
import type { MetadataEntry } from "../../contract/params.ts";

/** The headers of one call, both ways. */
export interface CallHeaders {
  /** `POST /path`, or a whole URL in place of the path. */
  readonly line: string;
  readonly authority: string;
  readonly secure: boolean;
  readonly request: readonly MetadataEntry[];
  readonly response: readonly MetadataEntry[];
  readonly httpStatus: number;
  /** Metadata behind the body, where the channel sends it as HTTP trailers. */
  readonly trailers: readonly MetadataEntry[];
}

/** Bytes of header blocks, of a first call and of one that follows on the same connection. */
export interface HeaderSizes {
  readonly request: { readonly first: number; readonly later: number };
  readonly response: { readonly first: number; readonly later: number };
}

/** The size as HTTP/1.1 text: the same for every call. */
export function textSizes({
  line,
  authority,
  request,
  response,
  httpStatus,
  trailers,
}: CallHeaders): HeaderSizes {
  const [method = "", target = ""] = line.split(" ");
  const named = request.some(({ name }) => name.toLowerCase() === "host");
  const asked = linesLength([
    `${method} ${pathOf(target)} HTTP/1.1`,
    ...(named ? [] : [`host: ${authority}`]),
    ...request.map(lineOf),
  ]);
  const answered = linesLength([
    `HTTP/1.1 ${httpStatus} ${STATUS_CODES[httpStatus] ?? ""}`,
    ...response.map(lineOf),
    ...trailers.map(lineOf),
  ]);
  return { request: { first: asked, later: asked }, response: { first: answered, later: answered } };
}

/** The size as HTTP/2 header blocks; undefined when headers have something in them that HTTP/2 cannot carry. */
export async function packedSizes(headers: CallHeaders): Promise<HeaderSizes | undefined> {
  const [near, far] = pair();
  const [asked, answered] = [new BlockCounter(PREFACE_LENGTH), new BlockCounter(0)];
  near.onWrite = (chunk) => asked.read(chunk);
  far.onWrite = (chunk) => answered.read(chunk);
  const server = performServerHandshake(far);
  const client = connect("http://localhost", { createConnection: () => near });
  try {
    server.on("stream", (stream: ServerHttp2Stream) => answer(stream, headers));
    server.on("error", () => undefined);
    const sizes: { readonly asked: number; readonly answered: number }[] = [];
    for (let round = 0; round < 2; round++) {
      const before = { asked: asked.byteLength, answered: answered.byteLength };
      await callOnce(client, headers);
      sizes.push({
        asked: asked.byteLength - before.asked,
        answered: answered.byteLength - before.answered,
      });
    }
    const [first, later] = sizes;
    if (first === undefined || later === undefined) return undefined;
    return {
      request: { first: first.asked, later: later.asked },
      response: { first: first.answered, later: later.answered },
    };
  } catch {
    return undefined;
  } finally {
    client.destroy();
    server.destroy();
  }
}

function callOnce(
  client: ReturnType<typeof connect>,
  { line, authority, secure, request }: CallHeaders,
): Promise<void> {
  const [method = "POST", target = "/"] = line.split(" ");
  return new Promise((resolve, reject) => {
    client.once("error", reject);
    const stream = client.request(
      {
        ":method": method,
        ":scheme": secure ? "https" : "http",
        ":authority": authority,
        ":path": pathOf(target),
        ...fieldsOf(request),
      },
      { endStream: true },
    );
    stream.on("error", reject);
    stream.on("close", () => resolve());
    stream.resume();
  });
}

/** Node would add a date of its own to the headers that came. */
const ASIS: Readonly<Record<string, boolean>> = { sendDate: false };

function answer(stream: ServerHttp2Stream, { response, httpStatus, trailers }: CallHeaders): void {
  stream.on("error", () => undefined);
  const fields = { ":status": httpStatus, ...fieldsOf(response) };
  if (trailers.length === 0) {
    stream.respond(fields, { ...ASIS, endStream: true });
    return;
  }
  stream.respond(fields, { ...ASIS, waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers(fieldsOf(trailers)));
  stream.end();
}

/** Header fields of HTTP/1 alone have no place in HTTP/2. */
const NOT_IN_HTTP2 = /^(connection|keep-alive|proxy-connection|transfer-encoding|upgrade|host|:.*)$/i;

function fieldsOf(entries: readonly MetadataEntry[]): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const { name, value } of entries) {
    if (NOT_IN_HTTP2.test(name)) continue;
    const key = name.toLowerCase();
    fields[key] = [...(fields[key] ?? []), value];
  }
  return fields;
}

function pathOf(target: string): string {
  const match = /^[a-z]+:\/\/[^/]*(\/.*)?$/i.exec(target);
  return match === null ? target : (match[1] ?? "/");
}

function lineOf({ name, value }: MetadataEntry): string {
  return `${name}: ${value}`;
}

function linesLength(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 2, 2);
}

/** `PRI * HTTP/2.0 …`, with which a client begins. */
const PREFACE_LENGTH = 24;
const FRAME_HEADER = 9;
const [HEADERS, CONTINUATION] = [1, 9];
const PRIORITY = 0x20;
const PRIORITY_LENGTH = 5;

/** Counts the bytes of header blocks in one direction of an HTTP/2 connection (RFC 9113, 6.2 and 6.10). */
class BlockCounter {
  byteLength = 0;
  #skip: number;
  #rest = Buffer.alloc(0);

  constructor(skip: number) {
    this.#skip = skip;
  }

  read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const skipped = Math.min(this.#skip, this.#rest.length);
    this.#rest = this.#rest.subarray(skipped);
    this.#skip -= skipped;
    while (this.#rest.length >= FRAME_HEADER) {
      const length = this.#rest.readUIntBE(0, 3);
      if (this.#rest.length < FRAME_HEADER + length) return;
      const type = this.#rest[3];
      const priority = type === HEADERS && ((this.#rest[4] ?? 0) & PRIORITY) !== 0 ? PRIORITY_LENGTH : 0;
      if (type === HEADERS || type === CONTINUATION) this.byteLength += length - priority;
      this.#rest = this.#rest.subarray(FRAME_HEADER + length);
    }
  }
}

/** One end of a connection in memory. */
class End extends Duplex {
  other: End | undefined;
  onWrite: (chunk: Buffer) => void = () => undefined;

  override _read(): void {
    // What the other end writes is pushed as it comes.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.onWrite(chunk);
    this.other?.push(chunk);
    done();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.other?.push(null);
    done();
  }
}

function pair(): readonly [End, End] {
  const [near, far] = [new End(), new End()];
  near.other = far;
  far.other = near;
  return [near, far];
}
