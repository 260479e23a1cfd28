import { describe, expect, it } from "vitest";
import type { AtomKind } from "../../../core/contract/views.ts";
import { describeByte } from "../../../renderer/hex/describe-byte.ts";
import { pastedBytes, pasteSpan, type Typing, typeKey } from "../../../renderer/hex/typing.ts";

const at = (kind: AtomKind, bytes: readonly number[], index = 0) => ({
  offset: 16 + index,
  byte: bytes[index] ?? 0,
  atom: { kind, start: 16, end: 16 + bytes.length, record: 0 },
  bytes,
});

describe("a byte in one line", () => {
  it.each([
    [at("tag", [0x12]), "0x12 at 16 · tag · field 2, LEN · (2<<3)|2"],
    [at("tag", [0x9b, 0x01]), "0x9b at 16 · tag · field 19, SGROUP · (19<<3)|3 · bits 0011011, more follow"],
    [at("end-tag", [0x0c]), "0x0c at 16 · end tag · field 1, EGROUP · (1<<3)|4"],
    [at("varint", [0x96, 0x01], 1), "0x01 at 17 · varint · 150 · bits 0000001, last"],
    [at("length", [0x83, 0x00], 1), "0x00 at 17 · length · 3 bytes · bits 0000000, last, adds nothing"],
    [at("varint", [0x80]), "0x80 at 16 · varint · cut short"],
    [at("text", [0x61]), '0x61 at 16 · text · "a"'],
    [at("text", [0xc3, 0xbc], 1), "0xbc at 17 · text · goes on with a character"],
    [at("fixed32", [0, 0, 0x80, 0x3f], 3), "0x3f at 19 · fixed32, little-endian · byte 4 of 4"],
    [at("frame-flags", [1]), "0x01 at 16 · flags of a frame · compressed"],
    [at("gap", [7, 7]), "0x07 at 16 · belongs to no readable record"],
    [{ offset: 0, byte: 255, atom: undefined, bytes: [] }, "0xff at 0 · part of no record"],
  ])("%#: %s", (place, words) => expect(describeByte(place)).toBe(words));
});

const typing = (part: Partial<Typing> = {}): Typing => ({
  caret: 2,
  range: undefined,
  byteLength: 4,
  insert: false,
  digit: undefined,
  ...part,
});
const press = (key: string, part = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...part });

describe("typing in the bytes", () => {
  it.each([
    ["the first digit waits", typing(), press("a"), { kind: "digit", digit: 10 }],
    [
      "the second makes a byte",
      typing({ digit: 10 }),
      press("B"),
      { kind: "replace", span: { start: 2, end: 3 }, bytes: [0xab], caret: 3 },
    ],
    [
      "or inserts it",
      typing({ digit: 0, insert: true }),
      press("1"),
      { kind: "replace", span: { start: 2, end: 2 }, bytes: [1], caret: 3 },
    ],
    [
      "at the end it adds",
      typing({ digit: 0, caret: 4 }),
      press("1"),
      { kind: "replace", span: { start: 4, end: 4 }, bytes: [1], caret: 5 },
    ],
    [
      "over a range",
      typing({ digit: 0, range: { start: 1, end: 4 } }),
      press("1"),
      { kind: "replace", span: { start: 1, end: 4 }, bytes: [1], caret: 2 },
    ],
    [
      "Delete",
      typing(),
      press("Delete"),
      { kind: "replace", span: { start: 2, end: 3 }, bytes: [], caret: 2 },
    ],
    [
      "Backspace",
      typing(),
      press("Backspace"),
      { kind: "replace", span: { start: 1, end: 2 }, bytes: [], caret: 1 },
    ],
    ["Backspace at the start", typing({ caret: 0 }), press("Backspace"), undefined],
    ["Backspace takes the first digit back", typing({ digit: 1 }), press("Backspace"), { kind: "cancel" }],
    ["Escape too", typing({ digit: 1 }), press("Escape"), { kind: "cancel" }],
    ["Insert", typing(), press("Insert"), { kind: "insert-mode" }],
    ["Ctrl A", typing(), press("a", { ctrlKey: true }), undefined],
    ["g", typing(), press("g"), undefined],
  ])("%s", (_, state, key, move) => expect(typeKey(state, key)).toEqual(move));

  it.each([
    ["08 96 01", [8, 0x96, 1]],
    ["0x08, 0x96,\n0x01", [8, 0x96, 1]],
    ["[08:96]", [8, 0x96]],
    ["089", undefined],
    ["hello", undefined],
    ["", undefined],
  ])("takes %j", (text, bytes) => {
    const pasted = pastedBytes(text);
    expect(pasted === undefined ? undefined : [...pasted]).toEqual(bytes);
  });

  it.each([
    [typing(), { start: 2, end: 4 }],
    [typing({ insert: true }), { start: 2, end: 2 }],
    [typing({ range: { start: 0, end: 1 } }), { start: 0, end: 1 }],
  ])("puts three pasted bytes where they belong", (state, span) => expect(pasteSpan(state, 3)).toEqual(span));
});
