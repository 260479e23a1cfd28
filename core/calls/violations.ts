/** Fields of a request that a server refused, out of the details of a status: google.rpc.BadRequest, buf.validate.Violations. */
import type { DescMessage } from "@bufbuild/protobuf";
import type { FieldViolation, StatusDetail } from "../contract/call-views.ts";
import { isJsonObject, type JsonObject, parseJson } from "../json-value.ts";
import { jsonPathOf } from "./violation-path.ts";

/** Violations that are told; a server may send any number. */
const MAXIMUM_VIOLATIONS = 100;

/**
 * The violations of all details, in their order. Details of other types, and damaged ones, have none. `input` is the
 * message that was sent.
 */
export function violationsOf(
  details: readonly StatusDetail[],
  input?: DescMessage,
): readonly FieldViolation[] {
  const found = details.flatMap(({ typeUrl, json, known }) => {
    if (!known) return [];
    switch (typeUrl.slice(typeUrl.lastIndexOf("/") + 1)) {
      case "google.rpc.BadRequest":
        return itemsOf(json, "fieldViolations").flatMap(ofBadRequest);
      case "buf.validate.Violations":
        return itemsOf(json, "violations").flatMap(ofProtovalidate);
      default:
        return [];
    }
  });
  return found.slice(0, MAXIMUM_VIOLATIONS).map((violation) => {
    const jsonPath = input === undefined ? undefined : jsonPathOf(input, violation.path);
    return jsonPath === undefined ? violation : { ...violation, jsonPath };
  });
}

function itemsOf(json: string, name: string): readonly JsonObject[] {
  // What is no JSON is shown as it came, and names no field.
  const value = parseJson(json);
  const items = isJsonObject(value) ? value[name] : undefined;
  return Array.isArray(items) ? items.filter(isJsonObject) : [];
}

function ofBadRequest({ field, description, reason }: JsonObject): readonly FieldViolation[] {
  const message = textOf(description) || textOf(reason);
  return [{ path: textOf(field), message }];
}

function ofProtovalidate({
  field,
  fieldPath,
  ruleId,
  constraintId,
  message,
}: JsonObject): readonly FieldViolation[] {
  const path = isJsonObject(field) ? pathOf(field) : textOf(fieldPath);
  const rule = textOf(ruleId) || textOf(constraintId);
  const said = textOf(message);
  return [
    { path, message: said === "" ? `breaks the rule ${rule}` : said, ...(rule === "" ? {} : { rule }) },
  ];
}

/** `buf.validate.FieldPath`: names with an index or a key of a map behind them. */
function pathOf({ elements }: JsonObject): string {
  if (!Array.isArray(elements)) return "";
  return elements.filter(isJsonObject).reduce((path, element) => {
    const name = textOf(element["fieldName"]);
    const key = element["stringKey"] ?? element["intKey"] ?? element["uintKey"] ?? element["boolKey"];
    const subscript = element["index"] ?? (typeof key === "string" ? JSON.stringify(key) : key);
    const place = subscript === undefined ? "" : `[${String(subscript)}]`;
    return `${path}${path === "" ? "" : "."}${name}${place}`;
  }, "");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
