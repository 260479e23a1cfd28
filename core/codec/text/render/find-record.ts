import {
  WIRE_EGROUP,
  WIRE_I32,
  WIRE_I64,
  WIRE_LEN,
  WIRE_SGROUP,
  WIRE_VARINT,
  wireTypeName,
} from "../../plan/kinds.ts";
import { findGroupEnd } from "../../render/skip-group.ts";
import { readShortVarint, shortVarintLength, skipVarint } from "../../wire/read-varint.ts";
import type { RenderFindingCode } from "./render-findings.ts";
import type { RenderTextState } from "./render-text-state.ts";

/** Says that a message cannot be read on. */
export const DAMAGED = -1;

/**
 * Finds the record at `at`: its tag and the span of its payload are in the state. Answers with the offset after it, or
 * `DAMAGED`, with a finding, when nothing of it can be shown. Of a record that is cut off, what is there can.
 */
export function findRecord(state: RenderTextState, at: number, end: number): number {
  const { bytes } = state;
  const tag = readShortVarint(bytes, at, end);
  if (tag < 8) return reportTag(state, tag, at, end);
  state.tag = tag;
  state.payload = at + shortVarintLength(bytes, at);
  switch (tag & 7) {
    case WIRE_VARINT: {
      state.payloadEnd = skipVarint(bytes, state.payload, end);
      if (state.payloadEnd >= 0) return state.payloadEnd;
      const isCut = state.payloadEnd === -1;
      const fault = isCut ? "ends inside its value" : "has a value of more than ten bytes";
      return reportRecord(state, isCut ? "truncated" : "bad-varint", at, end, fault);
    }
    case WIRE_I64:
    case WIRE_I32:
      return findFixed(state, at, end, (tag & 7) === WIRE_I64 ? 8 : 4);
    case WIRE_LEN:
      return findLength(state, at, end);
    case WIRE_SGROUP:
      return findGroup(state, at, end);
    case WIRE_EGROUP:
      return reportRecord(state, "bad-group", at, end, "ends a group that was not started");
    default:
      return reportRecord(state, "bad-tag", at, end, "has a wire type that does not exist");
  }
}

function findFixed(state: RenderTextState, at: number, end: number, size: number): number {
  state.payloadEnd = state.payload + size;
  if (state.payloadEnd <= end) return state.payloadEnd;
  reportCut(state, at, end, size);
  return DAMAGED;
}

function findLength(state: RenderTextState, at: number, end: number): number {
  const length = readShortVarint(state.bytes, state.payload, end);
  if (length === -1) return reportRecord(state, "truncated", at, end, "ends inside its length");
  if (length < 0)
    return reportRecord(state, "bad-length", at, end, "has a length of more than five bytes or 32 bits");
  state.payload += shortVarintLength(state.bytes, state.payload);
  state.payloadEnd = state.payload + length;
  if (state.payloadEnd <= end) return state.payloadEnd;
  reportCut(state, at, end, length);
  state.payloadEnd = end;
  return end;
}

function findGroup(state: RenderTextState, at: number, end: number): number {
  const { bytes } = state;
  const group = findGroupEnd(bytes, state.tag >>> 3, state.payload, end, state.maxDepth);
  state.payloadEnd = group.end;
  if (group.fault === undefined) return group.end + shortVarintLength(bytes, group.end);
  if (group.fault === "deep") {
    reportRecord(state, "too-deep", at, end, "holds more levels of groups than may be nested");
  } else
    reportRecord(state, "bad-group", at, end, `is a group without an end: it can be read up to ${group.end}`);
  return end;
}

function reportTag(state: RenderTextState, fault: number, at: number, end: number): number {
  const reason =
    fault === -1
      ? "is cut off"
      : fault === -2
        ? "is longer than five bytes or larger than 32 bits"
        : "has field number 0, which does not exist";
  const message = `The tag at byte ${at} ${reason}. The rest of the message is not shown.`;
  state.report(fault === -1 ? "truncated" : "bad-tag", at, end, message);
  return DAMAGED;
}

function reportRecord(
  state: RenderTextState,
  code: RenderFindingCode,
  at: number,
  end: number,
  fault: string,
): number {
  const message = `${recordName(state, at)} ${fault}. The rest of the message is not shown.`;
  state.report(code, at, end, message);
  return DAMAGED;
}

/** A cut through nested messages is one fault: only the outermost record is reported. */
function reportCut(state: RenderTextState, at: number, end: number, wanted: number): void {
  if (state.cutAt === end) return;
  state.cutAt = end;
  const message = `${recordName(state, at)} says ${wanted} bytes, but its message has ${end - state.payload} left.`;
  state.report("truncated", at, end, message);
}

function recordName(state: RenderTextState, at: number): string {
  return `The record at byte ${at} (field ${state.tag >>> 3}, ${wireTypeName(state.tag & 7)})`;
}
