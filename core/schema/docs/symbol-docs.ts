import type {
  DescEnum,
  DescEnumValue,
  DescExtension,
  DescField,
  DescMessage,
  DescMethod,
  DescService,
} from "@bufbuild/protobuf";
import {
  EnumValueOptionsSchema,
  FieldOptionsSchema,
  MessageOptionsSchema,
  MethodOptionsSchema,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { DocsMember, NamedKind, SymbolDocs, TypeReference } from "../../contract/schema.ts";
import { ByteglassError } from "../../error.ts";
import { commentText, sourceNotes } from "../comments/source-notes.ts";
import { findSymbol, type SchemaSymbol } from "../find.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { fieldLabel, fieldType } from "./field-label.ts";
import { rulesText } from "./rules-text.ts";
import { usesOf } from "./uses.ts";

/** Members told of one declaration; an enum of ten thousand values is read as source. */
const maxMembers = 2_000;

type Described =
  | DescMessage
  | DescEnum
  | DescService
  | DescExtension
  | DescField
  | DescEnumValue
  | DescMethod;

/**
 * What there is to read about a symbol: its comment, its members with theirs, what it links to and what uses it. Throws
 * `ByteglassError` `not-found` with the nearest names, and `usage` for a file or a oneof, which `describe` prints.
 */
export function symbolDocs(pool: SchemaPool, symbol: string): SymbolDocs {
  const found = documented(findSymbol(pool, symbol), symbol);
  const file = "file" in found ? found.file : found.parent.file;
  const all = membersOf(pool, found);
  const { comment, deprecated, rules, types } = lineOf(pool, found);
  return {
    symbol: symbolOf(found),
    kind: kindOf(found),
    name: found.name,
    container: "parent" in found && found.parent !== undefined ? found.parent.typeName : file.proto.package,
    file: file.proto.name,
    comment,
    deprecated,
    rules,
    types,
    members: all.slice(0, maxMembers),
    more: Math.max(0, all.length - maxMembers),
    usedBy: found.kind === "message" || found.kind === "enum" ? usesOf(pool, found.typeName) : [],
  };
}

function documented(found: SchemaSymbol, symbol: string): Described {
  if (found.kind !== "file" && found.kind !== "oneof") return found;
  throw new ByteglassError("usage", `${symbol} is a ${found.kind}, which has no page of its own.`, {
    hint: "Read its source, or the message that a oneof is in.",
  });
}

function membersOf(pool: SchemaPool, found: Described): readonly DocsMember[] {
  switch (found.kind) {
    case "message":
      return [...found.fields, ...found.nestedEnums, ...found.nestedMessages].map((one) => lineOf(pool, one));
    case "enum":
      return found.values.map((one) => lineOf(pool, one));
    case "service":
      return found.methods.map((one) => lineOf(pool, one));
    default:
      return [];
  }
}

/** One declaration as a line of the one it is in. */
function lineOf(pool: SchemaPool, found: Described): DocsMember {
  const file = "file" in found ? found.file : found.parent.file;
  const isField = found.kind === "field" || found.kind === "extension";
  return {
    symbol: symbolOf(found),
    kind: kindOf(found),
    name: found.name,
    ...("number" in found && { number: found.number }),
    label: isField ? fieldLabel(found) : "",
    types: typesOf(found),
    oneof: isField ? (found.oneof?.name ?? "") : "",
    comment: commentText(sourceNotes(pool, file.proto).get(found.proto)),
    deprecated: found.deprecated,
    rules: rulesOf(pool, found),
  };
}

function typesOf(found: Described): readonly TypeReference[] {
  if (found.kind === "field" || found.kind === "extension") return [fieldType(found)];
  if (found.kind !== "rpc") return [];
  const reference = ({ typeName }: DescMessage, streams: boolean): TypeReference => ({
    text: streams ? `stream ${typeName}` : typeName,
    symbol: typeName,
  });
  const { clientStreaming, serverStreaming } = found.proto;
  return [reference(found.input, clientStreaming), reference(found.output, serverStreaming)];
}

function rulesOf(pool: SchemaPool, found: Described): readonly string[] {
  switch (found.kind) {
    case "field":
    case "extension":
      return rulesText(pool, FieldOptionsSchema, found.proto.options);
    case "message":
      return rulesText(pool, MessageOptionsSchema, found.proto.options);
    case "enum_value":
      return rulesText(pool, EnumValueOptionsSchema, found.proto.options);
    case "rpc":
      return rulesText(pool, MethodOptionsSchema, found.proto.options);
    case "enum":
    case "service":
      return [];
  }
}

function symbolOf(found: Described): string {
  switch (found.kind) {
    case "rpc":
      return `${found.parent.typeName}/${found.name}`;
    case "field":
    case "enum_value":
      return `${found.parent.typeName}.${found.name}`;
    default:
      return found.typeName;
  }
}

function kindOf({ kind }: Described): NamedKind {
  switch (kind) {
    case "rpc":
      return "method";
    case "enum_value":
      return "enum-value";
    default:
      return kind;
  }
}
