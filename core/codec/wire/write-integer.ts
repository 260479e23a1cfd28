import {
  FIXED32,
  FIXED64,
  INT32,
  INT64,
  type Kind,
  SFIXED32,
  SFIXED64,
  SINT32,
  SINT64,
  UINT32,
  UINT64,
} from "../plan/kinds.ts";
import type { ByteSink } from "./byte-sink.ts";

/** Writes an integer, given as the two halves of its 64 bits (two's complement), as the wire asks for its kind. */
export function writeIntegerBits(sink: ByteSink, kind: Kind, low: number, high: number): void {
  switch (kind) {
    case INT32:
    case INT64:
    case UINT32:
    case UINT64:
      sink.varint64(low, high);
      break;
    case SINT32:
      sink.varint32((low << 1) ^ (low >> 31));
      break;
    case SINT64: {
      const sign = high >> 31;
      sink.varint64(((low << 1) ^ sign) >>> 0, (((high << 1) | (low >>> 31)) ^ sign) >>> 0);
      break;
    }
    case FIXED32:
    case SFIXED32:
      sink.fixed32(low);
      break;
    case FIXED64:
    case SFIXED64:
      sink.fixed64(low, high);
      break;
    default:
      throw new TypeError(`kind ${kind} is no integer`);
  }
}
