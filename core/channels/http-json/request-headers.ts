/** The header lines of an HTTP + JSON request, in the order they are sent. Pure. */
import type { MetadataEntry } from "../../contract/params.ts";
import type { Finding } from "../../finding.ts";

/** What the channel itself puts into the headers. */
export interface OwnHeaders {
  readonly authority: string;
  readonly userAgent: string;
  /** Absent when there is no body. */
  readonly contentType?: string;
  /** Bytes of the body, `chunked` when they are not known yet, absent when there is no body. */
  readonly contentLength?: number | "chunked";
}

/** What frames the message is the connection's business alone. */
const FRAMING = new Set(["content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer"]);

/** Our own headers first; an entry of the same name replaces ours. Names keep their case, repeats stay apart. */
export function requestHeaders(own: OwnHeaders, entries: readonly MetadataEntry[]): readonly MetadataEntry[] {
  const { contentLength, contentType } = own;
  const ours: MetadataEntry[] = [
    { name: "Host", value: own.authority },
    { name: "User-Agent", value: own.userAgent },
    { name: "Accept", value: "application/json" },
    { name: "Accept-Encoding", value: "gzip, br" },
  ];
  if (contentType !== undefined) ours.push({ name: "Content-Type", value: contentType });
  if (contentLength === "chunked") ours.push({ name: "Transfer-Encoding", value: "chunked" });
  else if (contentLength !== undefined) ours.push({ name: "Content-Length", value: String(contentLength) });
  ours.push({ name: "Connection", value: "keep-alive" });
  const given = new Set(entries.map(({ name }) => name.toLowerCase()));
  return [...ours.filter(({ name }) => !given.has(name.toLowerCase())), ...entries];
}

/** What keeps these entries from being sent as HTTP headers, one finding an entry. `path` is `metadata[i]`. */
export function checkHeaders(entries: readonly MetadataEntry[]): readonly Finding[] {
  return entries.flatMap(({ name, value }, index) => {
    const refused = refusalOf(name, value);
    if (refused === undefined) return [];
    return [{ code: "bad-metadata", severity: "error" as const, path: `metadata[${index}]`, ...refused }];
  });
}

function refusalOf(
  name: string,
  value: string,
): { readonly message: string; readonly hint: string } | undefined {
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) {
    return {
      message: `The header name “${name}” has a character that a name cannot have.`,
      hint: "Names hold letters, digits and “-”, “_”, “.” and the like, and no spaces.",
    };
  }
  if (FRAMING.has(name.toLowerCase())) {
    return {
      message: `The header “${name}” belongs to the connection and cannot be set by hand.`,
      hint: "Leave this entry out.",
    };
  }
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return undefined;
  return {
    message: `The value of the header “${name}” has a character that a header cannot carry.`,
    hint: "Percent-encode it.",
  };
}
