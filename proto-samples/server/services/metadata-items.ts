import type { Call, MetadataItem } from "../call/call.ts";
import { badField } from "../call/details.ts";

/** Names that every transport can carry, and that none of them uses for itself. */
const NAME = /^(?!grpc-|connect-|trailer-)[a-z0-9_.-]{1,100}$/;

/** Headers that belong to HTTP. */
const TAKEN = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Entries that a caller asks for, as they travel: base64 becomes bytes where the name says so. Throws
 * INVALID_ARGUMENT for a name or a value that no transport could carry.
 */
export function metadataItems(
  call: Call,
  field: string,
  entries: Readonly<Record<string, string>>,
): readonly MetadataItem[] {
  return Object.entries(entries).map(([name, value]) => {
    const place = `${field}["${name}"]`;
    if (!NAME.test(name) || TAKEN.has(name)) throw badField(call, place, "is no name for metadata");
    if (name.endsWith("-bin")) return { name, value: Buffer.from(value, "base64") };
    if (!/^[\x20-\x7e]*$/.test(value))
      throw badField(call, place, "must be printable ASCII; use a -bin name");
    return { name, value };
  });
}
