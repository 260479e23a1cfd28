import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { describe, expect, it } from "vitest";
import { buildPool, type SchemaPool } from "../../../core/schema/pool/pool.ts";
import { fileOf, partOf } from "../support/files.ts";
import { compileText } from "../support/protoc.ts";

const shop = compileText({
  "shop/orders.proto": `syntax = "proto3"; package shop;
    import "shop/types.proto"; import "google/protobuf/timestamp.proto"; import "google/api/annotations.proto";
    service Orders { rpc Get(Order) returns (Order) { option (google.api.http) = { get: "/v1/{id}" }; } }
    message Order { string id = 1; Item item = 2; google.protobuf.Timestamp made_at = 3; map<string, Item> by_name = 4; }`,
  "shop/types.proto": `syntax = "proto3"; package shop; message Item { int64 price = 1; State state = 2; } enum State { NONE = 0; }`,
  "shop/other.proto": `syntax = "proto3"; package shop; service Other { rpc Do(Empty) returns (Empty); } message Empty {}`,
});

const own = (name: string): Uint8Array => shop.get(name) ?? new Uint8Array(0);
const findings = (pool: SchemaPool): readonly string[] =>
  pool.findings.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
const names = (pool: SchemaPool): readonly string[] => pool.files.map((file) => file.name);
const typeNames = (pool: SchemaPool): readonly string[] =>
  [...pool.registry]
    .map((type) => `${type.kind} ${type.typeName}`)
    .filter((name) => !name.includes(" google."))
    .sort();

describe("a pool of well-formed files", () => {
  it("loads files in any order and fills bundled imports in", () => {
    const pool = buildPool([partOf([own("shop/orders.proto"), own("shop/types.proto")])]);
    expect([findings(pool), pool.sourceFileNames, names(pool).at(-1)]).toEqual([
      [],
      ["shop/orders.proto", "shop/types.proto"],
      "shop/orders.proto",
    ]);
    expect(typeNames(pool)).toEqual(
      ["message shop.Order", "message shop.Item", "enum shop.State", "service shop.Orders"].sort(),
    );
  });

  it("fills in JSON names that a server stripped", () => {
    const bytes = fileOf({
      name: "a.proto",
      syntax: "proto3",
      messageType: [
        { name: "M", field: [{ name: "made_at", number: 1, type: Type.STRING, label: Label.OPTIONAL }] },
      ],
    });
    expect(buildPool([partOf([bytes])]).registry.getMessage("M")?.fields[0]?.jsonName).toBe("madeAt");
  });

  it("finds bundled types that no source has, without listing them", () => {
    const { registry } = buildPool([partOf([own("shop/types.proto")])]);
    expect([registry.getMessage("google.rpc.BadRequest")?.typeName, [...registry].length]).toEqual([
      "google.rpc.BadRequest",
      2,
    ]);
  });

  it("joins the origins of its parts", () => {
    const parts = [partOf([], "reflection v1"), partOf([], "files"), partOf([], "files")];
    expect(buildPool(parts).origin).toBe("reflection v1 + files");
  });

  it("keeps source info apart", () => {
    const pool = buildPool([partOf([own("shop/types.proto")])]);
    expect([pool.files[0]?.sourceCodeInfo, pool.sourceInfo("shop/types.proto")?.length]).toEqual([
      undefined,
      expect.any(Number),
    ]);
  });

  it.each([
    ["a service", "shop.Other", ["shop/other.proto"]],
    ["a method", "shop.Other/Do", ["shop/other.proto"]],
    ["a type", "shop.Item", ["shop/types.proto"]],
    ["a type with imports", "shop.Order", ["shop/orders.proto", "shop/types.proto"]],
    [
      "a name nobody declares (everything, to suggest from)",
      "shop.Nothing",
      ["shop/orders.proto", "shop/other.proto", "shop/types.proto"],
    ],
  ])("loads only what %s needs", (_what, symbol, expected) => {
    expect(
      buildPool([partOf(shop.values())], { symbols: [symbol] }).sourceFileNames.filter((name) =>
        name.startsWith("shop"),
      ),
    ).toEqual(expected);
  });
});

