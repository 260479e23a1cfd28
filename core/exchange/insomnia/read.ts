/** Insomnia exports, version 4 (JSON or YAML) and 5 (YAML), as requests. */
import * as v from "valibot";
import type { ImportedEnvironment, ImportedRequests, PortableRequest } from "../../contract/exchange.ts";
import type { Finding } from "../../finding.ts";
import { countRequests, notGrpc, shortList } from "../left-out.ts";
import { emptyRequest, methodName, reflectionOf, splitMessages } from "../portable.ts";
import { toOurVariables } from "./variables.ts";

const Pair = v.object({
  name: v.optional(v.string(), ""),
  value: v.optional(v.string(), ""),
  disabled: v.optional(v.boolean(), false),
});
const Item = v.looseObject({
  _id: v.optional(v.string()),
  _type: v.optional(v.string()),
  parentId: v.optional(v.nullable(v.string())),
  name: v.optional(v.string(), ""),
  url: v.optional(v.string()),
  metaSortKey: v.optional(v.number()),
  meta: v.optional(v.looseObject({ id: v.optional(v.string()), sortKey: v.optional(v.number()) })),
  protoMethodName: v.optional(v.nullable(v.string())),
  body: v.optional(v.looseObject({ text: v.optional(v.string()) })),
  metadata: v.optional(v.array(Pair)),
  reflectionApi: v.optional(v.looseObject({ enabled: v.optional(v.boolean()) })),
  children: v.optional(v.array(v.unknown())),
  data: v.optional(v.record(v.string(), v.unknown())),
});
type Item = v.InferOutput<typeof Item>;

const Version4 = v.object({ resources: v.array(v.unknown()) });
const Version5 = v.object({
  name: v.optional(v.string(), ""),
  collection: v.optional(v.array(v.unknown()), []),
  environments: v.optional(v.unknown()),
});

/** True for a value that is an export of Insomnia. */
export function isInsomnia(value: unknown): boolean {
  const head = v.safeParse(
    v.looseObject({ type: v.optional(v.string()), _type: v.optional(v.string()) }),
    value,
  );
  if (!head.success) return false;
  return head.output._type === "export" || (head.output.type ?? "").startsWith("collection.insomnia.rest/");
}

/** Reads an export. Requests that are not gRPC are counted in a finding. */
export function readInsomnia(value: unknown): ImportedRequests {
  const five = v.safeParse(Version5, value);
  const four = v.safeParse(Version4, value);
  const gathered = new Gathered();
  if (four.success) gathered.addResources(four.output.resources);
  else if (five.success) {
    gathered.name = five.output.name;
    gathered.addChildren(five.output.collection, []);
    gathered.addEnvironments(five.output.environments);
  }
  return gathered.finish();
}

class Gathered {
  name = "";
  readonly #requests: PortableRequest[] = [];
  readonly #environments: ImportedEnvironment[] = [];
  readonly #other: string[] = [];
  readonly #protoFiles: string[] = [];

  addChildren(children: readonly unknown[], folder: readonly string[]): void {
    for (const item of sorted(children)) {
      if (item.children !== undefined) this.addChildren(item.children, [...folder, item.name]);
      else this.#addItem(item, folder);
    }
  }

  /** The flat list of version 4, in which each resource names its parent. */
  addResources(resources: readonly unknown[]): void {
    const items = sorted(resources);
    const byId = new Map(items.map((item) => [item._id ?? "", item]));
    for (const item of items) {
      if (item._type === "workspace" && this.name === "") this.name = item.name;
      if (item._type === "environment") this.#addEnvironment(item);
      if (item._type === "request" || item._type?.endsWith("_request") === true) {
        this.#addItem(item, foldersOf(item, byId));
      }
    }
  }

  addEnvironments(value: unknown): void {
    const base = v.safeParse(Item, value);
    if (!base.success) return;
    this.#addEnvironment(base.output);
    const below = base.output["subEnvironments"];
    for (const environment of Array.isArray(below) ? below : []) {
      const parsed = v.safeParse(Item, environment);
      if (parsed.success) this.#addEnvironment(parsed.output);
    }
  }

  #addItem(item: Item, folder: readonly string[]): void {
    const method = item.protoMethodName;
    if (typeof method !== "string" || method === "") {
      this.#other.push(item.name);
      return;
    }
    const target = targetOf(toOurVariables(item.url ?? ""));
    const security = { mode: /^(grpcs|https):/.test(target) ? ("tls" as const) : ("plaintext" as const) };
    const reflects = item.reflectionApi?.enabled === true || item["protoFileId"] === undefined;
    if (!reflects) this.#protoFiles.push(item.name);
    this.#requests.push({
      ...emptyRequest("grpc"),
      name: item.name,
      folder: [...folder],
      target,
      security,
      method: methodName(method),
      metadata: (item.metadata ?? [])
        .filter(({ name, value }) => name !== "" || value !== "")
        .map(({ name, value, disabled }) => ({
          name,
          value: toOurVariables(value),
          ...(disabled ? { disabled } : {}),
        })),
      messages: [...splitMessages(toOurVariables(item.body?.text ?? ""))],
      sources: reflects ? [reflectionOf({ target, security, metadata: [] })] : [],
    });
  }

  #addEnvironment({ name, data }: Item): void {
    const variables = Object.entries(data ?? {}).map(([key, value]) => ({
      name: key,
      value: toOurVariables(typeof value === "string" ? value : JSON.stringify(value)),
    }));
    if (variables.length > 0) this.#environments.push({ name, variables });
  }

  finish(): ImportedRequests {
    const findings: Finding[] = [...notGrpc(this.#other)];
    if (this.#protoFiles.length > 0) {
      findings.push({
        code: "proto-file-left-out",
        severity: "warning",
        message: `${countRequests(this.#protoFiles.length)} with a schema in .proto files inside Insomnia: ${shortList(this.#protoFiles)}.`,
        hint: "Add the .proto files as a source of the connection.",
      });
    }
    return {
      format: "insomnia",
      name: this.name,
      requests: this.#requests,
      environments: this.#environments,
      findings,
    };
  }
}

/** Insomnia takes an address without a scheme as plaintext, and with grpcs:// as TLS. */
function targetOf(url: string): string {
  return url.replace(/^grpc:\/\//, "");
}

function sorted(values: readonly unknown[]): readonly Item[] {
  return values
    .flatMap((value) => {
      const parsed = v.safeParse(Item, value);
      return parsed.success ? [parsed.output] : [];
    })
    .sort((left, right) => sortKey(left) - sortKey(right));
}

function sortKey({ meta, metaSortKey }: Item): number {
  return meta?.sortKey ?? metaSortKey ?? 0;
}

function foldersOf(item: Item, byId: ReadonlyMap<string, Item>): readonly string[] {
  const folders: string[] = [];
  const seen = new Set<Item>();
  for (
    let parent = byId.get(item.parentId ?? "");
    parent !== undefined;
    parent = byId.get(parent.parentId ?? "")
  ) {
    if (parent._type === "workspace" || seen.has(parent)) break;
    seen.add(parent);
    folders.unshift(parent.name);
  }
  return folders;
}
