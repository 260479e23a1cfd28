import { WireType } from "../wire/tag.ts";
import { varintLength, varintToNumber } from "../wire/varint.ts";
import { fixedValueCost, magnitudeOf, varintValueCost } from "./costs.ts";

const MESSAGE_START = 3;
const BROKEN = 15;
/** Bits of a wire type: groups are rare. */
const WIRE_TYPE_BITS = [1, 4, 1, 10, 2, 4];
/** Field numbers whose wire type is remembered, to find those that change it. */
const REMEMBERED = 16;

/** The state of reading one body as a message. */
export interface MessageMeter {
  readonly start: number;
  readonly end: number;
  position: number;
  bits: number;
  last: number;
  readonly wireTypes: Uint8Array;
  readonly groups: number[];
  /** Why reading stopped; empty while it goes on. */
  refusal: string;
}

/** What one step came upon. */
export type MeterStep =
  | { readonly body: { readonly start: number; readonly end: number } }
  | "record"
  | "end";

/** Begins to read a body as a message. */
export function startMeter(start: number, end: number): MessageMeter {
  return {
    start,
    end,
    position: start,
    bits: MESSAGE_START,
    last: 0,
    wireTypes: new Uint8Array(REMEMBERED),
    groups: [],
    refusal: "",
  };
}

/** Reads one record and adds its bits, those of a LEN body excepted: that body comes back instead. */
export function stepMeter(bytes: Uint8Array, meter: MessageMeter): MeterStep {
  if (meter.position >= meter.end) return finishMeter(meter);
  const start = meter.position;
  const tagLength = varintLength(bytes, start, meter.end);
  const tag = varintToNumber(bytes, start, tagLength);
  const number = Math.floor(tag / 8);
  const wireType = (bytes[start] ?? 0) & 7;
  if (tagLength === 0 || tagLength > 5) return refuse(meter, `no tag at ${start}`);
  if (number === 0) return refuse(meter, `field number 0 at ${start}`);
  if (wireType > 5) return refuse(meter, `wire type ${wireType} at ${start}`);
  if (number > 536_870_911) return refuse(meter, `field number ${number} at ${start}`);
  meter.bits += tagCost(meter, number, wireType);
  meter.last = number;
  meter.position = start + tagLength;
  return stepValue(bytes, meter, number, wireType);
}

function stepValue(bytes: Uint8Array, meter: MessageMeter, number: number, wireType: number): MeterStep {
  const start = meter.position;
  switch (wireType) {
    case WireType.varint: {
      const size = varintLength(bytes, start, meter.end);
      if (size === 0) return refuse(meter, `no varint at ${start}`);
      meter.bits += varintValueCost(bytes, start, size);
      meter.position = start + size;
      return "record";
    }
    case WireType.fixed32:
    case WireType.fixed64: {
      const size = wireType === WireType.fixed32 ? 4 : 8;
      if (start + size > meter.end)
        return refuse(meter, `${start + size - meter.end} bytes missing at ${start}`);
      meter.bits += fixedValueCost(bytes, start, size);
      meter.position = start + size;
      return "record";
    }
    case WireType.length:
      return stepLength(bytes, meter, start);
    case WireType.startGroup:
      meter.groups.push(number);
      return "record";
    default:
      return meter.groups.pop() === number ? "record" : refuse(meter, `end of no open group at ${start}`);
  }
}

function stepLength(bytes: Uint8Array, meter: MessageMeter, start: number): MeterStep {
  const size = varintLength(bytes, start, meter.end);
  if (size === 0) return refuse(meter, `no length at ${start}`);
  const length = varintToNumber(bytes, start, size);
  const body = { start: start + size, end: start + size + length };
  if (body.end > meter.end) return refuse(meter, `${body.end - meter.end} bytes missing at ${start}`);
  meter.bits += 3 + magnitudeOf(length);
  meter.position = body.end;
  return { body };
}

function finishMeter(meter: MessageMeter): MeterStep {
  if (meter.groups.length > 0) meter.refusal = `group ${meter.groups[0]} is not closed`;
  return "end";
}

function refuse(meter: MessageMeter, refusal: string): MeterStep {
  meter.refusal = refusal;
  meter.bits += BROKEN + 8.1 * (meter.end - meter.position);
  return "end";
}

/** Ascending numbers are cheap, the same one again cheaper, a step back or another wire type dear. */
function tagCost(meter: MessageMeter, number: number, wireType: number): number {
  const step = number - meter.last;
  const bits = WIRE_TYPE_BITS[wireType] ?? 10;
  const known = number < REMEMBERED ? (meter.wireTypes[number] ?? 0) : 0;
  if (number < REMEMBERED) meter.wireTypes[number] = wireType + 1;
  const varies = known !== 0 && known !== wireType + 1 && wireType !== WireType.endGroup ? 14 : 0;
  if (step === 0) return bits + varies + 1.5;
  if (step > 0) return bits + varies + 2 * magnitudeOf(step);
  return bits + varies + 6 + 2 * magnitudeOf(-step);
}
