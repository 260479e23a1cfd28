import { digitCount } from "../values/digit-count.ts";
import { shortestFloat } from "../values/float32.ts";
import { appendShortest } from "../values/shortest-decimal.ts";
import { COLON, COMMA, LINE_FEED, MINUS, QUOTE, SPACE, ZERO } from "./characters.ts";

/** The longest text a JavaScript engine holds is a little longer than this many characters. */
const LONGEST_TEXT = 500_000_000;
const SCRATCH_LENGTH = 65_536;
const BILLION = 1_000_000_000;
/** Below these, whole numbers are their own shortest decimals. */
const EXACT_FLOATS = 16_777_216;
const EXACT_DOUBLES = 9_007_199_254_740_992;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const pairs = new Uint8Array(200);
for (let value = 0; value < 100; value += 1) {
  pairs[value * 2] = ZERO + Math.floor(value / 10);
  pairs[value * 2 + 1] = ZERO + (value % 10);
}

let scratch: DataView<ArrayBuffer> | undefined = new DataView(new ArrayBuffer(SCRATCH_LENGTH));

/** A JSON text that grows, kept in UTF-8 while offsets into it are counted in UTF-16 units. */
export class JsonText {
  buffer: Uint8Array;
  /** All of `buffer`. */
  view: DataView<ArrayBuffer>;
  /** Bytes written. */
  length = 0;
  /** How many bytes more than UTF-16 units were written. */
  extraBytes = 0;
  private readonly indent: number;
  private level = 0;
  private isEmpty = true;
  private whitespace = 0;

  /** Takes a first guess of the length, and spaces a level (0: one line). */
  constructor(expectedLength: number, indent: number) {
    this.indent = indent;
    const spare = expectedLength <= SCRATCH_LENGTH ? scratch : undefined;
    if (spare === undefined)
      this.view = new DataView(new ArrayBuffer(Math.min(Math.ceil(expectedLength), LONGEST_TEXT)));
    else {
      this.view = spare;
      scratch = undefined;
    }
    this.buffer = new Uint8Array(this.view.buffer);
  }

  /** Length of the text so far, in UTF-16 units. */
  get offset(): number {
    return this.length - this.extraBytes;
  }

  /** Length in bytes without the whitespace between tokens. */
  get compactByteLength(): number {
    return this.length - this.whitespace;
  }

  /** True when no more than the closing brackets should be added. */
  get isFull(): boolean {
    return this.length > LONGEST_TEXT;
  }

  /** The text. */
  finish(): string {
    return decoder.decode(this.buffer.subarray(0, this.length));
  }

  /** Gives the room back. The writer must not be used afterwards. */
  release(): void {
    if (this.buffer.length === SCRATCH_LENGTH) scratch = this.view;
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
    this.view = new DataView(grown.buffer);
  }

  /** Writes `{` or `[`. */
  open(bracket: number): void {
    this.reserve(1);
    this.buffer[this.length] = bracket;
    this.length += 1;
    this.level += 1;
    this.isEmpty = true;
  }

  /** Writes `}` or `]`. */
  close(bracket: number): void {
    this.level -= 1;
    if (!this.isEmpty) this.newLine();
    this.isEmpty = false;
    this.reserve(1);
    this.buffer[this.length] = bracket;
    this.length += 1;
  }

  /** Goes to the place of the next member or item: writes a comma unless it is the first. */
  next(): void {
    if (!this.isEmpty) {
      this.reserve(1);
      this.buffer[this.length] = COMMA;
      this.length += 1;
    }
    this.isEmpty = false;
    this.newLine();
  }

  /** Writes the colon after a key. */
  colon(): void {
    this.reserve(2);
    this.buffer[this.length] = COLON;
    this.length += 1;
    if (this.indent > 0) {
      this.buffer[this.length] = SPACE;
      this.length += 1;
      this.whitespace += 1;
    }
  }

  /** Writes UTF-8 that was checked before, such as a key. `extra` says how much longer it is than in UTF-16 units. */
  raw(bytes: Uint8Array, extra = 0): void {
    const count = bytes.length;
    this.reserve(count);
    const buffer = this.buffer;
    const start = this.length;
    for (let index = 0; index < count; index += 1) buffer[start + index] = bytes[index] ?? 0;
    this.length = start + count;
    this.extraBytes += extra;
  }

  /** Writes ASCII text. */
  ascii(text: string): void {
    const count = text.length;
    this.reserve(count);
    const buffer = this.buffer;
    const start = this.length;
    for (let index = 0; index < count; index += 1) buffer[start + index] = text.charCodeAt(index);
    this.length = start + count;
  }

  /** Writes a quotation mark. */
  quote(): void {
    this.reserve(1);
    this.buffer[this.length] = QUOTE;
    this.length += 1;
  }

