import { WIRE_EGROUP, WIRE_I32, WIRE_I64, WIRE_LEN, WIRE_SGROUP, WIRE_VARINT } from "../plan/kinds.ts";
import { readShortVarint, shortVarintLength, skipVarint } from "../wire/read-varint.ts";

/** Why the end of a group was not found. */
export type GroupFault = "open" | "mismatch" | "damaged" | "deep";

/** Where a group's content ends: at its end tag, or, with a fault, at the last byte that can be its content. */
export interface GroupEnd {
  readonly end: number;
  readonly fault: GroupFault | undefined;
}

/**
 * Looks for the end tag of the group whose content starts at `start`. Nested groups are passed without recursion, at
 * most `maxDepth` deep.
 */
export function findGroupEnd(
  bytes: Uint8Array,
  number: number,
  start: number,
  end: number,
  maxDepth: number,
): GroupEnd {
  const open = [number];
  let at = start;
  while (at < end) {
    const tag = readShortVarint(bytes, at, end);
    if (tag < 8) return { end: at, fault: "damaged" };
    const payload = at + shortVarintLength(bytes, at);
    const wireType = tag & 7;
    if (wireType === WIRE_EGROUP) {
      if (open.pop() !== tag >>> 3) return { end: at, fault: "mismatch" };
      if (open.length === 0) return { end: at, fault: undefined };
      at = payload;
    } else if (wireType === WIRE_SGROUP) {
      if (open.length > maxDepth) return { end: at, fault: "deep" };
      open.push(tag >>> 3);
      at = payload;
    } else {
      const next = passPayload(bytes, wireType, payload, end);
      if (next < 0 || next > end) return { end: at, fault: "damaged" };
      at = next;
    }
  }
  return { end, fault: "open" };
}

function passPayload(bytes: Uint8Array, wireType: number, payload: number, end: number): number {
  switch (wireType) {
    case WIRE_VARINT:
      return skipVarint(bytes, payload, end);
    case WIRE_I64:
      return payload + 8;
    case WIRE_I32:
      return payload + 4;
    case WIRE_LEN: {
      const length = readShortVarint(bytes, payload, end);
      return length < 0 ? -1 : payload + shortVarintLength(bytes, payload) + length;
    }
    default:
      return -1;
  }
}
