import { describe, expect, it } from "vitest";
import type { MethodSummary } from "../../../core/contract/views.ts";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { listServices } from "../../../core/schema/raw/list-services.ts";
import { httpRuleOf } from "../../../core/schema/summary/http-rule.ts";
import { fieldDescriptions, messageCount, summarize } from "../../../core/schema/summary/summarize.ts";
import { partOf } from "../support/files.ts";
import { protoFolder } from "../support/folders.ts";
import { compileText } from "../support/protoc.ts";

const files = compileText({
  "shop/orders.proto": `syntax = "proto3"; package shop;
    import "google/api/annotations.proto"; import "google/protobuf/timestamp.proto";
    // Orders, and what becomes of them.
    //
    //   Indented.
    service Orders {
      // Gets one.
      rpc Get(Order) returns (Order) { option (google.api.http) = { get: "/v1/{id=orders/*}" }; }
      rpc Put(stream Order) returns (stream Order) {
        option deprecated = true;
        option (google.api.http) = {
          put: "/v1/orders" body: "item" response_body: "id"
          additional_bindings { custom { kind: "LINK" path: "/v1/link" } body: "*" }
          additional_bindings { patch: "/v2/orders" }
        };
      } // Behind Put.
      rpc Watch(Order) returns (stream Order); // Watches.
      rpc Load(stream Order) returns (Order) { option (google.api.http).delete = "/v1/a"; option (google.api.http).body = "*"; }
    }
    // What was ordered.
    message Order {
      // The number.
      int64 order_id = 1; // Behind.
      repeated Item items = 2;
      map<string, Item> by_name = 3;
      Order again = 4;
      google.protobuf.Timestamp at = 5;
      // A choice.
      oneof choice { string text = 6; // Some text.
        bytes raw = 7; }
      message Item { optional string name = 1; }
    }`,
  "a.proto": `syntax = "proto2"; package a; service First { rpc X(M) returns (M); } message M { required int32 x = 1 [default = 3]; repeated group G = 2 { optional int32 y = 1; } }`,
});
const pool = buildPool([partOf(files.values())]);

const method = (
  name: string,
  kind: MethodSummary["kind"],
  rest: Partial<MethodSummary> = {},
): MethodSummary => ({
  name,
  fullName: `shop.Orders/${name}`,
  kind,
  inputType: "shop.Order",
  outputType: "shop.Order",
  httpBindings: [],
  comment: "",
  deprecated: false,
  ...rest,
});
const orders = [
  method("Get", "unary", { httpBindings: ["GET /v1/{id=orders/*}"], comment: "Gets one." }),
  method("Put", "bidi-stream", {
    httpBindings: ["PUT /v1/orders", "LINK /v1/link", "PATCH /v2/orders"],
    deprecated: true,
  }),
  method("Watch", "server-stream", { comment: "Watches." }),
  method("Load", "client-stream", { httpBindings: ["DELETE /v1/a"] }),
];

describe("services", () => {
  it("are summarized by name, with comments and bindings", () => {
    expect(summarize(pool)).toMatchObject([
      { fullName: "a.First", comment: "", methods: [{ fullName: "a.First/X" }] },
      {
        fullName: "shop.Orders",
        comment: "Orders, and what becomes of them.\n\n  Indented.",
        methods: orders,
      },
    ]);
  });

  it("are listed without a registry, the same but for comments and HTTP bindings", () => {
    const [listed] = listServices([...files.values()]).filter(
      (service) => service.fullName === "shop.Orders",
    );
    expect(listed).toEqual({
      fullName: "shop.Orders",
      comment: "",
      methods: orders.map((one) => ({ ...one, comment: "", httpBindings: [] })),
    });
  });

  it.each(["core/schema/include", "proto-samples/protos"])("of %s are the same both ways", (folder) => {
    const compiled = [...compileText(protoFolder(folder)).values()];
    const summarized = summarize(buildPool([partOf(compiled)])).map((service) => ({
      ...service,
      comment: "",
      methods: service.methods.map((one) => ({ ...one, comment: "", httpBindings: [] })),
    }));
    const listed = [...listServices(compiled)].sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
    expect(listed).toEqual(summarized);
  });

  it("read up to the damage, whatever is thrown at them", () => {
    const whole = files.get("shop/orders.proto") ?? new Uint8Array(0);
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => listServices([whole.subarray(0, length), whole])).not.toThrow();
    }
    expect(listServices([whole, whole]).length).toBe(1);
  });
});

