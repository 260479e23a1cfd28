import { OPAQUE_BINDER } from "./binder.ts";
import { severityOf } from "./explain.ts";
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
