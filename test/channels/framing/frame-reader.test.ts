import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Frame, FrameReader } from "../../../core/channels/framing/frame-reader.ts";
import { bytes, hex } from "../support/call.ts";

function read(
  chunks: readonly Uint8Array[],
  limit = 1000,
): { reader: FrameReader; frames: readonly Frame[] } {
  const reader = new FrameReader(limit);
  return { reader, frames: chunks.flatMap((chunk) => reader.read(chunk)) };
}

function show(frames: readonly Frame[]): readonly string[] {
  return frames.map(({ flags, payload }) => `${flags === 1 ? "z" : ""}${hex(payload)}`);
}

describe("FrameReader", () => {
  it.each<[string, string[], string]>([
    ["", [], ""],
    ["0000000000", [""], ""],
    ["0000000002abcd", ["abcd"], ""],
    ["0100000001ff0000000000", ["zff", ""], ""],
    ["000000", [], "000000"],
    ["0000000002ab", [], "0000000002ab"],
    ["0000000001aa0000000002ab", ["aa"], "0000000002ab"],
  ])("%s", (input, expected, unfinished) => {
    const { reader, frames } = read([bytes(input)]);
    expect(show(frames)).toEqual(expected);
    expect(hex(reader.unfinished())).toBe(unfinished);
  });

  it("stops at a frame beyond the bound, after the frames before it", () => {
    const { reader, frames } = read([bytes("0000000001aa00000003e9"), bytes("0000000000")]);
    expect(show(frames)).toEqual(["aa"]);
    expect(reader.fault).toEqual({ kind: "too-large", byteLength: 1001 });
  });

  it("stops at flags it does not know", () => {
    const { reader } = read([bytes("8000000000")]);
    expect(reader.fault).toEqual({ kind: "bad-flags", flags: 0x80 });
  });

  it("keeps no big chunk alive for a small message", () => {
    const chunk = new Uint8Array(100_000);
    chunk.set(bytes("0000000001aa"));
    const [frame] = new FrameReader(200_000).read(chunk);
    expect(frame?.payload.buffer.byteLength).toBe(1);
  });

  it("reads the same frames however the bytes are cut", () => {
    const message = fc.tuple(fc.boolean(), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(message), fc.array(fc.integer({ min: 1, max: 12 })), (messages, cuts) => {
        const whole = new Uint8Array(
          messages.flatMap(([compressed, payload]) => [
            compressed ? 1 : 0,
            0,
            0,
            0,
            payload.length,
            ...payload,
          ]),
        );
        const chunks: Uint8Array[] = [];
        let at = 0;
        for (const cut of cuts) {
          chunks.push(whole.subarray(at, at + cut));
          at += cut;
        }
        chunks.push(whole.subarray(at));
        const { reader, frames } = read(chunks);
        expect(show(frames)).toEqual(
          messages.map(([compressed, payload]) => `${compressed ? "z" : ""}${hex(payload)}`),
        );
        expect(reader.unfinished().length).toBe(0);
      }),
    );
  });
});
