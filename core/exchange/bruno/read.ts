/** A Bruno collection of `.bru` files as requests. Collections of YAML files are opened as they are. */
import type { ImportedEnvironment, ImportedRequests, PortableRequest } from "../../contract/exchange.ts";
import { notGrpc } from "../left-out.ts";
import { emptyRequest, methodName, reflectionOf } from "../portable.ts";
import { type BruBlock, type BruPair, readBlocks } from "./blocks.ts";

/** One file of the folder; `path` is relative, with `/`. */
export interface BruFile {
  readonly path: string;
  readonly text: string;
}

interface ReadFile {
  readonly path: string;
  readonly blocks: readonly BruBlock[];
}

/** Reads the files of a collection, in the order of their `seq`. `name` is that of its `bruno.json`. */
export function readBrunoFiles(name: string, files: readonly BruFile[]): ImportedRequests {
  const read = files.map(({ path, text }): ReadFile => ({ path, blocks: readBlocks(text) }));
  const folders = new Map(
    read
      .filter(({ path }) => path.endsWith("/folder.bru"))
      .map(({ path, blocks }) => [path.slice(0, -"/folder.bru".length), textOf(blocks, "meta", "name")]),
  );
  const requests = read
    .filter(({ blocks }) => textOf(blocks, "meta", "type") === "grpc")
    .sort((left, right) => sequenceOf(left) - sequenceOf(right));
  const other = read.filter(({ blocks }) => /^(http|graphql|ws)$/.test(textOf(blocks, "meta", "type") ?? ""));
  return {
    format: "bruno",
    name,
    requests: requests.map((file) => requestOf(file, folders)),
    environments: read.filter(({ path }) => path.startsWith("environments/")).map(environmentOf),
    findings: notGrpc(other.map(({ path }) => path)),
  };
}

function requestOf(
  { path, blocks }: ReadFile,
  folders: ReadonlyMap<string, string | undefined>,
): PortableRequest {
  const url = textOf(blocks, "grpc", "url") ?? "";
  const target = url.replace(/^grpcs?:\/\//, "");
  const mode = /^(grpcs|https):/.test(url) ? "tls" : /^(grpc|http):/.test(url) ? "plaintext" : "auto";
  const security: PortableRequest["security"] = { mode };
  const protoFile = textOf(blocks, "grpc", "protoPath") ?? "";
  const parts = path.split("/").slice(0, -1);
  return {
    ...emptyRequest("grpc"),
    name: textOf(blocks, "meta", "name") ?? path.replace(/^.*\/|\.bru$/g, ""),
    folder: parts.map((part, index) => folders.get(parts.slice(0, index + 1).join("/")) ?? part),
    target,
    security,
    method: methodName(textOf(blocks, "grpc", "method") ?? ""),
    metadata: pairsOf(blocks, "metadata").map(({ name, value, disabled }) => ({
      name,
      value,
      ...(disabled ? { disabled } : {}),
    })),
    messages: blocks
      .filter((block) => block.name === "body:grpc")
      .flatMap(({ pairs }) => pairs.filter(({ name }) => name === "content").map(({ value }) => value)),
    sources:
      protoFile === ""
        ? [reflectionOf({ target, security, metadata: [] })]
        : [{ kind: "proto", files: [protoFile], importPaths: [] }],
  };
}

function environmentOf({ path, blocks }: ReadFile): ImportedEnvironment {
  const variables = pairsOf(blocks, "vars").filter(({ disabled }) => !disabled);
  return {
    name: path.replace(/^.*\/|\.bru$/g, ""),
    variables: variables.map(({ name, value }) => ({ name, value })),
  };
}

function sequenceOf({ blocks }: ReadFile): number {
  return Number(textOf(blocks, "meta", "seq") ?? Number.MAX_SAFE_INTEGER);
}

function pairsOf(blocks: readonly BruBlock[], name: string): readonly BruPair[] {
  return blocks.find((block) => block.name === name)?.pairs ?? [];
}

function textOf(blocks: readonly BruBlock[], block: string, name: string): string | undefined {
  return pairsOf(blocks, block).find((pair) => pair.name === name)?.value;
}
