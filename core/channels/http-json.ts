/** A gRPC method called over HTTP + JSON, by its `google.api.http` option. */
import type { DescMethod, Registry } from "@bufbuild/protobuf";
import type { ServerAddress } from "../contract/params.ts";
import { type HttpRule, httpRuleOf } from "../schema/summary/http-rule.ts";
import type { Channel, ChannelEvent, ChannelRequest, OpenCall } from "./channel.ts";
import { bindingsOf, requireBindings } from "./http-json/bindings.ts";
import { HttpJsonCall } from "./http-json/call.ts";
import { explainHttpFailure } from "./http-json/explain-failure.ts";
import { DEFAULT_CONNECT_TIMEOUT, DEFAULT_MAX_MESSAGE_BYTE_LENGTH } from "./limits.ts";
import { RouteAgent } from "./route/agent.ts";
import { readRoute } from "./route/dial.ts";

/** What a channel carries, and how. */
export interface HttpJsonChannelOptions {
  readonly method: DescMethod;
  /** Resolves `Any` and extensions in both directions. */
  readonly registry: Registry;
  /** The method's rule, when it is not the one in its options. */
  readonly rule?: HttpRule;
  /** 0 is the rule itself, 1… its additional bindings; absent takes the first that fits the message. */
  readonly binding?: number;
  /** Bound on a received message in bytes, where the request sets none. */
  readonly maxMessageByteLength?: number;
  /** Bound on the time until a connection stands, in ms; 20 s unless told. */
  readonly connectTimeout?: number;
}

/**
 * A channel that carries calls of one method. Connections are kept for the next call. Throws a `ByteglassError`:
 * `no-binding` when the method has no HTTP form or not the one asked for, `bad-target`, `tls`, `file-unreadable`.
 * A message that no binding can carry ends its call with a status whose cause is a `no-binding` error.
 */
export function createHttpJsonChannel(address: ServerAddress, options: HttpJsonChannelOptions): Channel {
  const route = readRoute(address);
  const settings = address.connection ?? {};
  const bindings = bindingsOf(options.rule ?? httpRuleOf(options.method));
  requireBindings(bindings, options.method, options.binding);
  const agent = new RouteAgent(route, settings.keepalive?.interval);
  const running = new Set<HttpJsonCall>();
  return {
    kind: "http-json",
    open(request: ChannelRequest, onEvent: (event: ChannelEvent) => void): OpenCall {
      const call = new HttpJsonCall({
        target: route.target,
        agent,
        method: options.method,
        registry: options.registry,
        bindings,
        chosen: options.binding,
        userAgent: settings.userAgent ?? "byteglass",
        request,
        limit:
          request.maxMessageByteLength ?? options.maxMessageByteLength ?? DEFAULT_MAX_MESSAGE_BYTE_LENGTH,
        connectTimeout: settings.connectTimeout ?? options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT,
        explainFailure: (error, isConnected) => explainHttpFailure(route, error, isConnected),
        onEvent,
      });
      running.add(call);
      call.done.then(() => running.delete(call));
      return call;
    },
    close() {
      for (const call of running) call.cancel();
      agent.destroy();
    },
  };
}
