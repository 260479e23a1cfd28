import { expect, it } from "vitest";
import type { PortableRequest } from "../../../core/contract/exchange.ts";
import { previewRows } from "../../../renderer/exchange/preview-rows.ts";

const request = (name: string, ...folder: string[]): PortableRequest => ({
  name,
  folder,
  channel: "grpc",
  target: "",
  security: { mode: "auto" },
  method: "",
  metadata: [],
  messages: [],
  sources: [],
});

it.each<[string, readonly PortableRequest[], readonly string[]]>([
  ["none", [], []],
  ["a folder once", [request("1", "a"), request("2", "a"), request("3")], ["0 a", "1 1", "1 2", "0 3"]],
  [
    "folders in folders",
    [request("1", "a", "b"), request("2", "a", "c")],
    ["0 a", "1 b", "2 1", "1 c", "2 2"],
  ],
  [
    "a folder again",
    [request("1", "a"), request("2"), request("3", "a")],
    ["0 a", "1 1", "0 2", "0 a", "1 3"],
  ],
])("shows %s", (_, requests, expected) => {
  expect(previewRows(requests, 100).map(({ depth, name }) => `${depth} ${name}`)).toEqual(expected);
});
