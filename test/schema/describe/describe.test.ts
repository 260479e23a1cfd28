import { describe, expect, it } from "vitest";
import { ByteglassError } from "../../../core/error.ts";
import { describe as describeSchema } from "../../../core/schema/describe/describe.ts";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { partOf } from "../support/files.ts";
import { compileText } from "../support/protoc.ts";

const pool = buildPool([
  partOf(
    compileText({
      "shop/orders.proto": `syntax = "proto2"; package shop; import "google/api/annotations.proto";
// Orders.
service Orders {
  // Gets one.
  rpc Get(Order) returns (stream Order) { option (google.api.http) = { get: "/v1/{id}" additional_bindings { post: "/v1" body: "*" } }; }
}
// An order.
message Order {
  required int64 id = 1 [deprecated = true]; // The number.
  oneof choice { string text = 2; State state = 3; }
  map<string, Order> more = 4;
  repeated group Line = 5 { optional int32 count = 1; }
  extensions 100 to 200;
}
enum State { NONE = 0; OPEN = 1; // Still open.
}
extend Order { optional string note = 100; }
`,
    }).values(),
  ),
]);

describe("a symbol as source", () => {
  it.each([
    [
      "shop.Orders",
      "service",
      `// Orders.
service Orders {
  // Gets one.
  rpc Get(Order) returns (stream Order) {
    option (google.api.http) = {
      get: "/v1/{id}"
      additional_bindings {
        post: "/v1"
        body: "*"
      }
    };
  }
}
`,
    ],
    [
      "shop.Order",
      "message",
      `// An order.
message Order {
  required int64 id = 1 [deprecated = true];  // The number.

  oneof choice {
    string text = 2;
    State state = 3;
  }

  map<string, Order> more = 4;

  repeated group Line = 5 {
    optional int32 count = 1;
  }

  extensions 100 to 200;
}
`,
    ],
    ["shop.State", "enum", "enum State {\n  NONE = 0;\n  OPEN = 1;  // Still open.\n}\n"],
    ["shop.State.OPEN", "enum-value", "OPEN = 1;  // Still open.\n"],
    ["shop.Order.id", "field", "required int64 id = 1 [deprecated = true];  // The number.\n"],
    ["shop.Order.more", "field", "map<string, Order> more = 4;\n"],
    ["shop.Order.line", "field", "repeated group Line = 5 {\n  optional int32 count = 1;\n}\n"],
    ["shop.Order.text", "field", "string text = 2;\n"],
    ["shop.Order.choice", "oneof", "oneof choice {\n  string text = 2;\n  State state = 3;\n}\n"],
    ["shop.note", "extension", "extend Order {\n  optional string note = 100;\n}\n"],
    [".shop.Order.Line", "message", "message Line {\n  optional int32 count = 1;\n}\n"],
  ])("%s is a %s", (symbol, kind, source) => {
    expect(describeSchema(pool, symbol)).toEqual([{ symbol: symbol.replace(/^\./, ""), kind, source }]);
  });

  it.each(["shop.Orders/Get", "shop.Orders.Get", "/shop.Orders/Get"])("the method %s", (symbol) => {
    const [described] = describeSchema(pool, symbol);
    expect([described?.kind, described?.source.split("\n").slice(0, 2)]).toEqual([
      "method",
      ["// Gets one.", "rpc Get(Order) returns (stream Order) {"],
    ]);
  });

  it("a file by its name, bundled types with their comments", () => {
    expect(describeSchema(pool, "shop/orders.proto")[0]?.source.split("\n").slice(0, 3)).toEqual([
      'syntax = "proto2";',
      "",
      "package shop;",
    ]);
    expect(describeSchema(pool, "google.rpc.Status")[0]?.source).toContain(
      "// A developer-facing error message",
    );
  });

  it("everything is the files of the sources, bundled ones aside", () => {
    expect(describeSchema(pool).map((one) => [one.symbol, one.kind])).toEqual([
      ["shop/orders.proto", "file"],
    ]);
  });

  it("an option that no source defines is a remark", () => {
    const files = compileText({
      "options.proto": `syntax = "proto2"; import "google/protobuf/descriptor.proto"; extend google.protobuf.MessageOptions { optional int32 x = 50000; }`,
      "x.proto": `syntax = "proto3"; import "options.proto"; message M { option (x) = 5; }`,
    });
    const alone = buildPool([partOf([files.get("x.proto") ?? new Uint8Array(0)])]);
    expect(describeSchema(alone, "M")[0]?.source).toBe(
      "message M {\n  // Option 50000 is set here; no source defines it.\n}\n",
    );
  });

  it.each([
    ["shop.Oders", "The schema has no symbol shop.Oders.", "Did you mean shop.Orders or shop.Order?"],
    ["orders/get", "The schema has no symbol orders/get.", "Did you mean shop.Orders/Get?"],
    ["Order", "The schema has no symbol Order.", "Did you mean shop.Order?"],
    ["Zzz", "The schema has no symbol Zzz.", "List what there is, and copy the name from there."],
  ])("%s is not there", (symbol, message, hint) => {
    try {
      describeSchema(pool, symbol);
      expect.unreachable();
    } catch (thrown) {
      const error = ByteglassError.from(thrown);
      expect([error.code, error.message, error.hint]).toEqual(["not-found", message, hint]);
    }
  });
});
