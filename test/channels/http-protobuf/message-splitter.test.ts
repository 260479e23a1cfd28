import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type LengthForm,
  MessageSplitter,
  withLength,
} from "../../../core/channels/http-protobuf/message-splitter.ts";
import { bytes, hex } from "../support/call.ts";

const forms: readonly LengthForm[] = ["varint", "four-bytes"];

/** Everything that comes of a body in chunks. */
function split(form: LengthForm, chunks: readonly Uint8Array[], limit = 1000) {
  const splitter = new MessageSplitter(form, limit);
  const messages = chunks.flatMap((chunk) => splitter.read(chunk).map(hex));
  return { messages, fault: splitter.fault, unfinished: hex(splitter.unfinished()) };
}

describe.each(forms)("messages behind a length (%s)", (form) => {
  it("come out as they went in, in chunks of any size", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 400 }),
        (messages, size) => {
          const body = Buffer.concat(messages.map((message) => withLength(message, form)));
          const chunks: Uint8Array[] = [];
          for (let start = 0; start < body.length; start += size)
            chunks.push(body.subarray(start, start + size));
          expect(split(form, chunks)).toEqual({
            messages: messages.map(hex),
            fault: undefined,
            unfinished: "",
          });
        },
      ),
    );
  });

  it("are left unfinished where the body ends inside one", () => {
    const whole = withLength(bytes("0a0178"), form);
    const cut = whole.subarray(0, whole.length - 1);
    expect(split(form, [Buffer.concat([whole, cut])])).toEqual({
      messages: ["0a0178"],
      fault: undefined,
      unfinished: hex(cut),
    });
  });
});

it.each<[LengthForm, string, object]>([
  ["varint", "808080807f", { kind: "too-large", byteLength: 127 * 2 ** 28 }],
  ["varint", "ffffffffff01", { kind: "bad-length" }],
  ["four-bytes", "ffffffff", { kind: "too-large", byteLength: 0xffff_ffff }],
])("%s %s stops the reading", (form, digits, fault) => {
  expect(split(form, [bytes(digits), bytes("00")])).toMatchObject({ messages: [], fault });
});
