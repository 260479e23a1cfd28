/** gRPC-Web, in bytes and in text. */
import type { ServerAddress } from "../contract/params.ts";
import type { Channel } from "./channel.ts";
import { grpcWeb } from "./grpc-web/protocol.ts";
import { createHttpChannel, type HttpChannelOptions } from "./http/channel.ts";
import { checkHeaders } from "./http/request-headers.ts";
import { checkBinaryValues } from "./metadata.ts";

/** A channel to one server. Throws a `ByteglassError`: `bad-target`, `tls`, `file-unreadable`, `usage`. */
export function createGrpcWebChannel(
  address: ServerAddress,
  kind: "grpc-web" | "grpc-web-text",
  options: HttpChannelOptions = {},
): Channel {
  return createHttpChannel(
    address,
    {
      kind,
      isDuplex: true,
      makeProtocol: ({ request, basePath, limit }) =>
        grpcWeb({
          request,
          path: `${basePath}${request.path}`,
          text: kind === "grpc-web-text",
          isWhole: request.kind === "unary" || request.kind === "server-stream",
          limit,
        }),
      checkMetadata: (entries) => [...checkHeaders(entries), ...checkBinaryValues(entries)],
    },
    options,
  );
}
