import type { WireTypeName } from "../contract/views.ts";

/** The low three bits of a tag. 6 and 7 are reserved. */
export const WireType = {
  varint: 0,
  fixed64: 1,
  length: 2,
  startGroup: 3,
  endGroup: 4,
  fixed32: 5,
} as const;

/** Largest field number a schema can declare: 2^29 − 1. */
export const MAXIMUM_FIELD_NUMBER = 536_870_911;
/** Longest tag a conforming parser accepts, in bytes. */
export const MAXIMUM_TAG_LENGTH = 5;

const NAMES: readonly WireTypeName[] = ["VARINT", "I64", "LEN", "SGROUP", "EGROUP", "I32"];

/** The standard name of a wire type; undefined for the reserved 6 and 7. */
export function wireTypeName(wireType: number): WireTypeName | undefined {
  return NAMES[wireType];
}
