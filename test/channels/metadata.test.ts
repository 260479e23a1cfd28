import { describe, expect, it } from "vitest";
import { checkHeaders } from "../../core/channels/http/request-headers.ts";
import { checkMetadata, decodeBase64, entriesFromRaw } from "../../core/channels/metadata.ts";

describe("checkMetadata", () => {
  it.each<[string, string]>([
    ["authorization", "Bearer x"],
    ["X-Upper_case.name-1", ""],
    ["user-agent", "mine"],
    ["x-text", " leading and trailing "],
    ["x-data-bin", "AQI="],
    ["x-data-bin", "AQI"],
    ["X-Data-BIN", "-_8"],
    ["grpc-trace-bin", "AA=="],
  ])("lets %s: %j go", (name, value) => {
    expect(checkMetadata([{ name, value }])).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["", "", "The metadata name “” has a character that a name cannot have."],
    ["a b", "", "The metadata name “a b” has a character that a name cannot have."],
    [":path", "", "The metadata name “:path” has a character that a name cannot have."],
    ["naïve", "", "The metadata name “naïve” has a character that a name cannot have."],
    ["TE", "trailers", "The metadata name “TE” belongs to the protocol and cannot be set by hand."],
    [
      "grpc-timeout",
      "1S",
      "The metadata name “grpc-timeout” belongs to the protocol and cannot be set by hand.",
    ],
    ["x", "é", "The value of “x” has a character outside printable ASCII, which metadata cannot carry."],
    ["x", "a\nb", "The value of “x” has a character outside printable ASCII, which metadata cannot carry."],
    ["x-bin", "not base64!", "The value of “x-bin” is not base64, which a name that ends in -bin needs."],
    ["x-bin", "A", "The value of “x-bin” is not base64, which a name that ends in -bin needs."],
  ])("refuses %j: %j", (name, value, message) => {
    expect(
      checkMetadata([
        { name: "ok", value: "" },
        { name, value },
      ]),
    ).toEqual([
      expect.objectContaining({ code: "bad-metadata", severity: "error", path: "metadata[1]", message }),
    ]);
  });

  it("refuses a second value where HTTP/2 allows but one", () => {
    const twice = ["one", "two"].map((value) => ({ name: "Authorization", value }));
    expect(checkMetadata(twice).map(({ message, path }) => [path, message])).toEqual([
      ["metadata[1]", "The metadata name “Authorization” is given twice, and can have one value only."],
    ]);
  });
});

describe("checkHeaders", () => {
  it.each<[string, string]>([
    ["Host", "other.example"],
    ["X-!#$%&'*+.^_`|~", ""],
    ["Authorization", "Basic é"],
  ])("lets %s: %j go", (name, value) => {
    expect(checkHeaders([{ name, value }])).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["a b", "", "The header name “a b” has a character that a name cannot have."],
    [
      "Transfer-Encoding",
      "chunked",
      "The header “Transfer-Encoding” belongs to the connection and cannot be set by hand.",
    ],
    ["x", "a\r\nb: c", "The value of the header “x” has a character that a header cannot carry."],
    ["x", "€", "The value of the header “x” has a character that a header cannot carry."],
  ])("refuses %j: %j", (name, value, message) => {
    expect(checkHeaders([{ name, value }])).toMatchObject([{ path: "metadata[0]", message }]);
  });
});

describe("decodeBase64", () => {
  it.each<[string, string | undefined]>([
    ["", ""],
    ["AQI=", "0102"],
    ["AQI", "0102"],
    ["-_8=", "fbff"],
    ["+/8", "fbff"],
    ["AQI==", "0102"],
    ["A", undefined],
    ["A Q", undefined],
    ["=", ""],
  ])("%j → %s", (text, expected) => {
    const decoded = decodeBase64(text);
    expect(decoded === undefined ? undefined : Buffer.from(decoded).toString("hex")).toBe(expected);
  });
});

describe("entriesFromRaw", () => {
  it("keeps order, case and repeats, leaves pseudo-headers out, and parts joined binary values", () => {
    const raw = [":status", "200", "X-A", "1, 2", "x-bin", "AQ==, Ag==", "x-a", "3", "X-A", ""];
    expect(entriesFromRaw(raw)).toEqual([
      { name: "X-A", value: "1, 2" },
      { name: "x-bin", value: "AQ==" },
      { name: "x-bin", value: "Ag==" },
      { name: "x-a", value: "3" },
      { name: "X-A", value: "" },
    ]);
  });
});
