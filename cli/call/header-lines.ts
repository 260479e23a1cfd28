/** What stood around the messages of a call, for a terminal: request line, headers and trailers, credentials as dots. */
import type { MetadataEntry } from "../../core/contract/params.ts";
import type { CallRecord } from "../../core/contract/views.ts";
import { printable } from "../printable.ts";

/** A title above the entries of each part; nothing for a part that has none. */
export function headerLines({ http, requestHeaders, headers, trailers }: CallRecord): readonly string[] {
  const line = http === undefined ? "" : ` ${printable(`${http.method} ${http.url}`)}`;
  return [
    ...part(`request${line}`, requestHeaders, line !== ""),
    ...part("headers", headers),
    ...part("trailers", trailers),
  ];
}

function part(title: string, entries: readonly MetadataEntry[], always = false): readonly string[] {
  if (entries.length === 0 && !always) return [];
  return [title, ...entries.map(({ name, value }) => `  ${printable(name)}: ${printable(value)}`)];
}
