/** A message put together from the parts of a URL and a body, as a server that transcodes does it. Pure. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { PlacedField } from "../../contract/transcoding.ts";
import type { Finding } from "../../finding.ts";
import { base64Text } from "../../variables/base64-text.ts";
import { placed, protoPath } from "./explain.ts";
import { fieldsAlong } from "./field-values.ts";
import { httpBodyPlace } from "./http-body.ts";
import { elementsOf, memberOf, membersOf } from "./json-text.ts";
import { jsonOfUrlText } from "./url-value.ts";

const HINT = "Check the address and the schema.";

/** Gathers a message from its parts: body, then path, then query. What has no place in it becomes a finding. */
export class UrlMessage {
  readonly fields: PlacedField[] = [];
  readonly findings: Finding[] = [];
  readonly #type: DescMessage;
  /** The body of the rule: `*`, a field, or empty. */
  readonly #selector: string;
  readonly #inPath = new Set<string>();
  json = "{}";

  constructor(type: DescMessage, selector: string) {
    this.#type = type;
    this.#selector = selector;
  }

  addBody(body: string | undefined): void {
    if (body === undefined || body.trim() === "") return;
    const selector = this.#selector;
    if (selector === "") {
      this.#warn(
        "unused-body",
        "body",
        "The rule has no body, and the request has one: a server leaves it out.",
      );
      return;
    }
    const isRaw = httpBodyPlace(this.#type, selector) !== undefined;
    const text = isRaw ? `{"data":${JSON.stringify(base64Text(body))}}` : body.trim();
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

  addVariable(name: string, value: string): void {
    this.#inPath.add(name);
    this.#add(name, value, "path");
  }

  /** A parameter that the rule has elsewhere, or nowhere, is left out with a warning. */
  addParameter(name: string, value: string): void {
    const [, list = "", key = ""] = /^(.+)\[([^\]]*)\]$/.exec(name) ?? [];
    const names = (list === "" ? name : list).split(".");
    const path = protoPath(this.#type, names) ?? names.join(".");
    const elsewhere = this.#placeOf(path);
    if (elsewhere !== undefined) {
      this.#warn("parameter-elsewhere", name, `${elsewhere}: a server leaves the parameter ${name} out.`);
    } else if (list === "") this.#add(name, value, "query");
    else this.#addEntry(name, names, key, value);
  }

  /** Where the rule takes a field from, if not from the query. */
  #placeOf(path: string): string | undefined {
    if (this.#inPath.has(path)) return `The rule takes ${path} from the path`;
    const selector = this.#selector;
    if (selector === "*") return "The rule takes the whole message from the body";
    const isInside = path === selector || path.startsWith(`${selector}.`);
    return selector !== "" && isInside ? `The rule takes ${selector} from the body` : undefined;
  }

  /** `labels[key]=value`, by which grpc-gateway alone takes a map. */
  #addEntry(name: string, path: readonly string[], key: string, value: string): void {
    const fields = fieldsAlong(this.#type, path);
    const field = fields?.at(-1);
    if (fields === undefined || field?.fieldKind !== "map") {
      this.#warn("unknown-parameter", name, `${name} is no entry of a map: it is left out.`);
      return;
    }
    this.fields.push(placed(`${protoPath(this.#type, path)}[${key}]`, "query", value));
    const isBare = field.mapKind === "scalar" && field.scalar === 8 && /^(true|false)$/.test(value);
    this.json = insert(this.json, fields, { key, value: isBare ? value : JSON.stringify(value) });
  }

  #add(name: string, value: string, place: "path" | "query"): void {
    const path = name.split(".");
    const fields = fieldsAlong(this.#type, path);
    const field = fields?.at(-1);
    if (fields === undefined || field === undefined) {
      const [first] = fieldsAlong(this.#type, path.slice(0, 1)) ?? [];
      const isMany = first?.fieldKind === "list" || first?.fieldKind === "map";
      const what = isMany
        ? `${first.name} is a ${first.fieldKind}, and a query cannot say which part of it ${name} is`
        : `${name} is no field of ${this.#type.typeName}`;
      this.#warn("unknown-parameter", name, `${what}: it is left out.`);
      return;
    }
    this.fields.push(placed(fields.map((one) => one.name).join("."), place, value));
    this.json = insert(this.json, fields, jsonOfUrlText(field, value));
  }

  #warn(code: string, path: string, message: string): void {
    this.findings.push({ code, severity: "warning", path, message, hint: HINT });
  }
}

/** A value text, or an entry of a map. */
type Inserted = string | { readonly key: string; readonly value: string };

/** An object text with a value at the end of a path of fields; a list gets it as its last element. */
function insert(json: string, fields: readonly DescField[], value: Inserted): string {
  const [field, ...rest] = fields;
  if (field === undefined) return typeof value === "string" ? value : value.value;
  const before = memberOf(json, field.jsonName) ?? memberOf(json, field.name);
  const others = (membersOf(json) ?? []).filter(({ key }) => key !== field.jsonName && key !== field.name);
  const after = rest.length > 0 ? insert(before ?? "{}", rest, value) : added(before, field, value);
  return objectOf([...others, { key: field.jsonName, value: after }]);
}

function added(before: string | undefined, field: DescField, value: Inserted): string {
  if (typeof value !== "string") return objectOf([...(membersOf(before ?? "{}") ?? []), value]);
  return field.fieldKind === "list" ? `[${[...(elementsOf(before ?? "[]") ?? []), value].join(",")}]` : value;
}

function objectOf(members: readonly { readonly key: string; readonly value: string }[]): string {
  return `{${members.map(({ key, value }) => `${JSON.stringify(key)}:${value}`).join(",")}}`;
}
