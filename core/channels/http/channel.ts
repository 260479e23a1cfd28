/** What the channels over plain HTTP have in common: a client, calls that run, and their bounds. */
import type { ChannelKind, HttpOptions } from "../../contract/channels.ts";
import type { MetadataEntry, ServerAddress } from "../../contract/params.ts";
import type { Finding } from "../../finding.ts";
import type { Channel, ChannelRequest } from "../channel.ts";
import { DEFAULT_CONNECT_TIMEOUT, DEFAULT_MAX_MESSAGE_BYTE_LENGTH } from "../limits.ts";
import { HttpCall } from "./call.ts";
import { HttpClient, type HttpVersion } from "./client.ts";
import type { HttpProtocol } from "./protocol.ts";

/** Settings of every channel over plain HTTP. */
export interface HttpChannelOptions {
  /** Connections to share with other channels; they are left open when this one closes. */
  readonly client?: HttpClient;
  readonly http?: HttpOptions;
  /** Bound on a received message in bytes, where the request sets none. */
  readonly maxMessageByteLength?: number;
  /** Bound on the time until a connection stands, in ms, where the address sets none; 20 s unless told. */
  readonly connectTimeout?: number;
}

/** What a protocol is made with for one call. */
export interface HttpCallContext {
  readonly request: ChannelRequest;
  /** Before the path; empty for an address without one. */
  readonly basePath: string;
  /** Bound on one received message, in bytes. */
  readonly limit: number;
}

/** What one kind of channel is. */
export interface HttpChannelParts {
  readonly kind: ChannelKind;
  readonly makeProtocol: (context: HttpCallContext) => HttpProtocol;
  readonly checkMetadata: (entries: readonly MetadataEntry[]) => readonly Finding[];
  /** True for a protocol whose streams both ways go on at once, which HTTP/1.1 cannot. */
  readonly isDuplex: boolean;
}

/** A channel to one server. Throws a `ByteglassError`: `bad-target`, `tls`, `file-unreadable`, `usage`. */
export function createHttpChannel(
  address: ServerAddress,
  { kind, makeProtocol, checkMetadata, isDuplex }: HttpChannelParts,
  options: HttpChannelOptions = {},
): Channel {
  const client = options.client ?? new HttpClient(address);
  const running = new Set<HttpCall>();
  const settings = address.connection ?? {};
  return {
    kind,
    open(request, onEvent) {
      const { basePath } = client.route.target;
      const limit =
        request.maxMessageByteLength ?? options.maxMessageByteLength ?? DEFAULT_MAX_MESSAGE_BYTE_LENGTH;
      const call = new HttpCall({
        client,
        protocol: () => makeProtocol({ request, basePath, limit }),
        version: options.http?.version ?? versionFor(client, isDuplex && request.kind === "bidi-stream"),
        request,
        userAgent: settings.userAgent ?? "byteglass",
        connectTimeout: settings.connectTimeout ?? options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT,
        checkMetadata,
        onEvent,
      });
      running.add(call);
      call.done.then(() => running.delete(call));
      return call;
    },
    close() {
      for (const call of running) call.cancel();
      if (options.client === undefined) client.close();
    },
  };
}

/** In plaintext nothing negotiates: HTTP/1.1 is what most servers speak. */
function versionFor({ route }: HttpClient, needsTwo: boolean): HttpVersion {
  if (route.material !== undefined) return "auto";
  return needsTwo ? "2" : "1.1";
}
