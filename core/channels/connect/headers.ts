/** The headers of Connect that both unary calls and streams have. Pure. */
import type { MetadataEntry } from "../../contract/params.ts";
import type { ChannelRequest } from "../channel.ts";

/** What is left out of `connect-accept-encoding` is not understood here. */
const ACCEPTED = ["gzip", "br", "deflate"];
/** `connect-timeout-ms` has at most ten digits. */
const LONGEST_TIMEOUT = 9_999_999_999;

/** The version, and the deadline in whole milliseconds. */
export function connectHeaders({ deadline }: ChannelRequest): readonly MetadataEntry[] {
  const version = { name: "Connect-Protocol-Version", value: "1" };
  return [version, ...timeoutHeaders(deadline)];
}

/** `Connect-Timeout-Ms`, where there is a deadline. */
export function timeoutHeaders(deadline: number | undefined): readonly MetadataEntry[] {
  if (deadline === undefined) return [];
  const value = String(Math.min(LONGEST_TIMEOUT, Math.max(0, Math.ceil(deadline))));
  return [{ name: "Connect-Timeout-Ms", value }];
}

/** What the answer may be compressed with. */
export function acceptedEncodings({ options }: ChannelRequest): string {
  const chosen = options?.acceptedCompressions;
  if (chosen === undefined) return ACCEPTED.join(", ");
  const names = chosen.filter((name) => name !== "identity");
  return names.length === 0 ? "identity" : names.join(", ");
}
