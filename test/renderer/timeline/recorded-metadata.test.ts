import { describe, expect, it } from "vitest";
import { recordedMetadata } from "../../../renderer/timeline/recorded-metadata.ts";

const entry = ([name = "", value = ""]: readonly string[]) => ({ name, value });

describe("the metadata of a recorded request", () => {
  it("is what its sender gave, in order and with its case", () =>
    expect(
      recordedMetadata(
        [
          [":path", "/p.S/M"],
          ["Content-Type", "application/grpc"],
          ["X-Tag", "a"],
          ["grpc-timeout", "5S"],
          ["connect-protocol-version", "1"],
          ["te", "trailers"],
          ["X-Tag", "b"],
          ["user-agent", "byteglass"],
          ["trace-bin", "AP8="],
        ].map(entry),
      ),
    ).toEqual({
      entries: [
        ["X-Tag", "a"],
        ["X-Tag", "b"],
        ["trace-bin", "AP8="],
      ].map(entry),
      maskedNames: [],
    }));

  it("leaves out what is masked, and names it", () =>
    expect(
      recordedMetadata(
        [
          ["authorization", "Bearer ••••••"],
          ["x-tag", "a"],
        ].map(entry),
      ),
    ).toEqual({ entries: [entry(["x-tag", "a"])], maskedNames: ["authorization"] }));
});
