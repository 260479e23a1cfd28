import type { JsonTree } from "./json-tree.ts";

const empty: JsonTree = new Map();

/** What stands in an example for the well-known types that have a JSON form of their own. */
export const wellKnownExamples: ReadonlyMap<string, JsonTree> = new Map<string, JsonTree>([
  ["google.protobuf.Timestamp", "2026-01-02T03:04:05.678Z"],
  ["google.protobuf.Duration", "1.5s"],
  ["google.protobuf.FieldMask", ""],
  ["google.protobuf.Struct", new Map([["key", "value"]])],
  ["google.protobuf.Value", "value"],
  ["google.protobuf.ListValue", ["value", 1, true]],
  ["google.protobuf.Empty", empty],
  [
    "google.protobuf.Any",
    new Map<string, JsonTree>([
      ["@type", "type.googleapis.com/google.protobuf.Empty"],
      ["value", empty],
    ]),
  ],
  ["google.protobuf.DoubleValue", 1.5],
  ["google.protobuf.FloatValue", 1.5],
  ["google.protobuf.Int64Value", "0"],
  ["google.protobuf.UInt64Value", "0"],
  ["google.protobuf.Int32Value", 0],
  ["google.protobuf.UInt32Value", 0],
  ["google.protobuf.BoolValue", false],
  ["google.protobuf.StringValue", ""],
  ["google.protobuf.BytesValue", ""],
]);
