import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import {
  DescriptorProtoSchema,
  Edition,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import fc from "fast-check";
import { Writer } from "protobufjs/minimal.js";
import { describe, expect, it } from "vitest";
import { describe as describeSchema } from "../../../core/schema/describe/describe.ts";
import { buildPool, type SchemaPool } from "../../../core/schema/pool/pool.ts";
import { fieldDescriptions, messageCount, summarize } from "../../../core/schema/summary/summarize.ts";
import { template } from "../../../core/schema/template/template.ts";
import { fileOf, partOf } from "../support/files.ts";
import { protoFolder } from "../support/folders.ts";
import { compileText } from "../support/protoc.ts";

type Message = MessageInitShape<typeof DescriptorProtoSchema>;

/** Everything the room can do with a pool; returns what it found. */
function exercise(files: readonly Uint8Array[]): SchemaPool {
  const pool = buildPool([partOf(files)]);
  summarize(pool);
  messageCount(pool);
  describeSchema(pool);
  for (const type of pool.registry) {
    if (type.kind !== "message") continue;
    template(pool, type.typeName);
    fieldDescriptions(pool, type.typeName);
    for (const field of type.fields)
      if (field.fieldKind !== "list" && field.fieldKind !== "map") field.getDefaultValue();
  }
  return pool;
}

const findings = (pool: SchemaPool): readonly string[] => pool.findings.map((finding) => finding.message);
const fileWith = (...messages: Message[]): Uint8Array =>
  fileOf({ name: "x.proto", package: "p", syntax: "proto3", messageType: messages });
const leftOut = (what: string): readonly string[] => [
  `x.proto has members that cannot be used and are left out or corrected: ${what}.`,
];
const text = (name: string, number: number): NonNullable<Message["field"]>[number] => ({
  name,
  number,
  type: Type.STRING,
});

describe("a file that no compiler would accept gives a finding, and the rest loads", () => {
  it.each<[string, readonly Uint8Array[], readonly string[]]>([
    ["no bytes at all", [new Uint8Array(0)], ["A file of 0 bytes from files has no name and is left out."]],
    [
      "a name that is no identifier",
      [fileWith({ name: "M;}" }, { name: "Ok" })],
      ['x.proto declares names that are not identifiers; they are left out: "p.M;}".'],
    ],
    [
      "an empty name",
      [fileWith({ name: "" })],
      ["x.proto declares names that are not identifiers; they are left out: p.."],
    ],
    [
      "a message declared twice",
      [fileWith({ name: "M" }, { name: "M" })],
      ["x.proto declares p.M twice; the first wins."],
    ],
    [
      "a field number of 0",
      [fileWith({ name: "M", field: [text("a", 0)] })],
      leftOut("p.M.a has the impossible number 0"),
    ],
    [
      "a field number beyond the last",
      [fileWith({ name: "M", field: [text("a", 536870912)] })],
      leftOut("p.M.a has the impossible number 536870912"),
    ],
    [
      "a negative field number",
      [fileWith({ name: "M", field: [text("a", -1)] })],
      leftOut("p.M.a has the impossible number -1"),
    ],
    [
      "a field number used twice",
      [fileWith({ name: "M", field: [text("a", 1), text("b", 1)] })],
      leftOut("p.M.b uses the number 1 again"),
    ],
    [
      "a field name used twice",
      [fileWith({ name: "M", field: [text("a", 1), text("a", 2)] })],
      leftOut("p.M.a uses a name again"),
    ],
    [
      "a field name with a line break",
      [fileWith({ name: "M", field: [text("a\nb", 1)] })],
      leftOut('"p.M.a\\nb" has a bad name'),
    ],
    [
      "a field without a type",
      [fileWith({ name: "M", field: [{ name: "a", number: 1 }] })],
      leftOut("p.M.a has no type"),
    ],
    [
      "a message field without a type name",
      [fileWith({ name: "M", field: [{ name: "a", number: 1, type: Type.MESSAGE }] })],
      leftOut("p.M.a has no type"),
    ],
    [
      "a oneof that is not there",
      [fileWith({ name: "M", field: [{ ...text("a", 1), oneofIndex: 7 }] })],
      leftOut("p.M.a was in an impossible oneof"),
    ],
    [
      "a repeated field in a oneof",
      [
        fileWith({
          name: "M",
          oneofDecl: [{ name: "c" }],
          field: [{ ...text("a", 1), oneofIndex: 0, label: Label.REPEATED }],
        }),
      ],
      leftOut("p.M.a was in an impossible oneof"),
    ],
    [
      "a default that does not fit",
      [
        fileWith({
          name: "M",
          field: [{ name: "a", number: 1, type: Type.INT32, defaultValue: "99999999999" }],
        }),
      ],
      leftOut("p.M.a had an impossible default value"),
    ],
    [
      "a default of no value of an enum",
      [
        fileOf({
          name: "x.proto",
          package: "p",
          enumType: [{ name: "E", value: [{ name: "A", number: 0 }] }],
          messageType: [
            {
              name: "M",
              field: [{ name: "a", number: 1, type: Type.ENUM, typeName: ".p.E", defaultValue: "B" }],
            },
          ],
        }),
      ],
      leftOut("p.M.a had an impossible default value"),
    ],
    [
      "a map entry with a float key",
      [
        fileWith({
          name: "M",
          field: [
            { name: "a", number: 1, type: Type.MESSAGE, label: Label.REPEATED, typeName: ".p.M.AEntry" },
          ],
          nestedType: [
            {
              name: "AEntry",
              options: { mapEntry: true },
              field: [{ name: "key", number: 1, type: Type.FLOAT }, text("value", 2)],
            },
          ],
        }),
      ],
      leftOut("p.M.AEntry is no proper map entry"),
    ],
    [
      "a map entry as a type of its own",
      [
        fileWith({
          name: "M",
          field: [{ name: "a", number: 1, type: Type.MESSAGE, typeName: ".p.M.AEntry" }],
          nestedType: [
            { name: "AEntry", options: { mapEntry: true }, field: [text("key", 1), text("value", 2)] },
          ],
        }),
      ],
      leftOut("p.M.a uses a map entry as a type"),
    ],
    [
      "an enum without values",
      [fileOf({ name: "x.proto", package: "p", enumType: [{ name: "E" }] })],
      leftOut("p.E has no values"),
    ],
    [
      "an enum used as a message",
      [
        fileOf({
          name: "x.proto",
          package: "p",
          enumType: [{ name: "E", value: [{ name: "A", number: 0 }] }],
          service: [{ name: "S", method: [{ name: "R", inputType: ".p.E", outputType: ".p.E" }] }],
        }),
      ],
      leftOut("p.S.R takes p.E, which is no message"),
    ],
    [
      "an extension of nothing",
      [
        fileOf({
          name: "x.proto",
          package: "p",
          service: [{ name: "S" }],
          extension: [{ ...text("e", 1), extendee: ".p.S" }],
        }),
      ],
      leftOut("p.e extends p.S, which is no message"),
    ],
    [
      "an unknown syntax",
      [fileOf({ name: "x.proto", syntax: "proto9" })],
      ["x.proto has the unknown syntax proto9; it is read as edition 2026."],
    ],
    [
      "an unknown edition",
      [fileOf({ name: "x.proto", syntax: "editions", edition: Edition.EDITION_99999_TEST_ONLY })],
      ["x.proto has an edition Byteglass does not know; it is read as edition 2026."],
    ],
    [
      "an import of itself",
      [fileOf({ name: "x.proto", dependency: ["x.proto"] })],
      ["Imports run in a circle: x.proto → x.proto. The last one is cut."],
    ],
    [
      "imports in a circle",
      [
        fileOf({ name: "a.proto", dependency: ["b.proto"] }),
        fileOf({ name: "b.proto", dependency: ["c.proto"] }),
        fileOf({ name: "c.proto", dependency: ["a.proto"] }),
      ],
      ["Imports run in a circle: a.proto → b.proto → c.proto → a.proto. The last one is cut."],
    ],
  ])("%s", (_name, files, expected) => {
    expect(
      findings(exercise([...files, fileOf({ name: "rest.proto", messageType: [{ name: "Rest" }] })])),
    ).toEqual(expected);
  });

  it("a circle of types over files keeps what does not need the cut", () => {
    const file = (name: string, other: string): Uint8Array =>
      fileOf({
        name: `${name}.proto`,
        dependency: [`${other}.proto`],
        messageType: [
          {
            name: name.toUpperCase(),
            field: [
              { name: "other", number: 1, type: Type.MESSAGE, typeName: `.${other.toUpperCase()}` },
              text("own", 2),
            ],
          },
        ],
      });
    const pool = exercise([file("a", "b"), file("b", "a")]);
    expect([
      findings(pool),
      pool.registry.getMessage("A")?.fields.length,
      pool.registry.getMessage("B")?.fields.length,
    ]).toEqual([
      [
        "Imports run in a circle: a.proto → b.proto → a.proto. The last one is cut.",
        "b.proto has members that cannot be used and are left out or corrected: B.other needs an import that was cut.",
      ],
      2,
      1,
    ]);
  });

  it("names that JavaScript knows change nothing in JavaScript", () => {
    const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"];
    const pool = exercise([
      fileOf({
        name: "__proto__",
        package: "__proto__",
        syntax: "proto3",
        messageType: names.map((name) => ({
          name,
          field: names.map((field, index) => text(field, index + 1)),
          oneofDecl: [],
        })),
        enumType: [{ name: "E", value: names.map((name, number) => ({ name, number })) }],
        service: [
          {
            name: "S",
            method: names.map((name) => ({
              name,
              inputType: ".__proto__.__proto__",
              outputType: ".__proto__.constructor",
            })),
          },
        ],
      }),
    ]);
    expect([
      findings(pool),
      Object.keys({}),
      Object.keys(Object.prototype),
      [...pool.registry].length,
    ]).toEqual([[], [], [], 8]);
  });
});

describe("size", () => {
  it("10,000 types side by side in one message load", () => {
    const nestedType = Array.from({ length: 10_000 }, (_, index) => ({
      name: `N${index}`,
      field: [text("a", 1)],
    }));
    expect([...buildPool([partOf([fileWith({ name: "M", nestedType })])]).registry].length).toBe(10_001);
  });

  it("10,000 types within one another are refused", () => {
    let message = Writer.create().uint32(10).string("M").finish();
    for (let depth = 0; depth < 10_000; depth += 1) {
      message = Writer.create().uint32(10).string("M").uint32(26).bytes(message).finish();
    }
    const file = Writer.create().uint32(10).string("x.proto").uint32(34).bytes(message).finish();
    expect(findings(exercise([file]))[0]).toMatch(
      /^x\.proto from files cannot be read as a FileDescriptorProto and is left out: .*recursion depth of 100/,
    );
  });

  it("a million empty messages in two megabytes are refused", () => {
    const header = Writer.create().uint32(10).string("x.proto").finish();
    const bytes = new Uint8Array(header.length + 2_000_000);
    bytes.set(header);
    for (let offset = header.length; offset < bytes.length; offset += 2) bytes[offset] = 34;
    expect(findings(exercise([bytes]))).toEqual([
      "x.proto from files cannot be read as a FileDescriptorProto and is left out: it declares more than 400,000 things.",
    ]);
  });

  it("5,000 files that import one another in a chain load", () => {
    const files = Array.from({ length: 5_000 }, (_, index) =>
      fileOf({ name: `f${index}.proto`, dependency: index === 4_999 ? [] : [`f${index + 1}.proto`] }),
    );
    const pool = buildPool([partOf(files)]);
    expect([findings(pool), pool.files[0]?.name, pool.files.length]).toEqual([[], "f4999.proto", 5_000]);
  });

  it("findings are bounded", () => {
    const files = Array.from({ length: 2_000 }, (_, index) =>
      fileOf({ name: `f${index}.proto`, syntax: "proto9" }),
    );
    const { length, [length - 1]: last } = buildPool([partOf(files)]).findings;
    expect([length, last?.message]).toEqual([501, "1500 more findings about this schema are left out."]);
  });
});

describe("any bytes whatever", () => {
  const seeds = [...compileText(protoFolder("proto-samples/protos")).values()];

  it("damaged descriptors never throw", () => {
    const mutation = fc.record({
      file: fc.nat(seeds.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      byte: fc.nat(255),
      cut: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const files = seeds.map((seed) => Uint8Array.from(seed));
        for (const { file, at, byte, cut } of mutations) {
          const bytes = files[file] ?? new Uint8Array(0);
          const offset = Math.floor(at * (bytes.length - 1));
          if (cut) files[file] = bytes.subarray(0, offset);
          else bytes[offset] = byte;
        }
        exercise(files);
      }),
      { numRuns: 25 },
    );
  });

  it("random bytes never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const named = Uint8Array.from([10, 1, 120, ...bytes]);
        exercise([
          bytes,
          named,
          toBinary(DescriptorProtoSchema, create(DescriptorProtoSchema, { name: "x" })),
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
