/**
 * What a hostile server may write over HTTP/2: frames that are right, wrong in their place, cut off, or of no known type.
 * Their sizes are right: some releases of nghttp2 end the process over a second frame of a wrong size (CVE-2026-27135).
 */
import { FRAME, goaway, grpcHeaders, http2Frame, pushPromise, rstStream } from "./raw-http2-server.ts";

const [PING, WINDOW_UPDATE, CONTINUATION] = [6, 8, 9];
const [END_STREAM, END_HEADERS] = [1, 4];
const OK = Buffer.from([0x88]);

/** A whole number from zero on, below `bound`. */
export type Pick = (bound: number) => number;

/** The same numbers for the same seed (the generator of C's `rand`). */
export function pickFrom(seed: number): Pick {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * bound);
  };
}

const bytes = (pick: Pick, most: number): Buffer =>
  Buffer.from(Array.from({ length: pick(most) }, () => pick(256)));

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function field(name: string, value: string): Buffer {
  return Buffer.concat([
    Buffer.from([0x00, name.length]),
    Buffer.from(name),
    Buffer.from([value.length]),
    Buffer.from(value),
  ]);
}

const fields = (pick: Pick): Buffer =>
  Buffer.concat(Array.from({ length: pick(60) }, () => field("x-a", "y".repeat(1 + pick(100)))));

function message(length: number): Buffer {
  return Buffer.concat([Buffer.from([0]), uint32(length), Buffer.alloc(length)]);
}

type Piece = (pick: Pick, stream: number) => Buffer;

const pieces: readonly Piece[] = [
  (_pick, stream) => grpcHeaders(stream),
  (pick, stream) => grpcHeaders(stream, pick(3) === 0),
  // Header blocks that are not ended, continued, ended, or no HPACK.
  (pick, stream) => http2Frame(FRAME.headers, 0, stream, Buffer.concat([OK, fields(pick)])),
  (pick, stream) => http2Frame(CONTINUATION, pick(2) * END_HEADERS, stream, fields(pick)),
  (pick, stream) => http2Frame(FRAME.headers, END_HEADERS, stream, bytes(pick, 30)),
  (pick, stream) => http2Frame(FRAME.headers, END_HEADERS, Math.max(1, stream + 2 * (pick(3) - 1)), OK),
  (pick, stream) =>
    http2Frame(FRAME.headers, END_HEADERS | END_STREAM, stream, field("grpc-status", String(pick(17)))),
  (pick, stream) => http2Frame(FRAME.data, pick(8) === 0 ? END_STREAM : 0, stream, message(pick(16_000))),
  (pick, stream) => http2Frame(FRAME.data, 0, stream, bytes(pick, 30)),
  (pick, stream) => rstStream(stream, pick(14)),
  (pick, stream) => goaway(pick(2) * stream, pick(14), "bye"),
  (pick, stream) => pushPromise(stream, stream + 1 + pick(3)),
  (pick, stream) => http2Frame(WINDOW_UPDATE, 0, pick(2) * stream, uint32(pick(0x8000_0000))),
  (pick) => http2Frame(FRAME.settings, 0, 0, Buffer.from([0, 1 + pick(6), pick(2), pick(2), pick(256), 0])),
  (pick) => http2Frame(PING, pick(2), 0, Buffer.alloc(8)),
  (pick, stream) => http2Frame(16 + pick(200), pick(256), pick(2) * stream, bytes(pick, 30)),
];

/** A few of them, one after the other. */
export function somePieces(pick: Pick, stream: number): Buffer {
  const chosen = Array.from({ length: 1 + pick(4) }, () => pieces[pick(pieces.length)]);
  return Buffer.concat(chosen.map((piece) => piece?.(pick, stream) ?? Buffer.alloc(0)));
}
