/** A gRPC request into an OpenCollection YAML text: only what differs from the text is changed. */
import { Document } from "yaml";
import type { Assertion } from "../contract/assertions.ts";
import type { SavedRequest } from "../contract/collections.ts";
import { metadataText } from "../contract/metadata-text.ts";
import type { Result } from "../finding.ts";
import { authEntry, isKnownAuth } from "./auth.ts";
import { type Plain, putIn, writeLike } from "./put-yaml.ts";
import { readRequestYaml } from "./read-request.ts";
import { variableEntry } from "./variables.ts";
import { parseYaml } from "./yaml-text.ts";

const types = {
  unary: "unary",
  "client-stream": "client-streaming",
  "server-stream": "server-streaming",
  "bidi-stream": "bidi-streaming",
} as const;

/** The text of a request file: `before` with the request put in, or a new text. Comments, order and other keys stay. */
export function writeRequestText(
  file: string,
  before: string | undefined,
  request: SavedRequest,
): Result<string> {
  const yaml = before === undefined ? undefined : parseYaml(file, before);
  if (yaml !== undefined && yaml.findings.length > 0) return { ok: false, findings: yaml.findings };
  const document = yaml?.document ?? new Document({});
  const read = yaml === undefined ? undefined : readRequestYaml(yaml);
  const now = read?.ok === true ? entriesOf(read.value, document) : undefined;
  let changed = before === undefined;
  for (const [key, { path, value }] of entriesOf(request, document)) {
    // A part that reads the same is left as it is written, whichever of the forms of the format that is.
    if (now !== undefined && JSON.stringify(now.get(key)?.value) === JSON.stringify(value)) continue;
    changed = putIn(document, path, value) || changed;
  }
  const text = changed || before === undefined ? writeLike(before, document) : before;
  return { ok: true, value: text, findings: [] };
}

interface Entry {
  readonly path: readonly string[];
  readonly value: Plain;
}

function entriesOf(request: SavedRequest, document: Document): ReadonlyMap<string, Entry> {
  const { assertions = [], authorization, methodKind } = request;
  const auth = authEntry(authorization);
  const extension = (name: string, value: unknown): Entry => ({
    path: ["extensions", "byteglass", name],
    value: toPlain(value),
  });
  const entries: [string, Entry][] = [
    ["name", { path: ["info", "name"], value: request.name }],
    ["type", { path: ["info", "type"], value: "grpc" }],
    ["sequence", { path: ["info", "seq"], value: request.sequence }],
    ["tags", { path: ["info", "tags"], value: listOf(request.tags) }],
    ["target", { path: ["grpc", "url"], value: request.target }],
    ["method", { path: ["grpc", "method"], value: request.method === "" ? undefined : `/${request.method}` }],
    ["kind", { path: ["grpc", "methodType"], value: methodKind && types[methodKind] }],
    ["metadata", { path: ["grpc", "metadata"], value: listOf(request.metadata.map(metadataEntry)) }],
    ["message", { path: ["grpc", "message"], value: messageOf(request.messages) }],
    ["variables", { path: ["runtime", "variables"], value: listOf(request.variables?.map(variableEntry)) }],
    ["checks", { path: ["runtime", "assertions"], value: listOf(assertions.flatMap(checkEntry)) }],
    ["channel", extension("channel", request.channel)],
    ["deadline", extension("deadline", request.deadline)],
    ["binding", extension("binding", request.binding)],
    ["security", extension("security", request.security)],
    ["sources", extension("sources", request.sources)],
    ["options", extension("options", request.options)],
    ["connection", extension("connection", request.connection)],
    ["authorization", extension("authorization", auth === undefined ? authorization : undefined)],
    ["further", extension("assertions", listOf(assertions.flatMap(furtherEntry)))],
  ];
  if (auth !== undefined || isKnownAuth(toJs(document, ["grpc", "auth"]))) {
    entries.push(["auth", { path: ["grpc", "auth"], value: auth }]);
  }
  return new Map(entries);
}

function toJs(document: Document, path: readonly string[]): unknown {
  const node: unknown = document.getIn(path);
  return typeof node === "object" && node !== null && "toJSON" in node && typeof node.toJSON === "function"
    ? node.toJSON()
    : node;
}

function listOf(items: readonly Plain[] | undefined): Plain {
  return items === undefined || items.length === 0 ? undefined : items;
}

function metadataEntry(entry: SavedRequest["metadata"][number]): Plain {
  const { name, disabled } = entry;
  return { name, value: metadataText(entry), disabled: disabled === true ? true : undefined };
}

function messageOf(messages: SavedRequest["messages"]): Plain {
  const [first] = messages;
  if (first === undefined) return undefined;
  if (messages.length === 1 && first.title === undefined) return first.text;
  return messages.map(({ title, text }, index) => ({
    title: title ?? `message ${index + 1}`,
    message: text,
  }));
}

function checkEntry(assertion: Assertion): readonly Plain[] {
  if (assertion.kind !== "check") return [];
  const { expression, operator, value, disabled } = assertion;
  return [{ expression, operator, value, disabled: disabled === true ? true : undefined }];
}

function furtherEntry(assertion: Assertion): readonly Plain[] {
  const disabled = assertion.disabled === true ? true : undefined;
  switch (assertion.kind) {
    case "check":
      return [];
    case "cel":
      return [{ cel: assertion.expression, disabled }];
    case "snapshot": {
      const { messages, ignore, tolerance, presence } = assertion;
      return [{ snapshot: { messages, ignore: listOf(ignore), tolerance, presence }, disabled }];
    }
  }
}

/** Values of the contract are plain already; the round trip tells the types so. */
function toPlain(value: unknown): Plain {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
