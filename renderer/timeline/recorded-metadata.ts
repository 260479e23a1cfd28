/** The metadata of a recorded request, as its sender wrote it. Pure. */
import { DOTS } from "../../core/contract/dots.ts";
import type { MetadataEntry } from "../../core/contract/params.ts";

/** What channels write by themselves, beside pseudo-headers and `grpc-…`, `connect-…`. */
const OWN = new Set([
  ...["accept", "accept-encoding", "connection", "content-encoding", "content-length", "content-type"],
  ...["date", "host", "te", "trailer", "transfer-encoding", "user-agent", "x-grpc-web", "x-user-agent"],
]);

/** The entries that a person gave, and how many of them are masked: those cannot be sent again. */
export function recordedMetadata(headers: readonly MetadataEntry[]): {
  readonly entries: readonly MetadataEntry[];
  readonly maskedNames: readonly string[];
} {
  const given = headers.filter(({ name }) => {
    const lower = name.toLowerCase();
    return !OWN.has(lower) && !/^(:|grpc-|connect-)/.test(lower);
  });
  const isMasked = ({ value }: MetadataEntry) => value.includes(DOTS);
  return {
    entries: given.filter((entry) => !isMasked(entry)),
    maskedNames: given.filter(isMasked).map(({ name }) => name),
  };
}
