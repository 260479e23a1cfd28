import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { toBinary } from "@bufbuild/protobuf";
import type {
  DescriptorProto,
  FieldDescriptorProto,
  FileDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import {
  DescriptorProtoSchema,
  EnumDescriptorProtoSchema,
  FieldDescriptorProto_Type,
  FieldDescriptorProtoSchema,
  FileDescriptorProtoSchema,
  ServiceDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { quoteName } from "./finding-log.ts";

/** True when two files say the same, whatever the order of their bytes. */
export function sameFile(a: FileDescriptorProto, b: FileDescriptorProto): boolean {
  return sameMessage(FileDescriptorProtoSchema, a, b);
}

/** What differs between two files of one name, in words: `message Order: field total is double = 3 here, float = 3 there`. */
export function describeDifference(kept: FileDescriptorProto, other: FileDescriptorProto): string {
  const differences = [
    ...(kept.package === other.package
      ? []
      : [`package ${kept.package || "(none)"} against ${other.package || "(none)"}`]),
    ...messageDifferences(kept, other),
    ...byName("enum", EnumDescriptorProtoSchema, kept.enumType, other.enumType),
    ...byName("service", ServiceDescriptorProtoSchema, kept.service, other.service),
    ...byName("extension", FieldDescriptorProtoSchema, kept.extension, other.extension),
  ];
  return differences.length === 0 ? "imports or options" : listed(differences);
}

function listed(differences: readonly string[]): string {
  const shown = differences.slice(0, 4).join("; ");
  return differences.length <= 4 ? shown : `${shown}; and ${differences.length - 4} more`;
}

interface Named {
  readonly name: string;
}

function byName<Desc extends DescMessage>(
  kind: string,
  schema: Desc,
  kept: readonly (MessageShape<Desc> & Named)[],
  other: readonly (MessageShape<Desc> & Named)[],
): readonly string[] {
  return pairs(kept, other).flatMap(([name, a, b]) => {
    if (a !== undefined && b !== undefined)
      return sameMessage(schema, a, b) ? [] : [`${kind} ${quoteName(name)}`];
    return [onlyIn(`${kind} ${quoteName(name)}`, a !== undefined)];
  });
}

function messageDifferences(kept: FileDescriptorProto, other: FileDescriptorProto): readonly string[] {
  return pairs(kept.messageType, other.messageType).flatMap(([name, a, b]) => {
    const label = `message ${quoteName(name)}`;
    if (a === undefined || b === undefined) return [onlyIn(label, a !== undefined)];
    if (sameMessage(DescriptorProtoSchema, a, b)) return [];
    const fields = fieldDifferences(a, b);
    return fields.length === 0 ? [label] : fields.map((difference) => `${label}: ${difference}`);
  });
}

function fieldDifferences(kept: DescriptorProto, other: DescriptorProto): readonly string[] {
  return pairs(kept.field, other.field).flatMap(([name, a, b]) => {
    const label = `field ${quoteName(name)}`;
    if (a === undefined || b === undefined) return [onlyIn(label, a !== undefined)];
    const [here, there] = [fieldText(a), fieldText(b)];
    return here === there ? [] : [`${label} is ${here} in the first and ${there} in the second`];
  });
}

function fieldText(field: FieldDescriptorProto): string {
  const label = ["", "", "required ", "repeated "][field.label] ?? "";
  const type = FieldDescriptorProto_Type[field.type].toLowerCase();
  const name = field.typeName === "" ? type : quoteName(field.typeName.replace(/^\./, ""));
  return `${label}${name} = ${field.number}`;
}

function onlyIn(label: string, first: boolean): string {
  return `${label} is only in the ${first ? "first" : "second"}`;
}

function pairs<T extends Named>(
  kept: readonly T[],
  other: readonly T[],
): [string, T | undefined, T | undefined][] {
  const here = new Map(kept.map((item) => [item.name, item]));
  const there = new Map(other.map((item) => [item.name, item]));
  return [...new Set([...here.keys(), ...there.keys()])].map((name) => [
    name,
    here.get(name),
    there.get(name),
  ]);
}

function sameMessage<Desc extends DescMessage>(
  schema: Desc,
  a: MessageShape<Desc>,
  b: MessageShape<Desc>,
): boolean {
  return Buffer.compare(toBinary(schema, a), toBinary(schema, b)) === 0;
}
