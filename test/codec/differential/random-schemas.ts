/** Random schemas: a few files' worth of messages with fields of every kind, in proto2, proto3 and edition 2023. */
import { create, createFileRegistry, type FileRegistry } from "@bufbuild/protobuf";
import {
  Edition,
  FeatureSet_EnumType,
  FeatureSet_FieldPresence,
  FeatureSet_MessageEncoding,
  FeatureSet_RepeatedFieldEncoding,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import type { Random } from "./generate.ts";

const MESSAGES = ["A", "B", "C", "D"];
const NUMBERS = [1, 15, 16, 2047, 2048, 18_999, 20_000, 536_870_911];
const NAMES = ["a", "foo_bar", "constructor", "__proto__", "toString", "x1_y2", "hasOwnProperty", "Json"];
const SYNTAXES = ["proto2", "proto3", "editions"] as const;
const { GROUP, MESSAGE, ENUM } = FieldDescriptorProto_Type;

/** A schema with the messages `r.A` to `r.D`, which refer to each other, in a syntax that the seed picks. */
export function randomSchema(random: Random): FileRegistry {
  const syntax = SYNTAXES[random(SYNTAXES.length)] ?? "proto3";
  const file = create(FileDescriptorProtoSchema, {
    name: "r.proto",
    package: "r",
    syntax,
    ...(syntax === "editions" && { edition: Edition.EDITION_2023 }),
    enumType: [
      {
        name: "E",
        value: [
          { name: "ZERO", number: 0 },
          { name: "ONE", number: 1 },
          { name: "LOW", number: -2_147_483_648 },
        ],
        ...(syntax === "editions" && {
          options: {
            features: { enumType: random(2) === 0 ? FeatureSet_EnumType.OPEN : FeatureSet_EnumType.CLOSED },
          },
        }),
      },
    ],
    messageType: MESSAGES.map((name) => ({ name, field: fieldsOf(syntax, random) })),
  });
  return createFileRegistry(create(FileDescriptorSetSchema, { file: [file] }));
}

function fieldsOf(syntax: (typeof SYNTAXES)[number], random: Random) {
  return NAMES.slice(0, 1 + random(NAMES.length)).map((name, index) => {
    const repeated = random(3) === 0;
    const type = typeOf(random);
    const refersTo =
      type === MESSAGE ? `.r.${MESSAGES[random(MESSAGES.length)]}` : type === ENUM ? ".r.E" : undefined;
    return {
      name,
      jsonName: name,
      number: NUMBERS[index] ?? 1,
      type,
      label: repeated ? FieldDescriptorProto_Label.REPEATED : FieldDescriptorProto_Label.OPTIONAL,
      ...(refersTo !== undefined && { typeName: refersTo }),
      ...(syntax === "editions" && { options: { features: featuresOf(type, repeated, random) } }),
    };
  });
}

/** Every type but the group, which is written as a feature in editions and needs a nested type elsewhere. */
function typeOf(random: Random): FieldDescriptorProto_Type {
  const type = 1 + random(18);
  return type === GROUP ? MESSAGE : type;
}

function featuresOf(type: FieldDescriptorProto_Type, repeated: boolean, random: Random) {
  const packable =
    type !== MESSAGE && ![FieldDescriptorProto_Type.STRING, FieldDescriptorProto_Type.BYTES].includes(type);
  const { EXPLICIT, IMPLICIT } = FeatureSet_FieldPresence;
  // An enum without presence has to be an open one; the other rules of the compiler are kept here too.
  const implicit = !repeated && type !== MESSAGE && type !== ENUM && random(2) === 0;
  const { PACKED, EXPANDED } = FeatureSet_RepeatedFieldEncoding;
  return {
    ...(!repeated && type !== MESSAGE && { fieldPresence: implicit ? IMPLICIT : EXPLICIT }),
    ...(repeated && packable && { repeatedFieldEncoding: random(2) === 0 ? PACKED : EXPANDED }),
    ...(type === MESSAGE && random(2) === 0 && { messageEncoding: FeatureSet_MessageEncoding.DELIMITED }),
  };
}
