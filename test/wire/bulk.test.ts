import { describe, expect, it } from "vitest";
import { createGuessBinder } from "../../core/guess/binder.ts";
import { atomsBetween } from "../../core/wire/atoms.ts";
import { type Binder, OPAQUE_BINDER } from "../../core/wire/binder.ts";
import { Kind } from "../../core/wire/kinds.ts";
import { MARKS_PER_CODE } from "../../core/wire/marks.ts";
import { depthOf } from "../../core/wire/records.ts";
import { walk } from "../../core/wire/walk.ts";
import { lengthDelimited } from "./arbitraries.ts";
import { formatMarks } from "./notation.ts";

const MESSAGES: Binder = { root: 0, bodyKind: () => Kind.message, enter: () => 0 };

/** Messages within messages, the innermost one holding one field. */
function nested(levels: number): Uint8Array {
  let bytes: Uint8Array = Uint8Array.of(0x08, 0x01);
  for (let level = 0; level < levels; level++) bytes = lengthDelimited(1, bytes);
  return bytes;
}

function repeated(pattern: readonly number[], length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => pattern[index % pattern.length] ?? 0);
}

describe("bulk payloads", () => {
  it("D1: shows 150 nested levels and says once that they are many", () => {
    const bytes = nested(150);
    const walked = walk(bytes, createGuessBinder(bytes));
    expect(bytes.length).toBe(389);
    expect(walked.records.count).toBe(151);
    expect(depthOf(walked.records, 150)).toBe(150);
    expect(walked.marks.sorted().map((mark) => mark.code)).toEqual(["depth-over-100"]);
  });

  it.each([
    ["D2: 3,000 nested LEN bodies", nested(3000), 3001],
    ["1,000,000 open groups", new Uint8Array(1_000_000).fill(0x0b), 1_000_000],
    ["D3: 1 MiB of two-byte fields", repeated([0x08, 0x01], 1 << 20), 524_288],
  ])("%s: one record each, no call stack", (_name, bytes, records) => {
    const walked = walk(bytes, MESSAGES);
    expect(walked.records.count).toBe(records);
    expect(atomsBetween(walked, bytes.length - 2, bytes.length).at(-1)?.end).toBe(bytes.length);
  });

  it("D4: takes 10 MiB in one field as one atom", () => {
    let state = 1;
    const body = new Uint8Array(10 << 20);
    for (let index = 0; index < body.length; index++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      body[index] = state >>> 24;
    }
    const bytes = lengthDelimited(1, body);
    const walked = walk(bytes, createGuessBinder(bytes));
    expect(walked.records.count).toBe(1);
    expect(atomsBetween(walked, 0, bytes.length)).toEqual([
      { start: 0, end: 1, kind: "tag", record: 0 },
      { start: 1, end: 5, kind: "length", record: 0 },
      { start: 5, end: bytes.length, kind: "bytes", record: 0 },
    ]);
  });

  it("keeps a bounded number of findings and counts the rest", () => {
    const bytes = repeated([0x88, 0x00, 0x01], 30_000);
    const walked = walk(bytes, OPAQUE_BINDER);
    expect(walked.marks.sorted().length).toBe(MARKS_PER_CODE);
    expect(walked.marks.dropped()).toEqual([{ code: "tag-overlong", count: 10_000 - MARKS_PER_CODE }]);
  });

  it("stops at the record limit with a finding and a gap", () => {
    const walked = walk(repeated([0x08, 0x01], 100), OPAQUE_BINDER, { maximumRecords: 3 });
    expect(formatMarks(walked.marks.sorted())).toBe("record-limit@6:100(3)");
    expect(atomsBetween(walked, 6, 7)).toEqual([{ start: 6, end: 100, kind: "gap", record: 3 }]);
  });
});