describe("files without imports, as @grpc/reflection sends them", () => {
  const holding = (name: string, typeName: string) => [
    { name, field: [{ name: "held", number: 1, typeName }] },
  ];
  const files = [
    fileOf({ name: "common.proto", package: "acme.common", messageType: [{ name: "Money" }] }),
    fileOf({ name: "acme.proto", package: "acme", messageType: holding("Wrapper", "common.Money") }),
    fileOf({ name: "shop.proto", package: "acme.shop", messageType: holding("Order", "Wrapper") }),
    fileOf({ name: "other.proto", package: "acme", messageType: [{ name: "Other" }] }),
  ];

  it("are found by the names that a type uses", () => {
    const pool = buildPool([partOf(files)], { symbols: ["acme.shop.Order"] });
    const order = pool.registry.getMessage("acme.shop.Order");
    expect([pool.sourceFileNames, findings(pool)]).toEqual([
      ["acme.proto", "common.proto", "shop.proto"],
      [],
    ]);
    expect(order?.fields[0]?.message?.fields[0]?.message?.typeName).toBe("acme.common.Money");
  });
});

describe("an extension that protobufjs describes twice", () => {
  const sister = { name: ".acme.rule.http", number: 72295728, typeName: ".acme.rule.Rule" };
  const files = [
    fileOf({
      name: "base.proto",
      package: "base",
      syntax: "proto2",
      messageType: [
        { name: "Options", field: [sister], extensionRange: [{ start: 1000, end: 536870912 }] },
        { name: "Outer", nestedType: [{ name: "Inner", field: [sister] }] },
      ],
    }),
    fileOf({
      name: "rule.proto",
      package: "acme.rule",
      syntax: "proto2",
      messageType: [{ name: "Rule" }],
      extension: [{ ...sister, name: "http", extendee: ".base.Options" }],
    }),
  ];

  it("is an extension, and no field", () => {
    const pool = buildPool([partOf(files)]);
    const extension = pool.registry.getExtension("acme.rule.http");
    const fields = ["base.Options", "base.Outer.Inner"].map((name) => pool.registry.getMessage(name)?.fields);
    expect([findings(pool), fields, extension?.extendee.typeName, extension?.message?.typeName]).toEqual([
      [],
      [[], []],
      "base.Options",
      "acme.rule.Rule",
    ]);
  });
});

describe("sources that disagree", () => {
  const changed =
    compileText({
      "shop/types.proto": `syntax = "proto3"; package shop; message Item { double price = 1; string state = 3; } message New {}`,
    }).get("shop/types.proto") ?? new Uint8Array(0);

  it("lets the earlier part win and says what differs", () => {
    const pool = buildPool([partOf([own("shop/types.proto")], "reflection v1"), partOf([changed], "files")]);
    expect(findings(pool)).toEqual([
      "warning file-conflict: shop/types.proto differs between reflection v1 and files; reflection v1 wins. Different: " +
        "message Item: field price is int64 = 1 in the first and double = 1 in the second; " +
        "message Item: field state is shop.State = 2 in the first and string = 3 in the second; " +
        "message New is only in the second; enum State is only in the first.",
    ]);
    expect(pool.registry.getMessage("shop.New")).toBeUndefined();
  });

  it("takes the same content twice without a word, comments from whichever has them", () => {
    const stripped = fileOf({ name: "c.proto", syntax: "proto3", messageType: [{ name: "C" }] });
    const commented = compileText({ "c.proto": `syntax = "proto3"; // what\nmessage C {}` });
    const pool = buildPool([partOf([stripped]), partOf(commented.values()), partOf([stripped])]);
    expect([findings(pool), pool.sourceInfo("c.proto") === undefined]).toEqual([[], false]);
  });

  it("keeps the first of two files that declare the same", () => {
    const copy = compileText({
      "copy.proto": `syntax = "proto3"; package shop; message Item { bytes raw = 9; } message User { Item item = 1; }`,
    });
    const pool = buildPool([partOf([own("shop/types.proto")]), partOf(copy.values())]);
    expect(findings(pool)).toEqual([
      "warning duplicate-symbol: copy.proto declares shop.Item again, which shop/types.proto declares too; shop/types.proto wins.",
    ]);
    expect(pool.registry.getMessage("shop.User")?.fields[0]?.message?.file.proto.name).toBe(
      "shop/types.proto",
    );
  });

  it("prefers its own well-known types to odd ones", () => {
    const odd = fileOf({
      name: "google/protobuf/timestamp.proto",
      package: "google.protobuf",
      syntax: "proto3",
      messageType: [{ name: "Timestamp", field: [{ name: "text", number: 1, type: Type.STRING }] }],
    });
    const pool = buildPool([partOf([odd], "reflection v1")]);
    expect(findings(pool)).toEqual([
      "warning well-known-file-differs: google/protobuf/timestamp.proto from reflection v1 declares other fields than protobuf's own; the bundled one is used.",
    ]);
    expect(pool.registry.getMessage("google.protobuf.Timestamp")?.fields.map((field) => field.name)).toEqual([
      "seconds",
      "nanos",
    ]);
  });
});

