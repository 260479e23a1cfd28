import type { DescEnum, DescMessage, DescService } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import {
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  ExtensionRangeOptionsSchema,
  MessageOptionsSchema,
  MethodOptionsSchema,
  OneofOptionsSchema,
  ServiceOptionsSchema,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { isBundledFile } from "../pool/bundled.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { methodKind } from "../raw/list-services.ts";
import { type HttpRule, httpRuleOf } from "../summary/http-rule.ts";
import type { EnumModel, FieldModel, MessageModel, OptionModel, SchemaModel, ServiceModel } from "./model.ts";
import { readFieldModel } from "./read-field.ts";
import { readOptionModel } from "./read-options.ts";

const kept = new WeakMap<SchemaPool, SchemaModel>();

/**
 * The model of a pool; kept with it. Bundled files (`google/protobuf`, `google/api` and so on) are no part of it unless
 * there are no others, and the reflection service never is: every server has its own copy of them, of any age.
 */
export function readModel(pool: SchemaPool): SchemaModel {
  const present = kept.get(pool);
  if (present !== undefined) return present;
  const delivered = new Set(pool.sourceFileNames);
  const files = pool.files.filter((file) => delivered.has(file.name) && !isReflection(file));
  const own = files.filter(({ name }) => !isBundledFile(name));
  const model = collect(pool, new Set((own.length === 0 ? files : own).map(({ name }) => name)));
  kept.set(pool, model);
  return model;
}

/** The model of a pool with all its files, bundled ones and stubs too. */
export function readWholeModel(pool: SchemaPool): SchemaModel {
  return collect(pool, new Set(pool.files.map(({ name }) => name)));
}

function collect(pool: SchemaPool, files: ReadonlySet<string>): SchemaModel {
  const messages = new Map<string, MessageModel>();
  const enums = new Map<string, EnumModel>();
  const services = new Map<string, ServiceModel>();
  const extensions = new Map<string, FieldModel>();
  const unknown = new Set<string>();
  const delivered = new Set(pool.sourceFileNames);
  const types = [...pool.registry].sort((a, b) => (a.typeName < b.typeName ? -1 : 1));
  for (const type of types) {
    const { name } = type.file.proto;
    if (!delivered.has(name) && !isBundledFile(name)) unknown.add(type.typeName);
    if (!files.has(name)) continue;
    if (type.kind === "message") messages.set(type.typeName, readMessage(pool, type));
    else if (type.kind === "enum") enums.set(type.typeName, readEnum(pool, type));
    else if (type.kind === "service") services.set(type.typeName, readService(pool, type));
    else extensions.set(type.typeName, readFieldModel(pool, type));
  }
  return { messages, enums, services, extensions, unknown };
}

function isReflection(file: FileDescriptorProto): boolean {
  return /^grpc\.reflection\.v1(alpha)?$/.test(file.package);
}

function readMessage(pool: SchemaPool, message: DescMessage): MessageModel {
  const { proto, typeName } = message;
  const oneofs = message.oneofs.map((oneof): [string, OptionModel] => [
    oneof.name,
    readOptionModel(pool, OneofOptionsSchema, oneof.proto.options),
  ]);
  return {
    symbol: typeName,
    fields: [...message.fields]
      .sort((a, b) => a.number - b.number)
      .map((field) => readFieldModel(pool, field)),
    oneofs: new Map(oneofs.sort(([a], [b]) => (a < b ? -1 : 1))),
    reserved: reservedOf(proto.reservedRange, proto.reservedName, 1),
    extensionRanges: proto.extensionRange
      .map(({ start, end, options }) => {
        const written = [...readOptionModel(pool, ExtensionRangeOptionsSchema, options)];
        const suffix = written.map(([name, value]) => `${name} = ${value}`).join(", ");
        return `${rangeText(start, end - 1)}${suffix === "" ? "" : ` [${suffix}]`}`;
      })
      .sort(),
    options: readOptionModel(pool, MessageOptionsSchema, proto.options),
  };
}

function readEnum(pool: SchemaPool, { typeName, proto, values, open }: DescEnum): EnumModel {
  return {
    symbol: typeName,
    isOpen: open,
    values: values
      .map((value) => ({
        symbol: `${typeName}.${value.name}`,
        name: value.name,
        number: value.number,
        options: readOptionModel(pool, EnumValueOptionsSchema, value.proto.options),
      }))
      .sort((a, b) => a.number - b.number || (a.name < b.name ? -1 : 1)),
    reserved: reservedOf(proto.reservedRange, proto.reservedName, 0),
    options: readOptionModel(pool, EnumOptionsSchema, proto.options),
  };
}

function readService(pool: SchemaPool, { typeName, proto, methods }: DescService): ServiceModel {
  return {
    symbol: typeName,
    methods: methods
      .map((method) => ({
        symbol: `${typeName}/${method.name}`,
        name: method.name,
        inputType: method.input.typeName,
        outputType: method.output.typeName,
        streaming: methodKind(method.proto.clientStreaming, method.proto.serverStreaming),
        http: bindingTexts(httpRuleOf(method)),
        options: readOptionModel(pool, MethodOptionsSchema, method.proto.options),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    options: readOptionModel(pool, ServiceOptionsSchema, proto.options),
  };
}

/** `GET /v1/{id} body=*`, the rule first. */
function bindingTexts(rule: HttpRule | undefined): readonly string[] {
  if (rule === undefined) return [];
  const body = rule.body === "" ? "" : ` body=${rule.body}`;
  const responseBody = rule.responseBody === "" ? "" : ` response_body=${rule.responseBody}`;
  return [
    `${rule.method} ${rule.path}${body}${responseBody}`,
    ...rule.additionalBindings.flatMap(bindingTexts),
  ];
}

/** `beyond` is 1 where ranges end before `end`. */
function reservedOf(
  ranges: readonly { readonly start: number; readonly end: number }[],
  names: readonly string[],
  beyond: 0 | 1,
): readonly string[] {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  const numbers = sorted.map(({ start, end }) => rangeText(start, end - beyond));
  return [...numbers, ...[...names].sort().map((name) => JSON.stringify(name))];
}

function rangeText(first: number, last: number): string {
  return first === last ? String(first) : `${first} to ${last}`;
}
