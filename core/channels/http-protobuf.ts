/** A protobuf message over plain HTTP: method, path and content type are free. */
import type { ServerAddress } from "../contract/params.ts";
import type { Channel } from "./channel.ts";
import { createHttpChannel, type HttpChannelOptions } from "./http/channel.ts";
import { checkHeaders } from "./http/request-headers.ts";
import { httpProtobuf } from "./http-protobuf/protocol.ts";

/** A channel to one server. Throws a `ByteglassError`: `bad-target`, `tls`, `file-unreadable`, `usage`. */
export function createHttpProtobufChannel(address: ServerAddress, options: HttpChannelOptions = {}): Channel {
  return createHttpChannel(
    address,
    {
      isDuplex: false,
      kind: "http-protobuf",
      makeProtocol: (context) => httpProtobuf({ ...context, options: options.http ?? {} }),
      checkMetadata: checkHeaders,
    },
    options,
  );
}
