import { describe, expect, it } from "vitest";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { searchNames } from "../../../core/schema/search/search-names.ts";
import { partOf } from "../support/files.ts";
import { compileText } from "../support/protoc.ts";

const text = `syntax = "proto3"; package shop.v1;
  service Orders { rpc GetOrder(Order) returns (Order); rpc ListOrders(Order) returns (stream Order) { option deprecated = true; } }
  message Order { string order_id = 1; Kind kind = 2; repeated Line lines = 3 [deprecated = true];
    message Line { string sku = 1; int64 amount = 2; } }
  message Reorder { option deprecated = true; string id = 1; }
  enum Kind { KIND_NONE = 0; KIND_ORDER = 1; }
  message constructor { string __proto__ = 1; }`;
const pool = buildPool([partOf(compileText({ "shop.proto": text }).values())]);

const find = async (query: string, more: object = {}) =>
  (await searchNames(pool, { query, start: 0, end: 100, ...more })).names.map(({ symbol }) => symbol);
const first = async (query: string) => (await searchNames(pool, { query, start: 0, end: 1 })).names[0];

describe("a search over all names", () => {
  it.each<[string, readonly string[]]>([
    ["", []],
    ["   ", []],
    ["nothing of the kind", []],
    // Whole names first, then beginnings, then beginnings of parts, then the rest; services and methods before fields.
    [
      "order",
      [
        "shop.v1.Order",
        "shop.v1.Orders",
        "shop.v1.Order.order_id",
        "shop.v1.Orders/GetOrder",
        "shop.v1.Orders/ListOrders",
        "shop.v1.Kind.KIND_ORDER",
        "shop.v1.Reorder",
      ],
    ],
    ["KIND_ORDER", ["shop.v1.Kind.KIND_ORDER"]],
    ["sku", ["shop.v1.Order.Line.sku"]],
    // Words in any order; one may be about the type.
    ["line amount", ["shop.v1.Order.Line.amount"]],
    ["amount line", ["shop.v1.Order.Line.amount"]],
    ["order.line.sku", ["shop.v1.Order.Line.sku"]],
    ["orders/getorder", ["shop.v1.Orders/GetOrder"]],
    ["orders.getorder", ["shop.v1.Orders/GetOrder"]],
    ["constructor", ["shop.v1.constructor"]],
    ["constructor proto", ["shop.v1.constructor.__proto__"]],
    ["__proto__", ["shop.v1.constructor.__proto__"]],
  ])("finds %j", async (query, found) => {
    expect((await find(query)).slice(0, Math.max(found.length, 1))).toEqual(found);
  });

  it("finds the kinds that are asked for", async () => {
    expect(await find("order", { kinds: ["method"] })).toEqual([
      "shop.v1.Orders/GetOrder",
      "shop.v1.Orders/ListOrders",
    ]);
  });

  it("says what is deprecated, and where a name is", async () => {
    const { names } = await searchNames(pool, { query: "lines", start: 0, end: 1 });
    expect(names).toEqual([
      {
        symbol: "shop.v1.Order.lines",
        kind: "field",
        name: "lines",
        container: "shop.v1.Order",
        deprecated: true,
      },
    ]);
    expect((await first("listorders"))?.deprecated).toBe(true);
    expect((await first("reorder"))?.deprecated).toBe(true);
  });

  it("answers in pages of one order", async () => {
    const all = await searchNames(pool, { query: "o", start: 0, end: 100 });
    const pages = await Promise.all(
      [0, 3, 6, 9, 12].map((start) => searchNames(pool, { query: "o", start, end: start + 3 })),
    );
    expect(pages.flatMap(({ names }) => names)).toEqual(all.names.slice(0, 15));
    expect(all.total).toBe(all.names.length);
  });

  it("is cut where nearly everything fits, and lets others have their turn", async () => {
    const fields = Array.from({ length: 600 }, (_, at) => `string f${at} = ${at + 1};`).join(" ");
    const messages = Array.from({ length: 100 }, (_, at) => `message M${at} { ${fields} }`).join(" ");
    const large = buildPool([partOf(compileText({ "l.proto": `syntax = "proto3"; ${messages}` }).values())]);
    let turns = 0;
    const others = setInterval(() => turns++, 0);
    const page = await searchNames(large, { query: "f", start: 0, end: 2 });
    clearInterval(others);
    expect(turns).toBeGreaterThan(2);
    expect(page).toMatchObject({ total: 50_000, isCut: true });
    expect(await searchNames(large, { query: "m99 f599", start: 0, end: 5 })).toMatchObject({
      total: 1,
      isCut: false,
      names: [{ symbol: "M99.f599" }],
    });
  });
});
