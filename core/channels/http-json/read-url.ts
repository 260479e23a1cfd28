/** A URL and a body → the message they carry by a binding: transcoding as a server does it. Pure. */
import type { DescMessage } from "@bufbuild/protobuf";
import type { PlacedField } from "../../contract/transcoding.ts";
import type { Finding } from "../../finding.ts";
import type { HttpBinding } from "./http-request.ts";
import { matchPath } from "./match-path.ts";
import { parsePathTemplate } from "./path-template.ts";
import { UrlMessage } from "./url-message.ts";

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
    const message = new UrlMessage(type, binding.body);
    message.addBody(body);
    for (const [name, value] of values) message.addVariable(name, value);
    for (const [name, value] of parametersOf(url.query)) message.addParameter(name, value);
    return { json: message.json, basePath, fields: message.fields, findings: message.findings };
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

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
