/** The header lines of a request, before what its version of HTTP adds. Pure. */
import type { MetadataEntry } from "../../contract/params.ts";
import type { Finding } from "../../finding.ts";

/** `User-Agent` and the protocol's own first; an entry of the same name replaces ours. Names keep their case, repeats stay apart. */
export function requestHeaders(
  userAgent: string,
  own: readonly MetadataEntry[],
  entries: readonly MetadataEntry[],
): readonly MetadataEntry[] {
  const given = new Set(entries.map(({ name }) => name.toLowerCase()));
  const ours = [{ name: "User-Agent", value: userAgent }, ...own];
  return [...ours.filter(({ name }) => !given.has(name.toLowerCase())), ...entries];
}

/** What frames the message is the connection's business alone. */
const FRAMING = new Set(["content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer"]);

/** What keeps these entries from being sent as HTTP headers, one finding an entry. `path` is `metadata[i]`. */
export function checkHeaders(entries: readonly MetadataEntry[]): readonly Finding[] {
  return entries.flatMap(({ name, value }, index) => {
    const refused = refusalOf(name, value);
    if (refused === undefined) return [];
    return [{ code: "bad-metadata", severity: "error" as const, path: `metadata[${index}]`, ...refused }];
  });
}

/** `TE: trailers` frames nothing: grpc-gateway sends the trailers of a call to who asks for them so. */
function asksForTrailers(name: string, value: string): boolean {
  return name.toLowerCase() === "te" && value.trim().toLowerCase() === "trailers";
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
  if (FRAMING.has(name.toLowerCase()) && !asksForTrailers(name, value)) {
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
