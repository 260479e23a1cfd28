import { create, createRegistry, type Registry, toBinary } from "@bufbuild/protobuf";
import { AnySchema, anyPack, DurationSchema, TimestampSchema, timestampFromMs } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { Writer } from "protobufjs/minimal.js";
import { beforeAll, describe, expect, it } from "vitest";
import { decodeStatusDetails, readJsonStatusDetails } from "../../core/calls/index.ts";
import { buildPool } from "../../core/schema/index.ts";

let registry: Registry;
beforeAll(() => {
  // An empty schema: google.rpc.* is bundled.
  registry = buildPool([]).registry;
});

/** A google.rpc.Status of `Any`s given as type URL and value. */
function status(details: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const writer = Writer.create().uint32(8).int32(3).uint32(18).string("why");
  for (const [url, value] of details) {
    writer.uint32(26).fork().uint32(10).string(url).uint32(18).bytes(value).ldelim();
  }
  return new Uint8Array(writer.finish());
}

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

describe("decodeStatusDetails", () => {
  it("knows the bundled error details", () => {
    // BadRequest { field_violations { field: "a.b" description: "bad" } }
    const badRequest = hex("0a0a0a03612e621203626164");
    // RetryInfo { retry_delay { seconds: 2 } }
    const retryInfo = hex("0a020802");
    const details = decodeStatusDetails(
      status([
        ["type.googleapis.com/google.rpc.BadRequest", badRequest],
        ["example.com/any/path/google.rpc.RetryInfo", retryInfo],
      ]),
      registry,
    );
    expect(details.map(({ typeUrl, json, known }) => [typeUrl, JSON.parse(json), known])).toEqual([
      [
        "type.googleapis.com/google.rpc.BadRequest",
        { fieldViolations: [{ field: "a.b", description: "bad" }] },
        true,
      ],
      ["example.com/any/path/google.rpc.RetryInfo", { retryDelay: "2s" }, true],
    ]);
  });

  it("knows well-known types", () => {
    const at = toBinary(AnySchema, anyPack(TimestampSchema, timestampFromMs(0)));
    const bytes = new Uint8Array(Writer.create().uint32(26).bytes(at).finish());
    expect(decodeStatusDetails(bytes, createRegistry(TimestampSchema, DurationSchema))).toEqual([
      {
        typeUrl: "type.googleapis.com/google.protobuf.Timestamp",
        json: '"1970-01-01T00:00:00Z"',
        known: true,
      },
    ]);
    expect(create(AnySchema)).toBeDefined();
  });

  it.each<[string, Uint8Array, readonly (readonly [string, string])[]]>([
    ["nothing", hex(""), []],
    ["a status without details", hex("0803120161"), []],
    [
      "an unknown type",
      status([["type.googleapis.com/acme.Odd", hex("0801ff")]]),
      [["type.googleapis.com/acme.Odd", "The type of this detail is not known. 3 bytes: 0801ff"]],
    ],
    ["no type at all", status([["", hex("01")]]), [["", "This detail names no type. 1 bytes: 01"]]],
    [
      "bytes of another message",
      hex("0a05616263646510"),
      [["", "These 8 bytes are no google.rpc.Status: 0a05616263646510"]],
    ],
    ["bytes of nothing", hex("ffffff"), [["", "These 3 bytes are no google.rpc.Status: ffffff"]]],
  ])("%s", (_, bytes, expected) => {
    expect(decodeStatusDetails(bytes, registry)).toEqual(
      expected.map(([typeUrl, json]) => ({ typeUrl, json, known: false })),
    );
  });

  it("keeps the details before damage", () => {
    const whole = status([["a/acme.One", hex("01")]]);
    const damaged = new Uint8Array([...whole, 0x1a, 0x7f]);
    expect(decodeStatusDetails(damaged, registry).map(({ typeUrl }) => typeUrl)).toEqual(["a/acme.One"]);
  });

  it("bounds what it shows", () => {
    const many = Array.from({ length: 150 }, () => ["a/acme.One", new Uint8Array(5000)] as const);
    const details = decodeStatusDetails(status(many), registry);
    expect(details.length).toBe(100);
    expect(details[0]?.json.length).toBeLessThan(2200);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(Array.isArray(decodeStatusDetails(bytes, registry))).toBe(true);
      }),
    );
  });
});

describe("readJsonStatusDetails", () => {
  it.each<[string, string, readonly (readonly [string, string, boolean])[]]>([
    ["no JSON", "<html>", []],
    ["no details", '{"code":5}', []],
    ["details that are no list", '{"details":{}}', []],
    [
      "a known type",
      '{"details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","metadata":{"b":"2","a":"1"},"reason":"R"}]}',
      [
        [
          "type.googleapis.com/google.rpc.ErrorInfo",
          '{\n  "reason": "R",\n  "metadata": {\n    "b": "2",\n    "a": "1"\n  }\n}',
          true,
        ],
      ],
    ],
    [
      "a well-known type",
      '{"details":[{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1.5s"}]}',
      [["type.googleapis.com/google.protobuf.Duration", '"1.500s"', true]],
    ],
    [
      "a known type that cannot be read, its numbers untouched",
      '{"details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","metadata":{"n":12345678901234567890}}]}',
      [["type.googleapis.com/google.rpc.ErrorInfo", '{\n  "metadata": {"n":12345678901234567890}\n}', true]],
    ],
    ["an unknown type", '{"details":[{"@type":"acme.Odd"}]}', [["acme.Odd", "{}", false]]],
    ["something else", '{"details":["text"]}', [["", '"text"', false]]],
  ])("%s", (_, json, expected) => {
    expect(readJsonStatusDetails(json, registry).map((d) => [d.typeUrl, d.json, d.known])).toEqual(expected);
  });
});
