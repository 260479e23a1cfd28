/** Which compressions of requests a server says it takes, where it refused one. Pure. */
import type { MetadataEntry } from "../contract/params.ts";
import type { ChannelStatus } from "./channel.ts";
import { valueNamed } from "./metadata.ts";

/** gRPC's header, that of streams of Connect, and HTTP's own (RFC 9110, 12.5.3). */
const HEADERS = ["grpc-accept-encoding", "connect-accept-encoding", "accept-encoding"];
const UNIMPLEMENTED = 12;
const UNSUPPORTED_MEDIA_TYPE = 415;

/** The status, with what `headers` say of compressions where it may be a refusal of one: UNIMPLEMENTED or HTTP 415. */
export function withTaken(status: ChannelStatus, headers: readonly MetadataEntry[]): ChannelStatus {
  if (status.code !== UNIMPLEMENTED && status.httpStatus !== UNSUPPORTED_MEDIA_TYPE) return status;
  const [value] = HEADERS.flatMap((name) => valueNamed(headers, name) ?? []);
  if (value === undefined) return status;
  const names = value.split(",").map((name) => name.replace(/;.*$/, "").trim().toLowerCase());
  return { ...status, takenCompressions: names.filter((name) => name !== "") };
}
