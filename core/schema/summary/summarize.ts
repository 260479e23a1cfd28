import type { DescEnum, DescField, DescMessage, DescMethod, DescService } from "@bufbuild/protobuf";
import { FieldOptionsSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { FieldDescription, MethodSummary, ServiceSummary } from "../../contract/views.ts";
import { commentText, sourceNotes } from "../comments/source-notes.ts";
import { fieldDeclaration } from "../describe/describe.ts";
import { rulesText } from "../docs/rules-text.ts";
import { findMessage } from "../find.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { methodKind } from "../raw/list-services.ts";
import { wellKnownExamples } from "../template/well-known.ts";
import { fieldShape } from "./field-shape.ts";
import { httpBindings, httpRuleOf } from "./http-rule.ts";
import { jsonForm } from "./json-form.ts";

/** Entries of one `fieldDescriptions`: enough for a body a person types. */
const maxFieldDescriptions = 2_000;

/** Messages within messages that are looked into. */
const maxFieldDepth = 12;

/** Every service of the sources with its methods, comments and HTTP bindings, sorted by full name. */
export function summarize(pool: SchemaPool): readonly ServiceSummary[] {
  return [...pool.registry]
    .filter((type) => type.kind === "service")
    .sort((a, b) => (a.typeName < b.typeName ? -1 : 1))
    .map((service) => ({
      fullName: service.typeName,
      comment: commentText(sourceNotes(pool, service.file.proto).get(service.proto)),
      methods: service.methods.map((method) => summarizeMethod(pool, service, method)),
    }));
}

function summarizeMethod(pool: SchemaPool, service: DescService, method: DescMethod): MethodSummary {
  return {
    name: method.name,
    fullName: `${service.typeName}/${method.name}`,
    kind: methodKind(method.proto.clientStreaming, method.proto.serverStreaming),
    inputType: method.input.typeName,
    outputType: method.output.typeName,
    httpBindings: httpBindings(httpRuleOf(method)),
    comment: commentText(sourceNotes(pool, service.file.proto).get(method.proto)),
    deprecated: method.deprecated,
  };
}

/** Number of message types in the sources, nested ones included, map entries and bundled imports excluded. */
export function messageCount(pool: SchemaPool): number {
  const sources = new Set(pool.sourceFileNames);
  let count = 0;
  for (const type of pool.registry) {
    if (type.kind === "message" && sources.has(type.file.proto.name)) count += 1;
  }
  return count;
}

/**
 * Declarations and comments for hover texts, depth first. `path` is made of JSON names joined by dots; a list item is
 * `name[]`, a map value `name.*`: `inputs[].labels.*`. Recursion is cut, the number of entries bounded.
 */
export function fieldDescriptions(pool: SchemaPool, typeName: string): readonly FieldDescription[] {
  const entries: FieldDescription[] = [];
  describeFields(pool, findMessage(pool, typeName), "", [], entries);
  return entries;
}

function describeFields(
  pool: SchemaPool,
  message: DescMessage,
  prefix: string,
  within: readonly DescMessage[],
  entries: FieldDescription[],
): void {
  if (within.includes(message) || within.length >= maxFieldDepth) return;
  const notes = sourceNotes(pool, message.file.proto);
  for (const field of message.fields) {
    if (entries.length >= maxFieldDescriptions) return;
    const path = `${prefix}${field.jsonName}`;
    const declaration = fieldDeclaration(pool, field);
    const comment = hoverText(commentText(notes.get(field.proto)), field);
    const rules = rulesText(pool, FieldOptionsSchema, field.proto.options);
    const form = jsonForm(field);
    entries.push({
      path,
      declaration,
      comment,
      shape: fieldShape(field),
      ...(form !== "" && { form }),
      ...(field.message !== undefined && { messageType: field.message.typeName }),
      ...(field.deprecated && { deprecated: true }),
      ...(rules.length > 0 && { rules }),
      ...(field.enum !== undefined && { values: enumValues(pool, field.enum) }),
    });
    if (field.message === undefined || wellKnownExamples.has(field.message.typeName)) continue;
    const suffix = field.fieldKind === "list" ? "[]." : field.fieldKind === "map" ? ".*." : ".";
    describeFields(pool, field.message, `${path}${suffix}`, [...within, message], entries);
  }
}

/** Values told of one enum. */
const maxEnumValues = 24;

function enumValues(pool: SchemaPool, declaration: DescEnum): NonNullable<FieldDescription["values"]> {
  const notes = sourceNotes(pool, declaration.file.proto);
  return declaration.values
    .slice(0, maxEnumValues)
    .map((value) => ({ name: value.name, comment: commentText(notes.get(value.proto)) }));
}

/** A comment as hover text; a member of a oneof says which others it excludes. */
function hoverText(comment: string, field: DescField): string {
  const others = (field.oneof?.fields ?? []).filter((one) => one !== field).map((one) => one.jsonName);
  if (others.length === 0) return comment;
  const remark = `One of ${field.oneof?.name}: set this, or ${others.join(", or ")}.`;
  return comment === "" ? remark : `${comment}\n\n${remark}`;
}
