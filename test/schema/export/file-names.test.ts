import { describe, expect, it } from "vitest";
import { clashingNames, fileNameFault } from "../../../core/schema/export/file-names.ts";

describe("a file name that a server chose", () => {
  it.each([
    ["a.proto", undefined],
    ["google/api/http.proto", undefined],
    ["grüße/名前.proto", undefined],
    ["a b/c-d_e.v1.proto", undefined],
    ["../a.proto", "would leave the folder"],
    ["a/../../b.proto", "would leave the folder"],
    ["a/..\\b.proto", "would leave the folder"],
    ["/etc/a.proto", "is absolute"],
    ["\\\\server\\a.proto", "is absolute"],
    ["C:\\a.proto", "is absolute"],
    ["c:a.proto", "is absolute"],
    ["a\\b.proto", "has a character that file names cannot have everywhere"],
    ["a.txt:b.proto", "has a character that file names cannot have everywhere"],
    ["a/./b.proto", "has an empty part"],
    ["a//b.proto", "has an empty part"],
    [".git/hooks/a.proto", "has a hidden part"],
    [".proto", "has a hidden part"],
    ["a /b.proto", "has a part that begins or ends with a space or a dot"],
    ["a./b.proto", "has a part that begins or ends with a space or a dot"],
    ["nul.proto", "is the name of a device"],
    ["COM1/a.proto", "is the name of a device"],
    ["a\u0000.proto", "has control characters in it"],
    ["a\n--plugin=x.proto", "has control characters in it"],
    ["a\u202eb.proto", "has control characters in it"],
    ["Makefile", "does not end in .proto"],
    ["", "does not end in .proto"],
    [`${"a".repeat(250)}.proto`, "has a part longer than 200 bytes"],
    [`${"a/".repeat(600)}b.proto`, "is longer than 1024 bytes"],
  ])("%j: %s", (name, fault) => {
    expect(fileNameFault(name)).toBe(fault);
  });
});

describe("names that clash on some disks", () => {
  it.each<[readonly string[], readonly (readonly [string, string])[]]>([
    [["a.proto", "b.proto", "a/a.proto"], []],
    [["a.proto", "A.proto"], [["a.proto", "A.proto"]]],
    [["\u00e9.proto", "e\u0301.proto"], [["\u00e9.proto", "e\u0301.proto"]]],
    [["a.proto/b.proto", "A.proto"], [["A.proto", "a.proto/b.proto"]]],
  ])("%j: %j", (names, clashes) => {
    expect(clashingNames(names)).toEqual(clashes);
  });
});
