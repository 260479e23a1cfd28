/** The frames of a document as values. */
import type { Frame } from "../contract/frames.ts";
import type { FrameHeader } from "../wire/frame-format.ts";
import { isFrame } from "../wire/kinds.ts";
import { endOf, kindOf, type RecordTable } from "../wire/records.ts";

/** Bytes of a trailer or an end of stream that are shown as text. */
const SHOWN_TEXT = 4096;

/** The rows of the frames, in order, up to `most` of them. */
export function frameRows({ records, format }: RecordTable, most = Number.POSITIVE_INFINITY): Uint32Array {
  if (format === undefined) return new Uint32Array(0);
  const rows: number[] = [];
  for (
    let record = 0;
    record < records.count && rows.length < most;
    record = records.next[record] ?? records.count
  ) {
    if (isFrame(kindOf(records, record))) rows.push(record);
  }
  return Uint32Array.from(rows);
}

/** Describes the frame of a row; undefined for a row that is none. Its findings are the caller's to add. */
export function describeFrame(
  { bytes, records, format }: RecordTable,
  record: number,
  index: number,
): Omit<Frame, "findings"> | undefined {
  const start = records.start[record] ?? 0;
  const end = endOf(records, record);
  const header = format?.read(bytes, start);
  if (format === undefined || header === undefined || !isFrame(kindOf(records, record))) return undefined;
  const { payloadStart, flags, length, role, compression } = header;
  return {
    index,
    framing: format.framing,
    role,
    span: { start, end },
    header: { start, end: Math.min(payloadStart, end) },
    payload: { start: Math.min(payloadStart, end), end },
    flags,
    length,
    compression,
    text: frameText(bytes, header, end),
    record,
  };
}

function frameText(
  bytes: Uint8Array,
  { role, compression, payloadStart, doubts }: FrameHeader,
  end: number,
): string {
  const [schema] = doubts.filter(({ code }) => code === "confluent-header");
  if (schema !== undefined) return `schema ${schema.values[0]}, message ${schema.values[1]}`;
  if (role === "message" || compression !== "") return "";
  return new TextDecoder().decode(bytes.subarray(payloadStart, Math.min(end, payloadStart + SHOWN_TEXT)));
}
