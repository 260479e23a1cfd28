/** A URL and a body → the message they carry by a binding: transcoding as a server does it. Pure. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { PlacedField } from "../../contract/transcoding.ts";
import type { Finding } from "../../finding.ts";
import { placed, protoPath } from "./explain.ts";
import { fieldsAlong } from "./field-values.ts";
import { httpBodyPlace } from "./http-body.ts";
import type { HttpBinding } from "./http-request.ts";
import { elementsOf, memberOf, membersOf } from "./json-text.ts";
import { matchPath } from "./match-path.ts";
import { parsePathTemplate } from "./path-template.ts";

/** Segments before a rule's path that are taken for the base path of an address. */
const LONGEST_BASE = 4;

/** A request as a person has it. */
export interface WrittenUrl {
  /** Upper case; empty when it was not written. */
  readonly method: string;
  /** Encoded. */
  readonly path: string;
  readonly query: string;
}

/** What a binding makes of a URL. */
export interface ReadRequest {
  /** JSON of the message, to be checked by the codec. */
  readonly json: string;
  readonly basePath: string;
  readonly fields: readonly PlacedField[];
  readonly findings: readonly Finding[];
}

/** Takes `POST https://host/path?query#fragment` apart; all but the path may be missing. */
export function splitUrl(text: string): WrittenUrl {
  const [, method = "", address = ""] = /^\s*(?:([A-Za-z]+)\s+)?(\S+)\s*$/.exec(text) ?? [];
  const withoutOrigin = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/#.*$/, "");
  const [path = "", query = ""] = splitOnce(withoutOrigin, "?");
  return { method: method.toUpperCase(), path: path.startsWith("/") ? path : `/${path}`, query };
}

/** The message by one binding; undefined when the URL is not of its form. */
export function readUrlBy(
  binding: HttpBinding,
  type: DescMessage,
  url: WrittenUrl,
  body: string | undefined,
): ReadRequest | undefined {
  if (url.method !== "" && binding.method !== "*" && binding.method !== url.method) return undefined;
  const parsed = parsePathTemplate(binding.path);
  if ("fault" in parsed) return undefined;
  for (const [basePath, path] of basePaths(url.path)) {
    const values = matchPath(parsed.template, path);
    if (values === undefined) continue;
    const assembly = new Assembly(type);
    assembly.addBody(binding.body, body);
    for (const [name, value] of values) assembly.add(name, value, "path");
    for (const [name, value] of parametersOf(url.query)) assembly.add(name, value, "query");
    return { json: assembly.json, basePath, fields: assembly.fields, findings: assembly.findings };
  }
  return undefined;
}

/** The path whole, and then without more and more of its first segments. */
function basePaths(path: string): readonly (readonly [string, string])[] {
  const parts = path.split("/").slice(1);
  const count = Math.min(LONGEST_BASE, parts.length - 1);
  return Array.from({ length: count + 1 }, (_, index) => [
    parts
      .slice(0, index)
      .map((part) => `/${part}`)
      .join(""),
    `/${parts.slice(index).join("/")}`,
  ]);
}

function parametersOf(query: string): readonly (readonly [string, string])[] {
  if (query === "") return [];
  return [...new URLSearchParams(query)];
}

/** Gathers a message from its parts; what is no field becomes a finding. */
class Assembly {
  readonly fields: PlacedField[] = [];
  readonly findings: Finding[] = [];
  readonly #type: DescMessage;
  json = "{}";

  constructor(type: DescMessage) {
    this.#type = type;
  }

  addBody(selector: string, body: string | undefined): void {
    if (body === undefined || body.trim() === "") return;
    if (selector === "") {
      this.#warn(
        "unused-body",
        "body",
        "The rule has no body, and the request has one: a server leaves it out.",
      );
      return;
    }
    const isRaw = httpBodyPlace(this.#type, selector) !== undefined;
    const text = isRaw ? `{"data":${JSON.stringify(base64Of(body))}}` : body.trim();
    if (selector !== "*") {
      const [field] = fieldsAlong(this.#type, [selector]) ?? [];
      if (field === undefined) return;
      this.json = `{${JSON.stringify(field.jsonName)}:${text}}`;
      this.fields.push(placed(field.name, "body", text));
      return;
    }
    this.json = text;
    for (const { key, value } of membersOf(text) ?? []) {
      this.fields.push(placed(protoPath(this.#type, [key]) ?? key, "body", value));
    }
  }

  add(name: string, value: string, place: "path" | "query"): void {
    const fields = fieldsAlong(this.#type, name.split("."));
    const field = fields?.at(-1);
    if (fields === undefined || field === undefined) {
      this.#warn("unknown-parameter", name, `${name} is no field of ${this.#type.typeName}: it is left out.`);
      return;
    }
    this.fields.push(placed(fields.map((one) => one.name).join("."), place, value));
    this.json = insert(this.json, fields, valueText(field, value));
  }

  #warn(code: string, path: string, message: string): void {
    this.findings.push({
      code,
      severity: "warning",
      path,
      message,
      hint: "Check the address and the schema.",
    });
  }
}

/** A value as ProtoJSON takes it: all but booleans and null may stand in quotes. */
function valueText(field: DescField, value: string): string {
  const isPlain = field.fieldKind === "scalar" && field.scalar === 8;
  const isWrapped = field.fieldKind === "message" && field.message.typeName === "google.protobuf.BoolValue";
  return (isPlain || isWrapped) && /^(true|false)$/.test(value) ? value : JSON.stringify(value);
}

/** An object text with a value at the end of a path of fields; a list gets it as its last element. */
function insert(json: string, fields: readonly DescField[], value: string): string {
  const [field, ...rest] = fields;
  if (field === undefined) return value;
  const members = membersOf(json) ?? [];
  const before = memberOf(json, field.jsonName) ?? memberOf(json, field.name);
  const after =
    rest.length > 0
      ? insert(before ?? "{}", rest, value)
      : field.fieldKind === "list"
        ? appended(before, value)
        : value;
  const others = members.filter(({ key }) => key !== field.jsonName && key !== field.name);
  return `{${[...others, { key: field.jsonName, value: after }].map((one) => `${JSON.stringify(one.key)}:${one.value}`).join(",")}}`;
}

function appended(list: string | undefined, value: string): string {
  return `[${[...(elementsOf(list ?? "[]") ?? []), value].join(",")}]`;
}

function base64Of(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
