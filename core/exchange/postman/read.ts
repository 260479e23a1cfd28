/** Postman collections, version 3 (a folder of YAML files) and version 2.1 (one JSON file), as requests. */
import * as v from "valibot";
import type { ImportedRequests, PortableRequest } from "../../contract/exchange.ts";
import { notGrpc } from "../left-out.ts";
import { emptyRequest, methodName, readSecurity, reflectionOf, splitMessages } from "../portable.ts";
import { LeftBeside } from "./beside.ts";
import { httpItems } from "./http-items.ts";

/** One file below the folder of a collection, parsed; `path` is relative, with `/`. */
export interface CollectionFile {
  readonly path: string;
  readonly value: unknown;
}

const Grpc = v.looseObject({
  $kind: v.literal("grpc-request"),
  name: v.optional(v.string()),
  url: v.optional(v.string(), ""),
  methodPath: v.optional(v.string(), ""),
  message: v.optional(v.looseObject({ content: v.optional(v.string(), "") })),
  metadata: v.optional(
    v.array(
      v.looseObject({
        key: v.optional(v.string(), ""),
        value: v.optional(v.string(), ""),
        disabled: v.optional(v.boolean(), false),
      }),
    ),
    [],
  ),
  settings: v.optional(
    v.looseObject({
      secureConnection: v.optional(v.boolean()),
      strictSSL: v.optional(v.boolean()),
      serverNameOverride: v.optional(v.string()),
    }),
    {},
  ),
  schema: v.optional(v.looseObject({ source: v.optional(v.string()), location: v.optional(v.string()) })),
  order: v.optional(v.number(), 0),
});
const Named = v.looseObject({
  name: v.optional(v.string()),
  variables: v.optional(v.union([v.record(v.string(), v.unknown()), v.array(v.unknown())])),
});
const Kind = v.looseObject({ $kind: v.string() });

/** True for one request file of version 3. */
export function isPostmanRequest(value: unknown): boolean {
  return v.safeParse(Grpc, value).success;
}

/** True for a collection of version 2. */
export function isPostmanCollection(value: unknown): boolean {
  const shape = v.looseObject({ info: v.looseObject({ schema: v.string() }), item: v.array(v.unknown()) });
  const parsed = v.safeParse(shape, value);
  return parsed.success && /collection\/v2/.test(parsed.output.info.schema);
}

/** Reads a collection of version 2: HTTP alone, for it has no gRPC. */
export function readPostmanCollection(value: unknown): ImportedRequests {
  return { format: "postman", ...httpItems(value) };
}

/** Reads the files of a collection of version 3, in the order that Postman shows them. */
export function readPostmanFiles(files: readonly CollectionFile[]): ImportedRequests {
  const names = new Map(files.filter(isDefinition).map((file) => [folderOf(file.path), nameOf(file.value)]));
  const other: string[] = [];
  const found = files.flatMap((file) => {
    const parsed = v.safeParse(Grpc, file.value);
    if (parsed.success) return [{ file, request: parsed.output }];
    const kind = v.safeParse(Kind, file.value);
    if (kind.success && kind.output.$kind.endsWith("-request")) other.push(file.path);
    return [];
  });
  const requests = found
    .sort((left, right) => left.request.order - right.request.order)
    .map(({ file, request }) => requestOf(file.path, request, names));
  const root = names.get("") ?? "";
  const left = new LeftBeside();
  for (const file of files.filter(isDefinition))
    left.note(nameOf(file.value) ?? folderOf(file.path), file.value);
  for (const { file, request } of found) left.note(request.name ?? file.path, file.value);
  return {
    format: "postman",
    name: root,
    requests,
    environments: variablesOf(files),
    findings: [...notGrpc(other), ...left.findings()],
  };
}

function requestOf(
  path: string,
  given: v.InferOutput<typeof Grpc>,
  names: ReadonlyMap<string, string | undefined>,
): PortableRequest {
  const { secureConnection, strictSSL, serverNameOverride } = given.settings;
  const tls = secureConnection ?? /^(grpcs|https):/.test(given.url);
  const target = given.url.replace(/^grpcs?:\/\//, "");
  const security = readSecurity(tls ? "tls" : "plaintext", {
    serverName: serverNameOverride === "" ? undefined : serverNameOverride,
    insecure: tls && strictSSL === false,
  });
  const { source, location } = given.schema ?? {};
  const file = source === "file" && location !== undefined ? location : undefined;
  return {
    ...emptyRequest("grpc"),
    name: given.name ?? path.replace(/^.*\//, "").replace(/\.request\.ya?ml$/, ""),
    folder: foldersOf(path, names),
    target,
    security,
    method: methodName(given.methodPath),
    metadata: given.metadata
      .filter(({ key, value }) => key !== "" || value !== "")
      .map(({ key, value, disabled }) => ({ name: key, value, ...(disabled ? { disabled } : {}) })),
    messages: [...splitMessages(given.message?.content ?? "")],
    sources:
      file === undefined
        ? [reflectionOf({ target, security, metadata: [] })]
        : [{ kind: "proto", files: [file], importPaths: [] }],
  };
}

function foldersOf(path: string, names: ReadonlyMap<string, string | undefined>): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((part, index) => names.get(parts.slice(0, index + 1).join("/")) ?? part);
}

function isDefinition({ path }: CollectionFile): boolean {
  return /(^|\/)\.resources\/definition\.ya?ml$/.test(path);
}

function folderOf(path: string): string {
  return path.replace(/\/?\.resources\/definition\.ya?ml$/, "");
}

function nameOf(value: unknown): string | undefined {
  const parsed = v.safeParse(Named, value);
  return parsed.success ? parsed.output.name : undefined;
}

/** The variables of the collection itself, as an environment of its name. */
function variablesOf(files: readonly CollectionFile[]): ImportedRequests["environments"] {
  const root = files.find((file) => isDefinition(file) && folderOf(file.path) === "");
  const parsed = v.safeParse(Named, root?.value);
  const given = parsed.success ? parsed.output.variables : undefined;
  if (given === undefined || Array.isArray(given)) return [];
  const variables = Object.entries(given).map(([name, value]) => ({ name, value: String(value) }));
  return [{ name: (parsed.success ? parsed.output.name : undefined) ?? "Collection", variables }];
}
