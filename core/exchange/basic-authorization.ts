/** `user:password` as the header of HTTP basic authentication (RFC 7617). */
import type { MetadataEntry } from "../contract/params.ts";

/** The header, or nothing without a user. */
export function basicAuthorization(user: string | undefined): readonly MetadataEntry[] {
  if (user === undefined) return [];
  const bytes = new TextEncoder().encode(user.includes(":") ? user : `${user}:`);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return [{ name: "authorization", value: `Basic ${btoa(binary)}` }];
}
