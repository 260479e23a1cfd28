/** The items of a Postman collection of version 2.1: requests of HTTP, in folders. */
import * as v from "valibot";
import type { PortableRequest } from "../../contract/exchange.ts";
import { emptyRequest } from "../portable.ts";

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
});

/** Bound on folders in folders. */
const maximumDepth = 64;

/** The requests in their order. A value that is no collection has none. */
export function httpItems(value: unknown): { readonly name: string; readonly requests: PortableRequest[] } {
  const collection = v.safeParse(Collection, value);
  if (!collection.success) return { name: "", requests: [] };
  const requests: PortableRequest[] = [];
  addItems(collection.output.item, [], requests);
  return { name: collection.output.info.name, requests };
}

function addItems(values: readonly unknown[], folder: readonly string[], requests: PortableRequest[]): void {
  for (const value of values) {
    const parsed = v.safeParse(Item, value);
    if (!parsed.success) continue;
    const { name, request, item } = parsed.output;
    if (item !== undefined && folder.length < maximumDepth) addItems(item, [...folder, name], requests);
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
