import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeGrpcMessage } from "../../../core/channels/grpc-status.ts";
import { errorName } from "../../../core/channels/http2-error-names.ts";

describe("decodeGrpcMessage", () => {
  it.each<[string, string]>([
    ["", ""],
    ["plain", "plain"],
    ["a%20b%2Fc%23", "a b/c#"],
    ["%C3%A9%e2%82%ac", "é€"],
    ["100%", "100%"],
    ["%zz%4", "%zz%4"],
    ["%ff", "\ufffd"],
  ])("%j → %j", (text, expected) => {
    expect(decodeGrpcMessage(text)).toBe(expected);
  });

  it("undoes any percent-encoding", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(decodeGrpcMessage(encodeURIComponent(text))).toBe(text);
      }),
    );
  });
});

describe("errorName", () => {
  it.each([
    [0, "NO_ERROR"],
    [2, "INTERNAL_ERROR"],
    [7, "REFUSED_STREAM"],
    [8, "CANCEL"],
    [11, "ENHANCE_YOUR_CALM"],
    [13, "HTTP_1_1_REQUIRED"],
    [99, "99"],
  ])("%i is %s", (code, name) => {
    expect(errorName(code)).toBe(name);
  });
});
