/**
 * Length-prefixed messages out of chunks of a response body: one byte of flags, four bytes of length, the message
 * ("Length-Prefixed-Message" of gRPC over HTTP/2, which gRPC-Web and Connect share). Pure.
 */

/** One frame as it came. */
export interface Frame {
  readonly flags: number;
  readonly payload: Uint8Array;
}

/** What reading stopped at; `byteLength` is what the frame claims. */
export type FrameFault =
  | { readonly kind: "too-large"; readonly byteLength: number }
  | { readonly kind: "bad-flags"; readonly flags: number };

/** The flag of a compressed message. */
export const COMPRESSED = 1;
const HEADER_BYTE_LENGTH = 5;
const NOTHING = new Uint8Array();
/** A message that is a small part of its chunk is copied, so that it does not keep the whole chunk alive. */
const COPY_BELOW_SHARE = 0.5;

/** Reads frames in chunks of any size. After a fault nothing more is read. */
export class FrameReader {
  readonly #limit: number;
  readonly #knownFlags: number;
  readonly #header = new Uint8Array(HEADER_BYTE_LENGTH);
  #headerLength = 0;
  #payload: Uint8Array | undefined;
  #payloadLength = 0;
  #fault: FrameFault | undefined;

  /**
   * `limit` bounds one payload, in bytes; a longer one is a fault before anything is allocated for it. `knownFlags` has
   * the bits that a flag byte may have.
   */
  constructor(limit: number, knownFlags: number = COMPRESSED) {
    this.#limit = limit;
    this.#knownFlags = knownFlags;
  }

  get fault(): FrameFault | undefined {
    return this.#fault;
  }

  /** The bytes of the frame that has begun and not ended, its header included; empty between frames. */
  unfinished(): Uint8Array {
    if (this.#headerLength === 0) return NOTHING;
    const payload = this.#payload?.subarray(0, this.#payloadLength) ?? new Uint8Array();
    const bytes = new Uint8Array(this.#headerLength + payload.length);
    bytes.set(this.#header.subarray(0, this.#headerLength));
    bytes.set(payload, this.#headerLength);
    return bytes;
  }

  /** The bytes a begun frame still lacks, or undefined between frames and inside a header. */
  get missing(): number | undefined {
    return this.#payload === undefined ? undefined : this.#payload.length - this.#payloadLength;
  }

  /** The frames that this chunk completes. */
  read(chunk: Uint8Array): readonly Frame[] {
    const frames: Frame[] = [];
    let offset = 0;
    while (offset < chunk.length && this.#fault === undefined) {
      offset =
        this.#payload === undefined
          ? this.#readHeader(chunk, offset, frames)
          : this.#fill(chunk, offset, frames);
    }
    return frames;
  }

  #readHeader(chunk: Uint8Array, offset: number, frames: Frame[]): number {
    const end = Math.min(chunk.length, offset + HEADER_BYTE_LENGTH - this.#headerLength);
    for (let index = offset; index < end; index++) this.#header[this.#headerLength++] = chunk[index] ?? 0;
    if (this.#headerLength < HEADER_BYTE_LENGTH) return end;
    const [flags = 0, a = 0, b = 0, c = 0, d = 0] = this.#header;
    const length = a * 0x100_0000 + b * 0x1_0000 + c * 0x100 + d;
    if ((flags & ~this.#knownFlags) !== 0) this.#fault = { kind: "bad-flags", flags };
    else if (length > this.#limit) this.#fault = { kind: "too-large", byteLength: length };
    else if (end + length <= chunk.length) return this.#slice(chunk, end, end + length, frames);
    else {
      this.#payload = uninitialized(length);
      this.#payloadLength = 0;
    }
    return end;
  }

  #slice(chunk: Uint8Array, start: number, end: number, frames: Frame[]): number {
    const view = new Uint8Array(chunk.buffer, chunk.byteOffset + start, end - start);
    const payload = view.length < chunk.buffer.byteLength * COPY_BELOW_SHARE ? new Uint8Array(view) : view;
    this.#finish(payload, frames);
    return end;
  }

  #fill(chunk: Uint8Array, offset: number, frames: Frame[]): number {
    const payload = this.#payload ?? new Uint8Array();
    const end = Math.min(chunk.length, offset + payload.length - this.#payloadLength);
    payload.set(chunk.subarray(offset, end), this.#payloadLength);
    this.#payloadLength += end - offset;
    if (this.#payloadLength === payload.length) this.#finish(payload, frames);
    return end;
  }

  #finish(payload: Uint8Array, frames: Frame[]): void {
    frames.push({ flags: this.#header[0] ?? 0, payload });
    this.#headerLength = 0;
    this.#payload = undefined;
  }
}

/** Memory that is written to the end before it is handed out: zeroing megabytes first would be for nothing. */
function uninitialized(length: number): Uint8Array {
  const buffer = Buffer.allocUnsafeSlow(length);
  return new Uint8Array(buffer.buffer, buffer.byteOffset, length);
}
