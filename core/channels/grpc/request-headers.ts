/** The request headers a call sends, and what the user sees of them. */
import type { OutgoingHttpHeaders } from "node:http2";
import type { CallOptions } from "../../contract/call-options.ts";
import type { MetadataEntry } from "../../contract/params.ts";
import { decodeBase64, isBinaryName } from "../metadata.ts";

/**
 * Adds metadata that passed `checkMetadata` to the headers grpc-js made: repeats stay apart and in order, `-bin`
 * values as plain base64. An entry named like a header of grpc-js's own, such as `user-agent`, replaces it.
 */
export function addMetadata(headers: OutgoingHttpHeaders, entries: readonly MetadataEntry[]): void {
  if (entries.length === 0) return;
  const values = new Map<string, string[]>();
  for (const { name, value } of entries) {
    // HTTP/2 has lower-case names only (RFC 9113, 8.2.1).
    const key = name.toLowerCase();
    const text = isBinaryName(key) ? Buffer.from(decodeBase64(value) ?? []).toString("base64") : value;
    values.set(key, [...(values.get(key) ?? []), text]);
  }
  for (const [name, list] of values) headers[name] = list.length === 1 ? list[0] : list;
}

/** Headers as entries, without the pseudo-headers. */
export function entriesOfHeaders(headers: OutgoingHttpHeaders): readonly MetadataEntry[] {
  const entries: MetadataEntry[] = [];
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value === undefined || name.startsWith(":")) continue;
    if (!Array.isArray(value)) entries.push({ name, value: String(value) });
    else for (const one of value) entries.push({ name, value: one });
  }
  return entries;
}

/** Says how our messages are compressed and what the answer's may be (grpc/doc/compression.md). */
export function addCompression(
  headers: OutgoingHttpHeaders,
  { compression, acceptedCompressions }: Pick<CallOptions, "compression" | "acceptedCompressions">,
): void {
  if (compression !== undefined && compression !== "identity") headers["grpc-encoding"] = compression;
  if (acceptedCompressions === undefined) return;
  headers["grpc-accept-encoding"] = [...new Set(["identity", ...acceptedCompressions])].join(",");
}
