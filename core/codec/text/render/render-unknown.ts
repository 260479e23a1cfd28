import {
  UINT64,
  WIRE_EGROUP,
  WIRE_I32,
  WIRE_I64,
  WIRE_LEN,
  WIRE_SGROUP,
  WIRE_VARINT,
} from "../../plan/kinds.ts";
import { findGroupEnd } from "../../render/skip-group.ts";
import { readShortVarint, readVarint, shortVarintLength, skipVarint } from "../../wire/read-varint.ts";
import { quoteBytes } from "./quote.ts";
import type { RenderTextState } from "./render-text-state.ts";
import { varintText } from "./scalar-text.ts";

/** How often a payload inside a payload may be taken for a message. */
const MOST_GUESSES = 10;

/**
 * Writes an unknown record by its number, as other printers do: VARINT in decimal, I32 and I64 in hexadecimal, LEN as a
 * message where it can be one and else as bytes.
 */
export function renderUnknown(
  state: RenderTextState,
  recordStart: number,
  recordEnd: number,
  depth: number,
  guesses = MOST_GUESSES,
): void {
  const { bytes, view, writer } = state;
  const tag = readShortVarint(bytes, recordStart, recordEnd);
  const start = recordStart + shortVarintLength(bytes, recordStart);
  const name = String(tag >>> 3);
  switch (tag & 7) {
    case WIRE_VARINT:
      readVarint(bytes, start, state);
      writer.field(name, varintText(state.low, state.high, UINT64));
      break;
    case WIRE_I64:
      writer.field(name, `0x${view.getBigUint64(start, true).toString(16).padStart(16, "0")}`);
      break;
    case WIRE_I32:
      writer.field(name, `0x${view.getUint32(start, true).toString(16).padStart(8, "0")}`);
      break;
    case WIRE_SGROUP: {
      const { end } = findGroupEnd(bytes, tag >>> 3, start, recordEnd, state.maxDepth);
      renderContent(state, name, start, end, depth, guesses);
      break;
    }
    default: {
      const payload = start + shortVarintLength(bytes, start);
      const isMessage = payload < recordEnd && guesses > 0 && hasRecords(state, payload, recordEnd);
      if (isMessage) renderContent(state, name, payload, recordEnd, depth, guesses - 1);
      else writer.field(name, quoteBytes(writer, bytes, payload, recordEnd));
    }
  }
}

function renderContent(
  state: RenderTextState,
  name: string,
  start: number,
  end: number,
  depth: number,
  guesses: number,
): void {
  const { bytes, writer } = state;
  if (depth >= state.maxDepth) {
    writer.field(name, quoteBytes(writer, bytes, start, end));
    return;
  }
  writer.open(name);
  for (let at = start; at < end && !writer.isFull; ) {
    const next = recordEndAt(state, at, end);
    if (next < 0) break;
    renderUnknown(state, at, next, depth + 1, guesses);
    at = next;
  }
  writer.close();
}

/** True when a span of bytes is a row of sound records. */
function hasRecords(state: RenderTextState, start: number, end: number): boolean {
  let at = start;
  while (at >= 0 && at < end) at = recordEndAt(state, at, end);
  return at === end;
}

/** The offset after the record at `at`, or -1 when there is no sound one. */
function recordEndAt(state: RenderTextState, at: number, end: number): number {
  const { bytes } = state;
  const tag = readShortVarint(bytes, at, end);
  if (tag < 8) return -1;
  const start = at + shortVarintLength(bytes, at);
  const next = payloadEndAt(state, tag, start, end);
  return next > end ? -1 : next;
}

function payloadEndAt(state: RenderTextState, tag: number, start: number, end: number): number {
  const { bytes } = state;
  switch (tag & 7) {
    case WIRE_VARINT:
      return Math.max(-1, skipVarint(bytes, start, end));
    case WIRE_I64:
      return start + 8;
    case WIRE_I32:
      return start + 4;
    case WIRE_LEN: {
      const length = readShortVarint(bytes, start, end);
      return length < 0 ? -1 : start + shortVarintLength(bytes, start) + length;
    }
    case WIRE_SGROUP: {
      const group = findGroupEnd(bytes, tag >>> 3, start, end, state.maxDepth);
      return group.fault === undefined ? group.end + shortVarintLength(bytes, group.end) : -1;
    }
    case WIRE_EGROUP:
      return -1;
    default:
      return -1;
  }
}
