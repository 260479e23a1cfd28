/** Fields that are in neither path nor body → query parameters, by the rules of google/api/http.proto. Pure. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { Finding } from "../../finding.ts";
import { elementsOf, membersOf } from "./json-text.ts";
import { urlText } from "./url-value.ts";

/** One query parameter, not encoded yet. */
export interface QueryParameter {
  readonly name: string;
  readonly value: string;
}

/** Message types whose JSON is one plain value. */
const PLAIN_MESSAGES = new Set(
  [
    "Timestamp",
    "Duration",
    "FieldMask",
    "DoubleValue",
    "FloatValue",
    "Int64Value",
    "UInt64Value",
    "Int32Value",
    "UInt32Value",
    "BoolValue",
    "StringValue",
    "BytesValue",
  ].map((name) => `google.protobuf.${name}`),
);
/** Message types whose JSON has no fields of their own. */
const SHAPELESS_MESSAGES = new Set(
  ["Struct", "Value", "ListValue", "Any"].map((name) => `google.protobuf.${name}`),
);

/** Gathers parameters and what could not be one. */
export interface QueryCollection {
  readonly parameters: QueryParameter[];
  readonly findings: Finding[];
}

/**
 * Flattens `json`, a message of `type`: `a.b=1`, repeated values as repeated parameters. Paths in `taken`
 * (`.proto` names joined by dots) go elsewhere and are left out. What a query cannot carry becomes an error finding.
 */
export function flattenToQuery(
  json: string,
  type: DescMessage,
  taken: ReadonlySet<string>,
  into: QueryCollection,
  prefix = "",
): void {
  for (const { key, value } of membersOf(json) ?? []) {
    const field = type.fields.find((one) => one.jsonName === key);
    if (field === undefined) {
      into.findings.push(refusal(`${prefix}${key}`, "is an extension"));
      continue;
    }
    const name = `${prefix}${field.name}`;
    if (!taken.has(name)) flattenField(field, name, value, taken, into);
  }
}

function flattenField(
  field: DescField,
  name: string,
  value: string,
  taken: ReadonlySet<string>,
  into: QueryCollection,
): void {
  switch (field.fieldKind) {
    case "map":
      into.findings.push(refusal(name, "is a map"));
      return;
    case "list":
      if (field.listKind === "message") into.findings.push(refusal(name, "is a list of messages"));
      else for (const element of elementsOf(value) ?? []) pushPlain(field, name, element, into);
      return;
    case "message":
      flattenMessage(field, name, value, taken, into);
      return;
    default:
      pushPlain(field, name, value, into);
  }
}

function flattenMessage(
  field: DescField & { readonly fieldKind: "message" },
  name: string,
  value: string,
  taken: ReadonlySet<string>,
  into: QueryCollection,
): void {
  const type = field.message;
  if (PLAIN_MESSAGES.has(type.typeName)) pushPlain(field, name, value, into);
  else if (SHAPELESS_MESSAGES.has(type.typeName)) into.findings.push(refusal(name, `is a ${type.typeName}`));
  else if (membersOf(value)?.length === 0) {
    into.findings.push({
      code: "empty-message-in-query",
      severity: "warning",
      path: name,
      message: `The field ${name} is set to an empty message, which a query cannot say: it is not sent.`,
      hint: "Choose a binding with a body if the server must see that it is set.",
    });
  } else flattenToQuery(value, type, taken, into, `${name}.`);
}

function pushPlain(field: DescField, name: string, value: string, into: QueryCollection): void {
  const text = urlText(field, value);
  if (text === undefined) into.findings.push(refusal(name, "has no plain value"));
  else {
    into.parameters.push({ name, value: text });
    if (isMask(field) && /[A-Z]/.test(text)) into.findings.push(camelCaseMask(name, text));
  }
}

function isMask(field: DescField): boolean {
  return field.fieldKind === "message" && field.message.typeName === "google.protobuf.FieldMask";
}

/** Servers disagree: Google's follow JSON, grpc-gateway takes the paths as they are. */
function camelCaseMask(path: string, mask: string): Finding {
  const written = mask.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return {
    code: "camel-case-mask",
    severity: "information",
    path,
    message: `The mask ${path} is written ${mask}, as ProtoJSON has it. grpc-gateway takes paths as they are, and looks for a field of that name.`,
    hint: `Behind grpc-gateway, ask for ${path}=${written}.`,
  };
}

function refusal(path: string, what: string): Finding {
  return {
    code: "not-in-query",
    severity: "error",
    path,
    message: `The field ${path} ${what}, which the query of a URL cannot carry.`,
    hint: "Leave it out, or choose a binding with a body.",
  };
}