describe("HTTP rules", () => {
  it("keep pattern, body, response body and additional bindings as they were written", () => {
    const put = pool.registry.getService("shop.Orders")?.methods.find((one) => one.name === "Put");
    expect(put && httpRuleOf(put)).toEqual({
      method: "PUT",
      path: "/v1/orders",
      body: "item",
      responseBody: "id",
      additionalBindings: [
        { method: "LINK", path: "/v1/link", body: "*", responseBody: "", additionalBindings: [] },
        { method: "PATCH", path: "/v2/orders", body: "", responseBody: "", additionalBindings: [] },
      ],
    });
  });

  it("set piece by piece are put together", () => {
    const load = pool.registry.getService("shop.Orders")?.methods.find((one) => one.name === "Load");
    expect(load && httpRuleOf(load)).toMatchObject({ method: "DELETE", path: "/v1/a", body: "*" });
  });

  it("are absent where there is none", () => {
    const watch = pool.registry.getService("shop.Orders")?.methods.find((one) => one.name === "Watch");
    expect(watch && httpRuleOf(watch)).toBeUndefined();
  });
});

describe("hover texts", () => {
  it("cover every field that occurs in a body, recursion cut", () => {
    const told = fieldDescriptions(pool, "shop.Order").map(({ form, messageType, shape, ...rest }) => rest);
    expect(told).toEqual([
      { path: "orderId", declaration: "int64 order_id = 1", comment: "The number." },
      { path: "items", declaration: "repeated Item items = 2", comment: "" },
      { path: "items[].name", declaration: "optional string name = 1", comment: "" },
      { path: "byName", declaration: "map<string, Item> by_name = 3", comment: "" },
      { path: "byName.*.name", declaration: "optional string name = 1", comment: "" },
      { path: "again", declaration: "Order again = 4", comment: "" },
      { path: "at", declaration: "google.protobuf.Timestamp at = 5", comment: "" },
      {
        path: "text",
        declaration: "string text = 6",
        comment: "Some text.\n\nOne of choice: set this, or raw.",
      },
      { path: "raw", declaration: "bytes raw = 7", comment: "One of choice: set this, or text." },
    ]);
  });

  it("say how JSON writes a value where that is not plain", () => {
    const told = fieldDescriptions(pool, "shop.Order").map(({ path, form = "", messageType = "" }) => [
      path,
      form.slice(0, 24),
      messageType,
    ]);
    expect(told).toEqual([
      ["orderId", "In JSON: a string such a", ""],
      ["items", "", "shop.Order.Item"],
      ["items[].name", "", ""],
      ["byName", "", "shop.Order.Item"],
      ["byName.*.name", "", ""],
      ["again", "", "shop.Order"],
      ["at", "In JSON: a time such as ", "google.protobuf.Timestamp"],
      ["text", "", ""],
      ["raw", "In JSON: base64 such as ", ""],
    ]);
  });

  it("say what a field can hold", () => {
    const told = fieldDescriptions(pool, "shop.Order").map(({ path, shape }) => [path, shape]);
    expect(told).toEqual([
      ["orderId", { cardinality: "single", type: "int64" }],
      ["items", { cardinality: "list", type: "message" }],
      ["items[].name", { cardinality: "single", type: "string" }],
      ["byName", { cardinality: "map", type: "message", key: "string" }],
      ["byName.*.name", { cardinality: "single", type: "string" }],
      ["again", { cardinality: "single", type: "message" }],
      ["at", { cardinality: "single", type: "message" }],
      ["text", { cardinality: "single", type: "string", oneof: "choice" }],
      ["raw", { cardinality: "single", type: "bytes", oneof: "choice" }],
    ]);
  });

  it("show proto2 labels and groups", () => {
    expect(fieldDescriptions(pool, "a.M").map((one) => [one.path, one.declaration])).toEqual([
      ["x", "required int32 x = 1"],
      ["g", "repeated group G = 2"],
      ["g[].y", "optional int32 y = 1"],
    ]);
  });
});

describe("counts", () => {
  it("take messages of the sources, nested ones included, map entries and bundled imports not", () => {
    const own = partOf([...files].filter(([name]) => !name.startsWith("google/")).map(([, bytes]) => bytes));
    expect(messageCount(buildPool([own]))).toBe(4);
  });
});
