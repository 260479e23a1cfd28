import type { DescMessage } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { jsonPathOf } from "../../core/calls/violation-path.ts";
import { compileProto } from "../codec/compile.ts";

const registry = compileProto({
  "a.proto": `syntax = "proto3"; package a;
message Order {
  User user_app_id = 1;
  repeated Item order_items = 2;
  map<string, Item> by_name = 3;
  map<int32, string> counts = 4;
  string image_url = 5 [json_name = "img"];
}
message User { string user_id = 1; }
message Item { string sku = 1; repeated string tags = 2; }`,
});
const order = registry.getMessage("a.Order") as DescMessage;

it.each([
  ["user_app_id.user_id", "userAppId.userId"],
  ["userAppId.userId", "userAppId.userId"],
  ["UserAppId.UserId", "userAppId.userId"],
  ["image_url", "img"],
  ["img", "img"],
  ["order_items[2].sku", "orderItems[2].sku"],
  ["order_items.2.sku", "orderItems[2].sku"],
  ["/order_items/2/tags/0", "orderItems[2].tags[0]"],
  ["$.orderItems[0].tags[1]", "orderItems[0].tags[1]"],
  ['by_name["a.b"].sku', 'byName["a.b"].sku'],
  ["by_name.x.sku", 'byName["x"].sku'],
  ["by_name[x].sku", 'byName["x"].sku'],
  ["counts[7]", 'counts["7"]'],
  ["Order.user_app_id", "userAppId"],
  ["request.order_items[1]", "orderItems[1]"],
  ["order_items[1].colour", "orderItems[1]"],
  ["nothing.like.it", undefined],
  ["", undefined],
])("%s is %s in JSON", (written, expected) => {
  expect(jsonPathOf(order, written)).toBe(expected);
});
