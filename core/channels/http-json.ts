/** A gRPC method called over HTTP + JSON, by its `google.api.http` option. */
import type { DescMethod, Registry } from "@bufbuild/protobuf";
import type { ServerAddress } from "../contract/params.ts";
import { type HttpRule, httpRuleOf } from "../schema/summary/http-rule.ts";
import type { Channel } from "./channel.ts";
import { createHttpChannel, type HttpChannelOptions } from "./http/channel.ts";
import { checkHeaders } from "./http/request-headers.ts";
import { bindingsOf, requireBindings } from "./http-json/bindings.ts";
import { transcoding } from "./http-json/protocol.ts";

/** What a channel carries, and how. */
export interface HttpJsonChannelOptions extends HttpChannelOptions {
  readonly method: DescMethod;
  /** Resolves `Any` and extensions in both directions. */
  readonly registry: Registry;
  /** The method's rule, when it is not the one in its options. */
  readonly rule?: HttpRule;
  /** 0 is the rule itself, 1… its additional bindings; absent takes the first that fits the message. */
  readonly binding?: number;
}

/**
 * A channel that carries calls of one method. Connections are kept for the next call. Throws a `ByteglassError`:
 * `no-binding` when the method has no HTTP form or not the one asked for, `bad-target`, `tls`, `file-unreadable`.
 * A message that no binding can carry ends its call with a status whose cause is a `no-binding` error.
 */
export function createHttpJsonChannel(address: ServerAddress, options: HttpJsonChannelOptions): Channel {
  const { method, registry, binding: chosen } = options;
  const bindings = bindingsOf(options.rule ?? httpRuleOf(method));
  requireBindings(bindings, method, chosen);
  return createHttpChannel(
    address,
    {
      isDuplex: false,
      kind: "http-json",
      makeProtocol: (context) => transcoding({ ...context, method, registry, bindings, chosen }),
      checkMetadata: checkHeaders,
    },
    options,
  );
}
