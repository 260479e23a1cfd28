import { describe, expect, it } from "vitest";
import { symbolDocs } from "../../../core/schema/docs/symbol-docs.ts";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { fieldDescriptions } from "../../../core/schema/summary/summarize.ts";
import { partOf } from "../support/files.ts";
import { compileText } from "../support/protoc.ts";

const text = `syntax = "proto3"; package shop.v1;
  import "buf/validate/validate.proto";
  // Takes orders.
  service Orders {
    // Places one.
    rpc Place(Order) returns (stream Order);
  }
  // What is bought.
  message Order {
    option (buf.validate.message).cel = {id: "order.sum", message: "lines must add up", expression: "this.id != ''"};
    // Chosen by the shop.
    string id = 1 [(buf.validate.field).string.min_len = 1, (buf.validate.field).required = true];
    repeated Line lines = 2 [deprecated = true];
    map<string, Kind> kinds = 3;
    oneof paid { string card = 4; bool cash = 5; }
    optional int32 rank = 6 [(buf.validate.field).int32 = {gte: 1, lte: 9}];
    message Line { string sku = 1; }
  }
  enum Kind {
    // Not told.
    KIND_NONE = 0;
    KIND_BOOK = 1 [deprecated = true]; // Paper.
  }`;
const pool = buildPool([partOf(compileText({ "shop.proto": text }).values())]);

describe("the docs of a symbol", () => {
  it("tell a message with its fields, their rules and what uses it", () => {
    const docs = symbolDocs(pool, "shop.v1.Order");
    expect(docs).toMatchObject({
      kind: "message",
      name: "Order",
      container: "shop.v1",
      file: "shop.proto",
      comment: "What is bought.",
      rules: ["lines must add up (this.id != '')"],
      more: 0,
    });
    expect(
      docs.members.map(({ name, label, types, oneof, rules }) => ({
        name,
        label,
        type: types[0]?.text,
        oneof,
        rules,
      })),
    ).toEqual([
      { name: "id", label: "", type: "string", oneof: "", rules: ["string.min_len = 1", "required = true"] },
      { name: "lines", label: "repeated", type: "shop.v1.Order.Line", oneof: "", rules: [] },
      { name: "kinds", label: "map<string, …>", type: "shop.v1.Kind", oneof: "", rules: [] },
      { name: "card", label: "", type: "string", oneof: "paid", rules: [] },
      { name: "cash", label: "", type: "bool", oneof: "paid", rules: [] },
      {
        name: "rank",
        label: "optional",
        type: "int32",
        oneof: "",
        rules: ["int32.lte = 9", "int32.gte = 1"],
      },
      { name: "Line", label: "", type: undefined, oneof: "", rules: [] },
    ]);
    expect(docs.members[0]?.comment).toBe("Chosen by the shop.");
    expect(docs.members[1]).toMatchObject({ deprecated: true, types: [{ symbol: "shop.v1.Order.Line" }] });
    expect(docs.usedBy.map(({ symbol }) => symbol)).toEqual(["shop.v1.Orders/Place"]);
  });

  it.each<[string, object]>([
    [
      "shop.v1.Orders",
      { kind: "service", comment: "Takes orders.", members: [{ kind: "method", name: "Place" }] },
    ],
    [
      "shop.v1.Orders/Place",
      {
        kind: "method",
        comment: "Places one.",
        types: [
          { text: "shop.v1.Order", symbol: "shop.v1.Order" },
          { text: "stream shop.v1.Order", symbol: "shop.v1.Order" },
        ],
      },
    ],
    [
      "shop.v1.Kind",
      {
        kind: "enum",
        members: [
          { name: "KIND_NONE", number: 0, comment: "Not told." },
          { name: "KIND_BOOK", number: 1, comment: "Paper.", deprecated: true },
        ],
        usedBy: [{ symbol: "shop.v1.Order.kinds" }],
      },
    ],
    [
      "shop.v1.Order.id",
      { kind: "field", container: "shop.v1.Order", types: [{ text: "string" }], members: [] },
    ],
    ["shop.v1.Kind.KIND_BOOK", { kind: "enum-value", deprecated: true }],
  ])("tell %s", (symbol, docs) => {
    expect(symbolDocs(pool, symbol)).toMatchObject(docs);
  });

  it.each([
    ["shop.v1.Ordr", "Did you mean shop.v1.Order"],
    ["shop.proto", "Read its source"],
    ["shop.v1.Order.paid", "Read its source"],
  ])("say what else to do about %s", (symbol, hint) => {
    expect(() => symbolDocs(pool, symbol)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(hint) }),
    );
  });
});

describe("a field's hover", () => {
  it("has rules, values and deprecation", () => {
    const fields = new Map(fieldDescriptions(pool, "shop.v1.Order").map((field) => [field.path, field]));
    expect(fields.get("id")?.rules).toEqual(["string.min_len = 1", "required = true"]);
    expect(fields.get("lines")?.deprecated).toBe(true);
    expect(fields.get("kinds")?.values).toEqual([
      { name: "KIND_NONE", comment: "Not told." },
      { name: "KIND_BOOK", comment: "Paper." },
    ]);
    expect(fields.get("lines[].sku")).not.toHaveProperty("rules");
  });
});
