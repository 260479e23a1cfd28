import type { MetadataItem } from "../call/call.ts";

/** Headers that belong to HTTP or to the protocol above it, not to the call. */
const TRANSPORT = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "host",
  "keep-alive",
  "sec-fetch-mode",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** What gateways put before the name of an entry of metadata. */
const METADATA_PREFIX = "grpc-metadata-";

/** HTTP headers as metadata: without the transport's own, and with the bytes of `-bin` entries. */
export function readHttpMetadata(headers: Iterable<readonly [string, string]>): readonly MetadataItem[] {
  return [...headers].flatMap(([header, value]): readonly MetadataItem[] => {
    const lower = header.toLowerCase();
    const name = lower.startsWith(METADATA_PREFIX) ? lower.slice(METADATA_PREFIX.length) : lower;
    if (TRANSPORT.has(name) || name.startsWith(":") || /^(grpc|connect|x-grpc-web)(-|$)/.test(name))
      return [];
    if (!name.endsWith("-bin")) return [{ name, value }];
    return value.split(",").map((part) => ({ name, value: Buffer.from(part.trim(), "base64") }));
  });
}
