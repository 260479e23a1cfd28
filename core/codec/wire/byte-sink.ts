const SCRATCH_LENGTH = 65_536;

/** Small messages are composed in one kept buffer; composing is synchronous, so one is enough. */
let scratch: Uint8Array | undefined = new Uint8Array(SCRATCH_LENGTH);

const float64 = new Float64Array(1);
const float32 = new Float32Array(float64.buffer, 0, 1);
const floatBytes = new Uint8Array(float64.buffer);

/** A growing buffer that wire values are appended to. Not a `Buffer`, and not protobufjs's writer: lengths are written after what they measure. */
export class ByteSink {
  buffer: Uint8Array;
  length = 0;

  /** Takes a first guess of the size, in bytes. */
  constructor(expectedLength: number) {
    if (expectedLength <= SCRATCH_LENGTH && scratch !== undefined) {
      this.buffer = scratch;
      scratch = undefined;
    } else this.buffer = new Uint8Array(Math.max(expectedLength, SCRATCH_LENGTH));
  }

  /** A copy of the bytes. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  /** Gives the room back. The sink must not be used afterwards. */
  release(): void {
    if (this.buffer.length === SCRATCH_LENGTH) scratch = this.buffer;
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }

  /** Appends bytes as they are. */
  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Appends an unsigned 32-bit varint: a tag, a length, an unsigned value. */
  varint32(value: number): void {
    this.reserve(5);
    const buffer = this.buffer;
    let at = this.length;
    let rest = value >>> 0;
    while (rest > 0x7f) {
      buffer[at] = (rest & 0x7f) | 0x80;
      at += 1;
      rest >>>= 7;
    }
    buffer[at] = rest;
    this.length = at + 1;
  }

  /** Appends a 64-bit varint given as two unsigned halves. */
  varint64(low: number, high: number): void {
    if (high === 0) {
      this.varint32(low);
      return;
    }
    this.reserve(10);
    const buffer = this.buffer;
    let at = this.length;
    let lo = low >>> 0;
    let hi = high >>> 0;
    while (hi !== 0) {
      buffer[at] = (lo & 0x7f) | 0x80;
      at += 1;
      lo = ((lo >>> 7) | (hi << 25)) >>> 0;
      hi >>>= 7;
    }
    while (lo > 0x7f) {
      buffer[at] = (lo & 0x7f) | 0x80;
      at += 1;
      lo >>>= 7;
    }
    buffer[at] = lo;
    this.length = at + 1;
  }

  /** Appends 32 bits, little endian. */
  fixed32(value: number): void {
    this.reserve(4);
    const buffer = this.buffer;
    const at = this.length;
    buffer[at] = value;
    buffer[at + 1] = value >>> 8;
    buffer[at + 2] = value >>> 16;
    buffer[at + 3] = value >>> 24;
    this.length = at + 4;
  }

  /** Appends 64 bits, little endian, given as two halves. */
  fixed64(low: number, high: number): void {
    this.fixed32(low);
    this.fixed32(high);
  }

  /** Appends an IEEE 754 double. */
  double(value: number): void {
    float64[0] = value;
    this.floating(8);
  }

  /** Appends an IEEE 754 float. */
  float(value: number): void {
    float32[0] = value;
    this.floating(4);
  }

  /**
   * Writes the length of everything since `start` into the `room` bytes kept just before `start`, moving what follows
   * when the length needs another number of bytes. Answers with the shift.
   */
  closeLength(start: number, room: number): number {
    const length = this.length - start;
    const needed = varint32Length(length);
    const shift = needed - room;
    if (shift !== 0) {
      if (shift > 0) this.reserve(shift);
      this.buffer.copyWithin(start + shift, start, this.length);
    }
    const end = this.length + shift;
    this.length = start - room;
    this.varint32(length);
    this.length = end;
    return shift;
  }

  private floating(size: 4 | 8): void {
    this.reserve(size);
    const buffer = this.buffer;
    const at = this.length;
    for (let index = 0; index < size; index += 1) buffer[at + index] = floatBytes[index] ?? 0;
    this.length = at + size;
  }
}

/** How many bytes an unsigned 32-bit varint takes. */
function varint32Length(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x20_0000) return 3;
  return value < 0x1000_0000 ? 4 : 5;
}
