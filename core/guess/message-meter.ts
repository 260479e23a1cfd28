import { MAXIMUM_FIELD_NUMBER, MAXIMUM_TAG_LENGTH, WireType } from "../wire/tag.ts";
import { varintLength, varintToNumber } from "../wire/varint.ts";
import { fixedValueCost, magnitudeOf, varintValueCost } from "./costs.ts";

const MESSAGE_START = 3;
const BROKEN = 15;
/** Bits of a wire type: groups are rare. */
const WIRE_TYPE_BITS = [1, 4, 1, 10, 2, 4];
/** Field numbers whose wire type is remembered, three bits each, to find those that change it. */
const REMEMBERED = 10;

/** Why reading a body as a message stopped. */
export type Refusal = "tag" | "field number" | "wire type" | "value" | "length" | "group";

/** What one step came upon. */
export type MeterStep = "record" | "body" | "end";

/** Reads one body as a message and adds up its bits. Reused for body after body. */
export class MessageMeter {
  start = 0;
  end = 0;
  position = 0;
  bits = 0;
  /** The LEN body that the last step came upon; its bits are the caller's to add. */
  bodyStart = 0;
  /** Why reading stopped, and where; undefined when all was read. */
  refusal: Refusal | undefined;
  private last = 0;
  private wireTypes = 0;
  private groups: number[] = [];

  open(start: number, end: number): void {
    this.start = start;
    this.end = end;
    this.position = start;
    this.bits = MESSAGE_START;
    this.refusal = undefined;
    this.last = 0;
    this.wireTypes = 0;
    if (this.groups.length > 0) this.groups = [];
  }

  /** Reads one record. */
  step(bytes: Uint8Array): MeterStep {
    if (this.position >= this.end) {
      if (this.groups.length > 0) this.refusal = "group";
      return "end";
    }
    const first = bytes[this.position] ?? 0;
    const wireType = first & 7;
    let number = first >>> 3;
    let length = 1;
    if (first >= 0x80) {
      length = varintLength(bytes, this.position, this.end);
      if (length === 0 || length > MAXIMUM_TAG_LENGTH) return this.refuse("tag");
      number = Math.floor(varintToNumber(bytes, this.position, length) / 8);
    }
    if (number === 0 || number > MAXIMUM_FIELD_NUMBER) return this.refuse("field number");
    if (wireType > 5) return this.refuse("wire type");
    this.addTag(number, wireType);
    this.position += length;
    return this.value(bytes, number, wireType);
  }

  private value(bytes: Uint8Array, number: number, wireType: number): MeterStep {
    switch (wireType) {
      case WireType.varint:
        return this.varint(bytes);
      case WireType.fixed32:
        return this.fixed(bytes, 4);
      case WireType.fixed64:
        return this.fixed(bytes, 8);
      case WireType.length:
        return this.length(bytes);
      case WireType.startGroup:
        this.groups.push(number);
        return "record";
      default:
        return this.groups.pop() === number ? "record" : this.refuse("group");
    }
  }

  private varint(bytes: Uint8Array): MeterStep {
    const size = varintLength(bytes, this.position, this.end);
    if (size === 0) return this.refuse("value");
    this.bits += varintValueCost(bytes, this.position, size);
    this.position += size;
    return "record";
  }

  private fixed(bytes: Uint8Array, size: 4 | 8): MeterStep {
    if (this.position + size > this.end) return this.refuse("value");
    this.bits += fixedValueCost(bytes, this.position, size);
    this.position += size;
    return "record";
  }

  private length(bytes: Uint8Array): MeterStep {
    const size = varintLength(bytes, this.position, this.end);
    if (size === 0) return this.refuse("length");
    const length = varintToNumber(bytes, this.position, size);
    if (this.position + size + length > this.end) return this.refuse("length");
    this.bits += 3 + magnitudeOf(length);
    this.bodyStart = this.position + size;
    this.position = this.bodyStart + length;
    return "body";
  }

  private refuse(refusal: Refusal): MeterStep {
    this.refusal = refusal;
    this.bits += BROKEN + 8.1 * (this.end - this.position);
    return "end";
  }

  /** Ascending numbers are cheap, the same one again cheaper, a step back or another wire type dear. */
  private addTag(number: number, wireType: number): void {
    const step = number - this.last;
    this.last = number;
    this.bits += WIRE_TYPE_BITS[wireType] ?? 10;
    if (number < REMEMBERED) {
      const known = (this.wireTypes >>> (3 * number)) & 7;
      if (known !== 0 && known !== wireType + 1 && wireType !== WireType.endGroup) this.bits += 14;
      this.wireTypes = (this.wireTypes & ~(7 << (3 * number))) | ((wireType + 1) << (3 * number));
    }
    if (step === 0) this.bits += 1.5;
    else this.bits += step > 0 ? 2 * magnitudeOf(step) : 6 + 2 * magnitudeOf(-step);
  }
}
