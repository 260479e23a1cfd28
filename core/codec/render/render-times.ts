import { CLOSE_BRACE, OPEN_BRACE } from "../json/characters.ts";
import { writeUtf8String } from "../json/utf8-string.ts";
import { formatDuration } from "../values/duration.ts";
import { maskPathToJson } from "../values/field-mask.ts";
import { formatTimestamp } from "../values/timestamp.ts";
import { readVarint, readVarint32 } from "../wire/read-varint.ts";
import { STEP } from "./record-index.ts";
import { noteBadUtf8 } from "./render-scalar.ts";
import type { RenderState } from "./render-state.ts";

const SECONDS_SLOT = 0;
const NANOS_SLOT = 1;
const SAFE_HIGH = 0x20_0000;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Writes a Timestamp or a Duration, whose records lie on the index from `first` on, as a string. */
export function renderSeconds(state: RenderState, first: number, isTimestamp: boolean): void {
  const { records, text } = state;
  const [secondsAt, nanosAt] = [records.lastOf(SECONDS_SLOT, first), records.lastOf(NANOS_SLOT, first)];
  state.low = 0;
  state.high = 0;
  if (secondsAt >= 0) readVarint(state.bytes, records.start(secondsAt), state);
  const seconds = signedSeconds(state.low, state.high);
  const nanos = nanosAt < 0 ? 0 : readVarint32(state.bytes, records.start(nanosAt));
  const formatted = isTimestamp ? formatTimestamp(seconds, nanos) : formatDuration(seconds, nanos);
  if (formatted !== undefined) text.ascii(`"${formatted}"`);
  else renderUnusual(state, nanos, secondsAt < 0 ? nanosAt : secondsAt, isTimestamp);
}

/** Seconds as a number; far out of range where a double cannot say them exactly. */
function signedSeconds(low: number, high: number): number {
  const signed = high | 0;
  if (Math.abs(signed) >= SAFE_HIGH) return signed < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return signed * 4_294_967_296 + low;
}

/** A time that JSON has no form for is shown by its fields, which nothing reads back as a time. */
function renderUnusual(state: RenderState, nanos: number, at: number, isTimestamp: boolean): void {
  const { records, text, low, high } = state;
  const name = isTimestamp ? "google.protobuf.Timestamp" : "google.protobuf.Duration";
  const range = isTimestamp
    ? "it must be in the years 0001 to 9999, with 0 to 999999999 nanos"
    : "it must be within 315576000000 seconds, with nanos below a second and of the same sign";
  const message = `This ${name} has no form in JSON: ${range}. The JSON shows its fields.`;
  const code = isTimestamp ? "bad-timestamp" : "bad-duration";
  state.report(code, at < 0 ? 0 : records.recordStart(at), at < 0 ? 0 : records.recordEnd(at), message);
  text.open(OPEN_BRACE);
  text.next();
  text.ascii('"seconds"');
  text.colon();
  text.quote();
  text.signed64(low, high);
  text.quote();
  text.next();
  text.ascii('"nanos"');
  text.colon();
  text.signed(nanos);
  text.close(CLOSE_BRACE);
}

/** Writes a FieldMask, whose paths lie on the index from `first` on, as a string. */
export function renderFieldMask(state: RenderState, first: number): void {
  const { records, text, bytes } = state;
  const paths: string[] = [];
  for (let at = first; at < records.length; at += STEP) {
    const path = decoder.decode(bytes.subarray(records.start(at), records.end(at)));
    const jsonPath = maskPathToJson(path);
    if (jsonPath === undefined) noteBadPath(state, path, records.recordStart(at), records.recordEnd(at));
    paths.push(jsonPath ?? path);
  }
  const joined = encoder.encode(paths.join(","));
  const offset = text.offset;
  const bad = writeUtf8String(
    text,
    joined,
    new DataView(joined.buffer, joined.byteOffset, joined.byteLength),
    0,
    joined.length,
  );
  if (bad >= 0) noteBadUtf8(state, true, bad, bad, offset);
}

function noteBadPath(state: RenderState, path: string, start: number, end: number): void {
  const message = `The path ${JSON.stringify(path.substring(0, 100))} of this google.protobuf.FieldMask has no form in JSON; it is shown as it is.`;
  state.report("bad-field-mask", start, end, message, "Names in a path are lower_snake_case.");
}