describe("sources with gaps", () => {
  it("stubs a missing import and its types, and says who needs them", () => {
    const pool = buildPool([partOf([own("shop/orders.proto")])]);
    expect(findings(pool)).toEqual([
      "warning missing-import: shop/types.proto, imported by shop/orders.proto, is in none of the sources. Loaded as empty types: shop.Item.",
    ]);
    expect(pool.registry.getMessage("shop.Item")?.fields).toEqual([]);
  });

  it("stubs a type that no import explains", () => {
    const bytes = fileOf({
      name: "a.proto",
      package: "p",
      messageType: [
        {
          name: "M",
          field: [
            { name: "a", number: 1, type: Type.MESSAGE, typeName: ".q.Gone" },
            { name: "b", number: 2, type: Type.ENUM, typeName: ".q.Lost" },
          ],
        },
      ],
    });
    const pool = buildPool([partOf([bytes])]);
    expect(findings(pool)).toEqual([
      "warning missing-type: q.Gone, which a.proto uses, is in none of the sources; it is loaded as an empty message.",
      "warning missing-type: q.Lost, which a.proto uses, is in none of the sources; it is loaded as an empty enum.",
    ]);
    expect(typeNames(pool)).toEqual(["enum q.Lost", "message p.M", "message q.Gone"]);
  });

  it.each([
    ["a longer path", "protos/shop/types.proto"],
    ["a shorter path", "types.proto"],
  ])("uses a file that was compiled under %s", (_what, path) => {
    const moved = compileText({
      [path]: `syntax = "proto3"; package shop; message Item { int64 price = 1; }`,
    });
    const pool = buildPool([partOf([own("shop/orders.proto"), ...moved.values()])]);
    expect(findings(pool)).toEqual([
      `information import-path-differs: shop/types.proto is imported by shop/orders.proto but was compiled as ${path}; that one is used.`,
    ]);
    expect(pool.registry.getMessage("shop.Item")?.fields.length).toBe(1);
  });

  it("resolves relative type names and fills types in from them", () => {
    const bytes = fileOf({
      name: "a.proto",
      package: "p.q",
      messageType: [
        {
          name: "M",
          field: [
            { name: "a", number: 1, typeName: "N" },
            { name: "b", number: 2, typeName: "E" },
          ],
          nestedType: [{ name: "N" }],
        },
        { name: "N" },
      ],
      enumType: [{ name: "E", value: [{ name: "ZERO", number: 0 }] }],
    });
    const pool = buildPool([partOf([bytes])]);
    const [a, b] = pool.registry.getMessage("p.q.M")?.fields ?? [];
    expect([findings(pool), a?.message?.typeName, b?.enum?.typeName]).toEqual([[], "p.q.M.N", "p.q.E"]);
  });
});
