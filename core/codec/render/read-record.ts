import {
  WIRE_EGROUP,
  WIRE_I32,
  WIRE_I64,
  WIRE_LEN,
  WIRE_SGROUP,
  WIRE_VARINT,
  wireTypeName,
} from "../plan/kinds.ts";
import { readShortVarint, shortVarintLength, skipVarint } from "../wire/read-varint.ts";
import type { RenderState } from "./render-state.ts";
import { findGroupEnd, type GroupFault } from "./skip-group.ts";

/** Says that a message cannot be read on. */
export const DAMAGED = -1;

/**
 * Reads the tag at `at`; the offset after it is in `state.next`. `DAMAGED` when there is none; a finding says why.
 */
export function readTag(state: RenderState, at: number, end: number): number {
  const { bytes } = state;
  const first = bytes[at] ?? 0;
  const tag = first < 0x80 ? first : readShortVarint(bytes, at, end);
  if (tag < 0) {
    const message =
      tag === -1
        ? `The message ends inside the tag at byte ${at}.`
        : `The tag at byte ${at} is longer than five bytes or larger than 32 bits.`;
    state.report(
      tag === -1 ? "truncated" : "bad-tag",
      at,
      end,
      `${message} The rest of the message is not shown.`,
    );
    return DAMAGED;
  }
  state.next = first < 0x80 ? at + 1 : at + shortVarintLength(bytes, at);
  if (tag >= 8) return tag;
  const message = `The tag at byte ${at} has field number 0, which does not exist. The rest of the message is not shown.`;
  state.report("bad-tag", at, end, message);
  return DAMAGED;
}

/**
 * Finds the payload after a tag: its span is in `state.payload` and `state.payloadEnd`. Answers with the offset after
 * the record, or `DAMAGED` when nothing of it can be shown. Of a record that is cut off, what is there can.
 */
export function findPayload(state: RenderState, tag: number, recordStart: number, end: number): number {
  const at = state.next;
  state.payload = at;
  switch (tag & 7) {
    case WIRE_VARINT: {
      const next = skipVarint(state.bytes, at, end);
      state.payloadEnd = next;
      return next < 0 ? reportVarint(state, tag, recordStart, end, next) : next;
    }
    case WIRE_I64:
      return fixedPayload(state, tag, recordStart, end, 8);
    case WIRE_I32:
      return fixedPayload(state, tag, recordStart, end, 4);
    case WIRE_LEN:
      return lengthPayload(state, tag, recordStart, end);
    case WIRE_SGROUP:
      return groupPayload(state, tag, recordStart, end);
    case WIRE_EGROUP:
      return reportTag(state, tag, recordStart, end, "ends a group that was not started");
    default:
      return reportTag(state, tag, recordStart, end, `has ${wireTypeName(tag & 7)}, which does not exist`);
  }
}

function fixedPayload(
  state: RenderState,
  tag: number,
  recordStart: number,
  end: number,
  size: number,
): number {
  const next = state.payload + size;
  state.payloadEnd = next;
  if (next <= end) return next;
  reportCut(state, tag, recordStart, end, size, end - state.payload);
  return DAMAGED;
}

function lengthPayload(state: RenderState, tag: number, recordStart: number, end: number): number {
  const { bytes, payload: at } = state;
  const first = at < end ? (bytes[at] ?? 0) : 0x80;
  const length = first < 0x80 ? first : readShortVarint(bytes, at, end);
  if (length < 0) {
    const isCut = length === -1;
    const fault = isCut ? "ends inside its length" : "has a length of more than five bytes or 32 bits";
    const message = `The record at byte ${recordStart} (field ${tag >>> 3}, LEN) ${fault}.`;
    state.report(isCut ? "truncated" : "bad-length", recordStart, end, message);
    return DAMAGED;
  }
  state.payload = first < 0x80 ? at + 1 : at + shortVarintLength(bytes, at);
  state.payloadEnd = state.payload + length;
  if (state.payloadEnd <= end) return state.payloadEnd;
  reportCut(state, tag, recordStart, end, length, end - state.payload);
  state.payloadEnd = end;
  return end;
}

function groupPayload(state: RenderState, tag: number, recordStart: number, end: number): number {
  const { bytes } = state;
  const group = findGroupEnd(bytes, tag >>> 3, state.payload, end, state.maxDepth);
  state.payloadEnd = group.end;
  if (group.fault === undefined) return group.end + shortVarintLength(bytes, group.end);
  const message = `The group at byte ${recordStart} (field ${tag >>> 3}) ${groupFaultText(group.fault, group.end)}.`;
  state.report(group.fault === "deep" ? "too-deep" : "bad-group", recordStart, end, message);
  return end;
}

function groupFaultText(fault: GroupFault, at: number): string {
  switch (fault) {
    case "open":
      return "is not closed before its message ends";
    case "mismatch":
      return `is closed at byte ${at} by the end tag of another field`;
    case "damaged":
      return `cannot be read from byte ${at} on`;
    case "deep":
      return "holds more levels of groups than may be nested";
  }
}

function reportVarint(
  state: RenderState,
  tag: number,
  recordStart: number,
  end: number,
  fault: number,
): number {
  const isCut = fault === -1;
  const text = isCut ? "ends inside its value" : "has a value of more than ten bytes";
  const message = `The record at byte ${recordStart} (field ${tag >>> 3}, VARINT) ${text}.`;
  state.report(isCut ? "truncated" : "bad-varint", recordStart, end, message);
  return DAMAGED;
}

function reportTag(state: RenderState, tag: number, recordStart: number, end: number, fault: string): number {
  const message = `The tag at byte ${recordStart} (field ${tag >>> 3}) ${fault}. The rest of the message is not shown.`;
  state.report((tag & 7) === WIRE_EGROUP ? "bad-group" : "bad-tag", recordStart, end, message);
  return DAMAGED;
}

/** A cut through nested messages is one fault: only the outermost record is reported. */
function reportCut(
  state: RenderState,
  tag: number,
  recordStart: number,
  end: number,
  wanted: number,
  left: number,
): void {
  if (state.cutAt === end) return;
  state.cutAt = end;
  const record = `The record at byte ${recordStart} (field ${tag >>> 3}, ${wireTypeName(tag & 7)})`;
  const message = `${record} says ${wanted} bytes, but its message has ${left} left.`;
  state.report("truncated", recordStart, end, message);
}
