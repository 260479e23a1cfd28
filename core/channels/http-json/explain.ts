/** Says of a message which binding carries it, and what of it goes to path, query and body. Pure. */
import type { DescMessage } from "@bufbuild/protobuf";
import type { BindingExplanation, OtherBinding, PlacedField } from "../../contract/transcoding.ts";
import { choosePlan } from "./bindings.ts";
import { fieldsAlong } from "./field-values.ts";
import { httpBodyPlace, RAW_CONTENT_TYPE } from "./http-body.ts";
import { bindingText, type HttpBinding, type HttpRequestPlan, planHttpRequest } from "./http-request.ts";
import { memberOf, membersOf, stringOf } from "./json-text.ts";

/** Characters of a value that are told. */
const VALUE_BOUND = 200;

/** Explains the request for `json`, compact ProtoJSON of a message of `type`. Throws `no-binding` as a call would. */
export function explainBinding(
  bindings: readonly HttpBinding[],
  type: DescMessage,
  json: string,
  chosen: number | undefined,
): BindingExplanation {
  const { plan, findings } = choosePlan(bindings, type, json, chosen);
  const { binding, method, url, body } = plan;
  const raw = rawBodyOf(binding.body, body, type);
  return {
    binding: bindings.indexOf(binding),
    rule: bindingText(binding),
    ruleBody: binding.body,
    ruleResponseBody: binding.responseBody,
    method,
    url,
    ...(raw === undefined && body !== undefined ? { body } : {}),
    ...(raw === undefined && body === undefined
      ? {}
      : { contentType: raw?.contentType ?? "application/json" }),
    fields: placedFields(plan, type, raw),
    others: bindings.flatMap((other, index) =>
      other === binding ? [] : [otherBinding(other, index, type, json)],
    ),
    findings,
  };
}

function otherBinding(other: HttpBinding, binding: number, type: DescMessage, json: string): OtherBinding {
  const planned = planHttpRequest(other, type, json);
  const refusal = planned.ok
    ? ""
    : (planned.findings.find(({ severity }) => severity === "error")?.message ?? "");
  return { binding, rule: bindingText(other), refusal };
}

function placedFields(
  { binding, pathValues, query, body }: HttpRequestPlan,
  type: DescMessage,
  raw: RawBody | undefined,
): readonly PlacedField[] {
  const path = pathValues.map(({ name, value }) => placed(name, "path", value));
  const parameters = query.map(({ name, value }) => placed(name, "query", value));
  const inBody =
    raw === undefined ? bodyFields(binding.body, body, type) : [placed(raw.field, "body", raw.text)];
  return [...path, ...parameters, ...inBody];
}

function bodyFields(selector: string, body: string | undefined, type: DescMessage): readonly PlacedField[] {
  if (body === undefined) return [];
  if (selector !== "*") return [placed(selector, "body", body)];
  return (membersOf(body) ?? []).map(({ key, value }) =>
    placed(type.fields.find(({ jsonName }) => jsonName === key)?.name ?? key, "body", value),
  );
}

/** A body that travels as bytes instead of JSON. */
interface RawBody {
  readonly field: string;
  readonly contentType: string;
  /** `12 bytes as they are, image/png` */
  readonly text: string;
}

function rawBodyOf(selector: string, body: string | undefined, type: DescMessage): RawBody | undefined {
  if (selector === "" || httpBodyPlace(type, selector) === undefined) return undefined;
  const json = body ?? "{}";
  const contentType = stringOf(memberOf(json, "contentType") ?? "") || RAW_CONTENT_TYPE;
  const data = stringOf(memberOf(json, "data") ?? "") ?? "";
  const byteLength = Math.floor((data.replace(/=+$/, "").length * 3) / 4);
  const count = byteLength === 1 ? "1 byte" : `${byteLength.toLocaleString("en-US")} bytes`;
  const field = selector === "*" ? "data" : `${selector}.data`;
  return { field, contentType, text: `${count} as they are, ${contentType}` };
}

/** A field in its place, its value cut. */
export function placed(field: string, place: PlacedField["place"], value: string): PlacedField {
  return { field, place, value: value.length <= VALUE_BOUND ? value : `${value.slice(0, VALUE_BOUND)}…` };
}

/** The `.proto` name of a field path as it was written with either kind of name; undefined when there is no such field. */
export function protoPath(type: DescMessage, path: readonly string[]): string | undefined {
  return fieldsAlong(type, path)
    ?.map(({ name }) => name)
    .join(".");
}
