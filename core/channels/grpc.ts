/** gRPC over HTTP/2 by @grpc/grpc-js, with message bytes passed through untouched. */
import { Channel as GrpcChannel, logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import type { ConnectionSettings } from "../contract/call-options.ts";
import type { ServerAddress } from "../contract/params.ts";
import type { Channel, ChannelEvent, ChannelRequest, ChannelStatus, OpenCall } from "./channel.ts";
import { ConnectionFailure, toConnectionFailure } from "./connection-failure.ts";
import { GrpcCall } from "./grpc/call.ts";
import { ConnectWatch } from "./grpc/connect-watch.ts";
import { Connector } from "./grpc/connector.ts";
import { lookOnce } from "./grpc/late-look.ts";
import { RESOLVER_OPTION, RESOLVER_SCHEME, registerOwnResolver } from "./grpc/resolver.ts";
import { SessionTap } from "./grpc/session-tap.ts";
import { DEFAULT_PING_TIMEOUT } from "./http/keepalive.ts";
import { DEFAULT_CONNECT_TIMEOUT, DEFAULT_MAX_MESSAGE_BYTE_LENGTH } from "./limits.ts";
import { explainConnectionFailure } from "./probe.ts";
import { firstHopFailure, type Route, readRoute } from "./route/dial.ts";
import { proxySilence } from "./route/proxy-silence.ts";
import type { Target } from "./target.ts";

/** Bytes the server may send before it must wait for us; large, or one big answer takes many round trips. */
const FLOW_CONTROL_WINDOW = 16 * 1024 * 1024;

/** Settings of one gRPC channel. */
export interface GrpcChannelOptions {
  /** Bound on a received message in bytes, where the request sets none. */
  readonly maxMessageByteLength?: number;
  /** Bound on the time until a connection stands, in ms, where the address sets none; 20 s unless told. A call's deadline may be shorter. */
  readonly connectTimeout?: number;
  /** The time after the last call after which an idle connection closes, in ms. */
  readonly idleTimeout?: number;
}

// grpc-js writes to the standard error stream by itself otherwise.
setLogVerbosity(logVerbosity.NONE);

/**
 * A channel to one server. Connects with the first call, and at once again after a failure; calls fail on the first
 * connection error. Throws a `ByteglassError` for a target that cannot be read and for unusable certificate files.
 */
export function createGrpcChannel(address: ServerAddress, options: GrpcChannelOptions = {}): Channel {
  const route = readRoute(address);
  const { target } = route;
  const connectTimeout =
    address.connection?.connectTimeout ?? options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT;
  const keepalive = address.connection?.keepalive;
  let link: Link | undefined;
  const running = new Set<GrpcCall>();
  const connectWatch = new ConnectWatch(connectTimeout);

  const onEnd = (call: GrpcCall, used: Link, status: ChannelStatus): void => {
    running.delete(call);
    used.calls.delete(call);
    // A failed channel waits before it tries again; a new one tries with the next call.
    if (status.cause instanceof ConnectionFailure && !call.hadConnection && link === used) link = undefined;
    if (link !== used && used.calls.size === 0) used.grpc.close();
  };

  return {
    kind: "grpc",
    open(request: ChannelRequest, onEvent: (event: ChannelEvent) => void): OpenCall {
      link ??= createLink(route, address.connection ?? {}, options);
      const used = link;
      const call = new GrpcCall({
        target,
        watchers: route.watchers,
        grpc: used.grpc,
        tap: used.tap,
        request,
        limit:
          request.maxMessageByteLength ?? options.maxMessageByteLength ?? DEFAULT_MAX_MESSAGE_BYTE_LENGTH,
        connectTimeout,
        connectWatch,
        pingTimeout: keepalive === undefined ? undefined : (keepalive.timeout ?? DEFAULT_PING_TIMEOUT),
        lookOnce: () => lookOnce(route),
        proxySilence: () => proxySilence(route),
        explainFailure: (reported) => explainFailure(route, used.connector, reported),
        failedTrace: () => used.connector.trace,
        onEvent,
        onEnd: (ended, status) => onEnd(ended, used, status),
      });
      running.add(call);
      used.calls.add(call);
      return call;
    },
    close() {
      for (const call of running) call.cancel();
      link?.grpc.close();
      link = undefined;
    },
  };
}

/** grpc-js's channel, our two views of its connections, and the calls on it. */
interface Link {
  readonly grpc: GrpcChannel;
  readonly connector: Connector;
  readonly tap: SessionTap;
  readonly calls: Set<GrpcCall>;
}

function createLink(route: Route, settings: ConnectionSettings, options: GrpcChannelOptions): Link {
  registerOwnResolver();
  const tap = new SessionTap();
  const connector = new Connector(route, tap);
  const grpc = new GrpcChannel(`${RESOLVER_SCHEME}:${route.target.authority}`, connector, {
    ...grpcOptions(route.target, settings, options),
    [RESOLVER_OPTION]: () => connector.addresses(),
  });
  return { grpc, connector, tap, calls: new Set() };
}

async function explainFailure(
  route: Route,
  connector: Connector,
  reported: ConnectionFailure | string,
): Promise<ConnectionFailure> {
  const known = connector.failure ?? lastError(reported);
  if (route.proxy === undefined) return explainConnectionFailure(route, known);
  const failure = toConnectionFailure(known, route.proxy.label);
  // Without a failure of our own, and without an address, it is the proxy that was missing, or silent.
  return connector.failure === undefined && connector.trace.address === ""
    ? (proxySilence(route) ?? firstHopFailure(route, failure))
    : explainConnectionFailure(route, failure);
}

/** grpc-js wraps what happened in words of its own. */
function lastError(reported: ConnectionFailure | string): ConnectionFailure | string {
  if (typeof reported !== "string") return reported;
  return /Last error: (?:Error: )?(.*?)\.? Resolution note:/s.exec(reported)?.[1] ?? reported;
}

function grpcOptions(
  target: Target,
  { keepalive, userAgent }: ConnectionSettings,
  options: GrpcChannelOptions,
): Readonly<Record<string, string | number>> {
  return {
    "grpc-node.flow_control_window": FLOW_CONTROL_WINDOW,
    "grpc.max_send_message_length": -1,
    "grpc.enable_retries": 0,
    "grpc.enable_channelz": 0,
    // Ours stands in the way already.
    "grpc.enable_http_proxy": 0,
    "grpc.service_config_disable_resolution": 1,
    "grpc.use_local_subchannel_pool": 1,
    "grpc.initial_reconnect_backoff_ms": 250,
    "grpc.max_reconnect_backoff_ms": 5000,
    "grpc.default_authority": target.authority,
    "grpc.primary_user_agent": userAgent ?? "byteglass",
    ...(options.idleTimeout === undefined ? {} : { "grpc.client_idle_timeout_ms": options.idleTimeout }),
    ...(keepalive === undefined ? {} : keepaliveOptions(keepalive)),
  };
}

function keepaliveOptions(
  keepalive: NonNullable<ConnectionSettings["keepalive"]>,
): Readonly<Record<string, number>> {
  return {
    "grpc.keepalive_time_ms": keepalive.interval,
    ...(keepalive.timeout === undefined ? {} : { "grpc.keepalive_timeout_ms": keepalive.timeout }),
    "grpc.keepalive_permit_without_calls": keepalive.withoutCalls === true ? 1 : 0,
  };
}
