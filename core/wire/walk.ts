import type { Binder } from "./binder.ts";
import type { FrameFormat } from "./frame-format.ts";
import type { MarkList } from "./marks.ts";
import type { Records } from "./records.ts";
import { Walker } from "./walker.ts";

/** A walked buffer: its records and what the structure alone shows to be wrong. */
export interface Walk {
  readonly bytes: Uint8Array;
  readonly records: Records;
  readonly marks: MarkList;
  readonly format: FrameFormat | undefined;
}

/** What a walk may be told beside its bytes. */
export interface WalkOptions {
  /** Records at most; `MAXIMUM_RECORDS` unless told. */
  readonly maximumRecords?: number;
  /** Takes the buffer as frames of this format, each with a message in it, instead of as one message. */
  readonly format?: FrameFormat | undefined;
}

/** Takes a whole buffer apart into records; see `Walker`. */
export function walk(bytes: Uint8Array, binder: Binder, options: WalkOptions = {}): Walk {
  const walker = new Walker(bytes, binder, options);
  walker.runTo(bytes.length);
  return { bytes, records: walker.records, marks: walker.marks, format: options.format };
}
