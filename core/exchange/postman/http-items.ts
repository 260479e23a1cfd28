/** The items of a Postman collection of version 2.1: requests of HTTP, in folders. */
import * as v from "valibot";
import type { ImportedRequests, PortableRequest } from "../../contract/exchange.ts";
import { emptyRequest } from "../portable.ts";
import { LeftBeside } from "./beside.ts";

const Header = v.looseObject({
  key: v.optional(v.string(), ""),
  value: v.optional(v.string(), ""),
  disabled: v.optional(v.boolean(), false),
});
const Url = v.union([v.string(), v.looseObject({ raw: v.optional(v.string(), "") })]);
const Request = v.looseObject({
  method: v.optional(v.string(), "GET"),
  url: v.optional(Url, ""),
  header: v.optional(v.array(Header), []),
  body: v.optional(v.nullable(v.looseObject({ mode: v.optional(v.string()), raw: v.optional(v.string()) }))),
});
const Item = v.looseObject({
  name: v.optional(v.string(), ""),
  request: v.optional(v.union([v.string(), Request])),
  item: v.optional(v.array(v.unknown())),
});
const Collection = v.looseObject({
  info: v.looseObject({ name: v.optional(v.string(), "") }),
  item: v.array(v.unknown()),
  variable: v.fallback(
    v.optional(
      v.array(
        v.looseObject({
          key: v.optional(v.string(), ""),
          value: v.optional(v.unknown(), ""),
          type: v.optional(v.string()),
          disabled: v.optional(v.boolean(), false),
        }),
      ),
      [],
    ),
    [],
  ),
});

/** Bound on folders in folders. */
const maximumDepth = 64;

/** The requests in their order, the collection's variables as an environment. A value that is no collection has none. */
export function httpItems(value: unknown): Omit<ImportedRequests, "format"> {
  const collection = v.safeParse(Collection, value);
  if (!collection.success) return { name: "", requests: [], environments: [], findings: [] };
  const { info, item, variable } = collection.output;
  const requests: PortableRequest[] = [];
  const left = new LeftBeside();
  left.note(info.name, value);
  addItems(item, [], requests, left);
  const variables = variable
    .filter(({ key, disabled }) => key !== "" && !disabled)
    .map(({ key, value: given, type }) => ({
      name: key,
      value: typeof given === "string" ? given : JSON.stringify(given),
      ...(type === "secret" ? { secret: true } : {}),
    }));
  return {
    name: info.name,
    requests,
    environments: variables.length === 0 ? [] : [{ name: info.name || "Collection", variables }],
    findings: left.findings(),
  };
}

function addItems(
  values: readonly unknown[],
  folder: readonly string[],
  requests: PortableRequest[],
  left: LeftBeside,
): void {
  for (const value of values) {
    const parsed = v.safeParse(Item, value);
    if (!parsed.success) continue;
    const { name, request, item } = parsed.output;
    left.note(name, value);
    left.note(name, request);
    if (item !== undefined && folder.length < maximumDepth) addItems(item, [...folder, name], requests, left);
    if (request === undefined) continue;
    const given =
      typeof request === "string" ? { method: "GET", url: request, header: [], body: undefined } : request;
    const url = typeof given.url === "string" ? given.url : given.url.raw;
    const [, origin = url] = /^([a-z]+:\/\/[^/?#]+|\{\{[^}]+\}\})/i.exec(url) ?? [];
    requests.push({
      ...emptyRequest("http-json"),
      name,
      folder: [...folder],
      target: origin,
      metadata: given.header.map(({ key, value: text, disabled }) => ({
        name: key,
        value: text,
        ...(disabled ? { disabled } : {}),
      })),
      http: { verb: given.method, url, body: given.body?.raw ?? "" },
    });
  }
}
