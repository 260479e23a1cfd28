/**
 * The old form of extensions that `message_set_wire_format` asks for: each is an item, the group
 * `repeated group Item = 1 { required int32 type_id = 2; required bytes message = 3; }`.
 */
import { WireType } from "./tag.ts";
import { varintLength, varintToNumber } from "./varint.ts";

/** The tag that starts an item. */
export const ITEM_START = 11;
const ITEM_END = 12;
const TYPE_ID = 16;
const MESSAGE = 26;
/** Numbers beyond are not read as extensions, though the format has them up to 2^31 - 1: 2^20 of them are kept free. */
const LARGEST_TYPE_ID = 2_146_000_000;

/** What an item holds: the number of an extension and the span of its message. */
export interface SetItem {
  readonly typeId: number;
  readonly start: number;
  readonly end: number;
}

/** Takes tags and numbers as varints. */
export interface TagSink {
  varint32(value: number): void;
}

/**
 * Reads the content of an item, up to its end tag or to `end`, in any order; of what comes twice the first counts, and
 * other fields are passed over. Undefined when the number, the message or soundness is missing.
 */
export function readSetItem(bytes: Uint8Array, start: number, end: number): SetItem | undefined {
  let typeId = 0;
  let message: { readonly start: number; readonly end: number } | undefined;
  for (let at = start; at < end; ) {
    const tagLength = varintLength(bytes, at, end);
    const tag = varintToNumber(bytes, at, tagLength);
    if (tagLength === 0 || tag === ITEM_END) break;
    const payload = at + tagLength;
    const body = bodyOf(bytes, tag % 8, payload, end);
    if (body === undefined || body.end > end) return undefined;
    if (tag === TYPE_ID && typeId === 0) typeId = varintToNumber(bytes, body.start, body.end - body.start);
    if (tag === MESSAGE) message ??= body;
    at = body.end;
  }
  if (message === undefined || typeId === 0 || typeId > LARGEST_TYPE_ID) return undefined;
  return { typeId, ...message };
}

function bodyOf(
  bytes: Uint8Array,
  wireType: number,
  at: number,
  end: number,
): { readonly start: number; readonly end: number } | undefined {
  const length = varintLength(bytes, at, end);
  switch (wireType) {
    case WireType.varint:
      return length === 0 ? undefined : { start: at, end: at + length };
    case WireType.fixed64:
      return { start: at, end: at + 8 };
    case WireType.fixed32:
      return { start: at, end: at + 4 };
    case WireType.length: {
      const start = at + length;
      return length === 0 ? undefined : { start, end: start + varintToNumber(bytes, at, length) };
    }
    default:
      return undefined;
  }
}

/** Writes what comes before the length of an item's message. */
export function openSetItem(sink: TagSink, typeId: number): void {
  sink.varint32(ITEM_START);
  sink.varint32(TYPE_ID);
  sink.varint32(typeId);
  sink.varint32(MESSAGE);
}

/** Writes what comes after an item's message. */
export function closeSetItem(sink: TagSink): void {
  sink.varint32(ITEM_END);
}
