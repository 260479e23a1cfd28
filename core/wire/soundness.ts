import { OPAQUE_BINDER } from "./binder.ts";
import { severityOf } from "./explain.ts";
import { CLIPPED, Kind } from "./kinds.ts";
import { hasFlag, kindOf } from "./records.ts";
import { findSequenceMarks } from "./sequence.ts";
import { walk } from "./walk.ts";

/** Records that are read to judge whether bytes are a message. */
const PROBED_RECORDS = 100_000;

/** True when all records of the outermost level are well formed. An empty message is. */
export function isSound(bytes: Uint8Array): boolean {
  return walk(bytes, OPAQUE_BINDER, { maximumRecords: PROBED_RECORDS })
    .marks.sorted()
    .every((mark) => severityOf(mark) !== "error");
}

/** True when the same field comes with different wire types: legal, but rare in real messages. */
export function hasVaryingWireTypes(bytes: Uint8Array): boolean {
  const walked = walk(bytes, OPAQUE_BINDER, { maximumRecords: PROBED_RECORDS });
  return findSequenceMarks(walked)
    .sorted()
    .some((mark) => mark.code === "wire-type-varies");
}

/** What the walker says of a message that ends before its time. */
const CUT_CODES: ReadonlySet<string> = new Set([
  "truncated-tag",
  "truncated-varint",
  "truncated-fixed",
  "truncated-length",
  "truncated-payload",
]);

/** True when all records of the outermost level are well formed, but that the last one may be cut short. */
export function isCutShort(bytes: Uint8Array): boolean {
  return walk(bytes, OPAQUE_BINDER, { maximumRecords: PROBED_RECORDS })
    .marks.sorted()
    .every((mark) => severityOf(mark) !== "error" || CUT_CODES.has(mark.code));
}

/** True when the first record is none: its tag or what comes after cannot be read. */
export function beginsUnreadably(bytes: Uint8Array): boolean {
  const { records } = walk(bytes, OPAQUE_BINDER, { maximumRecords: 1 });
  const kind = kindOf(records, 0);
  return kind === Kind.gap || kind === Kind.brokenTag || hasFlag(records, 0, CLIPPED);
}
