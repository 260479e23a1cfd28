/** A gRPC request into an OpenCollection YAML text: only what differs from the text is changed. */
import { isDeepStrictEqual } from "node:util";
import { Document, isNode } from "yaml";
import type { SavedRequest } from "../contract/collections.ts";
import type { Result } from "../finding.ts";
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
  let changed = before === undefined;
  for (const [path, value] of entriesOf(request)) {
    const node = document.getIn(path, true);
    const now: unknown = isNode(node) ? node.toJS(document) : node;
    if (isDeepStrictEqual(now, value) || (now === undefined && isEmpty(value))) continue;
    changed = true;
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, document.createNode(value));
  }
  const text = changed || before === undefined ? document.toString({ lineWidth: 0 }) : before;
  return { ok: true, value: text, findings: [] };
}

function entriesOf(request: SavedRequest): readonly (readonly [readonly string[], unknown])[] {
  const { name, target, method, methodKind, metadata, messages, channel, deadline } = request;
  return [
    [["info", "name"], name],
    [["info", "type"], "grpc"],
    [["grpc", "url"], target],
    [["grpc", "method"], method],
    [["grpc", "methodType"], methodKind && types[methodKind]],
    [["grpc", "metadata"], metadata.length === 0 ? undefined : metadata],
    [["grpc", "message"], messageOf(messages)],
    [["extensions", "byteglass", "channel"], channel],
    [["extensions", "byteglass", "deadline"], deadline],
  ];
}

function messageOf(messages: SavedRequest["messages"]): unknown {
  const [first] = messages;
  if (first === undefined) return undefined;
  if (messages.length === 1 && first.title === undefined) return first.text;
  return messages.map(({ title, text }, index) => ({
    title: title ?? `message ${index + 1}`,
    message: text,
  }));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === "";
}