  /** Writes a whole number from 0 to 2⁵³ − 1. */
  whole(value: number): void {
    this.reserve(20);
    this.length = appendWhole(this.buffer, this.length, value);
  }

  /** Writes a whole number from −2⁵³ to 2⁵³. */
  signed(value: number): void {
    if (value < 0) this.minus();
    this.whole(Math.abs(value));
  }

  /** Writes a signed 32-bit integer. */
  int32(value: number): void {
    this.reserve(11);
    const { buffer } = this;
    let at = this.length;
    let magnitude = value;
    if (value < 0) {
      buffer[at] = MINUS;
      at += 1;
      magnitude = -value;
    }
    if (magnitude < BILLION) this.length = appendSmall(buffer, at, magnitude);
    else {
      const first = magnitude < 2 * BILLION ? 1 : 2;
      buffer[at] = ZERO + first;
      this.length = appendNine(buffer, at + 1, magnitude - first * BILLION);
    }
  }

  /** Writes an unsigned 64-bit integer given as two unsigned halves. */
  unsigned64(low: number, high: number): void {
    if (high < 0x20_0000) {
      this.whole(high * 4_294_967_296 + low);
      return;
    }
    this.reserve(20);
    // Long division by 10⁹ in pieces of 16 bits, each exact as a double.
    const first = (high % BILLION) * 65_536 + (low >>> 16);
    const firstQuotient = Math.floor(first / BILLION);
    const second = (first - firstQuotient * BILLION) * 65_536 + (low & 0xffff);
    const secondQuotient = Math.floor(second / BILLION);
    const quotient = Math.floor(high / BILLION) * 4_294_967_296 + firstQuotient * 65_536 + secondQuotient;
    const at = appendWhole(this.buffer, this.length, quotient);
    this.length = appendNine(this.buffer, at, second - secondQuotient * BILLION);
  }

  /** Writes a signed 64-bit integer given as two halves. */
  signed64(low: number, high: number): void {
    if (high >>> 31 === 0) {
      this.unsigned64(low >>> 0, high);
      return;
    }
    this.minus();
    const negated = -low >>> 0;
    this.unsigned64(negated, (low === 0 ? -high : ~high) >>> 0);
  }

  /** Writes a finite double or float in its shortest decimal; minus zero is `-0`. */
  number(value: number, isFloat: boolean): void {
    if (value < 0 || Object.is(value, -0)) this.minus();
    const magnitude = Math.abs(value);
    if (magnitude < (isFloat ? EXACT_FLOATS : EXACT_DOUBLES) && Number.isInteger(magnitude)) {
      this.whole(magnitude);
      return;
    }
    this.reserve(32);
    const end = appendShortest(this.buffer, this.length, magnitude, isFloat);
    if (end < 0) this.ascii(isFloat ? shortestFloat(magnitude) : String(magnitude));
    else this.length = end;
  }

  private minus(): void {
    this.reserve(1);
    this.buffer[this.length] = MINUS;
    this.length += 1;
  }

  private newLine(): void {
    if (this.indent === 0) return;
    const spaces = this.level * this.indent;
    this.reserve(spaces + 1);
    const buffer = this.buffer;
    let at = this.length;
    buffer[at] = LINE_FEED;
    at += 1;
    for (const end = at + spaces; at < end; at += 1) buffer[at] = SPACE;
    this.length = at;
    this.whitespace += spaces + 1;
  }
}

function appendWhole(buffer: Uint8Array, at: number, value: number): number {
  if (value < BILLION) return appendSmall(buffer, at, value);
  const upper = Math.floor(value / BILLION);
  return appendNine(buffer, appendWhole(buffer, at, upper), value - upper * BILLION);
}

/** A whole number below 10⁹. */
function appendSmall(buffer: Uint8Array, at: number, value: number): number {
  let rest = value | 0;
  const end = at + digitCount(rest);
  let to = end;
  while (rest >= 100) {
    const upper = (rest / 100) | 0;
    const pair = (rest - upper * 100) * 2;
    buffer[to - 1] = pairs[pair + 1] ?? 0;
    buffer[to - 2] = pairs[pair] ?? 0;
    to -= 2;
    rest = upper;
  }
  buffer[to - 1] = pairs[rest * 2 + 1] ?? 0;
  if (rest >= 10) buffer[to - 2] = pairs[rest * 2] ?? 0;
  return end;
}

/** Exactly nine digits, zeros first. */
function appendNine(buffer: Uint8Array, at: number, value: number): number {
  let rest = value | 0;
  for (let to = at + 9; to > at + 1; to -= 2) {
    const upper = (rest / 100) | 0;
    const pair = (rest - upper * 100) * 2;
    buffer[to - 1] = pairs[pair + 1] ?? 0;
    buffer[to - 2] = pairs[pair] ?? 0;
    rest = upper;
  }
  buffer[at] = ZERO + rest;
  return at + 9;
}
