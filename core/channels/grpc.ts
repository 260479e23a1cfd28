/** gRPC over HTTP/2 by @grpc/grpc-js, with message bytes passed through untouched. */
import { Channel as GrpcChannel, logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import type { ServerAddress } from "../contract/params.ts";
import type { Channel, ChannelEvent, ChannelRequest, ChannelStatus, OpenCall } from "./channel.ts";
import { ConnectionFailure } from "./connection-failure.ts";
import { GrpcCall } from "./grpc/call.ts";
import { Connector } from "./grpc/connector.ts";
import { SessionTap } from "./grpc/session-tap.ts";
import { DEFAULT_CONNECT_TIMEOUT, DEFAULT_MAX_MESSAGE_BYTE_LENGTH } from "./limits.ts";
import { explainConnectionFailure } from "./probe.ts";
import { requireTarget, type Target } from "./target.ts";
import { readTlsMaterial, type TlsMaterial } from "./tls-material.ts";

/** Bytes the server may send before it must wait for us; large, or one big answer takes many round trips. */
const FLOW_CONTROL_WINDOW = 16 * 1024 * 1024;

/** Settings of one gRPC channel. */
export interface GrpcChannelOptions {
  /** Bound on a received message in bytes, where the request sets none. */
  readonly maxMessageByteLength?: number;
  /** What stands before grpc-js's own name in `user-agent`. */
  readonly userAgent?: string;
  /** True lets `http_proxy` and `https_proxy` of the environment be used. Off by default: only the named server is spoken to. */
  readonly useEnvironmentProxy?: boolean;
  /** Bound on the time until a connection stands, in ms; 20 s unless told. A call's deadline may be shorter. */
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
  const target = requireTarget(address);
  const material = target.tls ? readTlsMaterial(target, address.security) : undefined;
  let link: Link | undefined;
  const running = new Set<GrpcCall>();

  const onDone = (call: GrpcCall, used: Link, status: ChannelStatus): void => {
    running.delete(call);
    used.calls.delete(call);
    // A failed channel waits before it tries again; a new one tries with the next call.
    if (status.cause instanceof ConnectionFailure && !call.hadConnection && link === used) link = undefined;
    if (link !== used && used.calls.size === 0) used.grpc.close();
  };

  return {
    kind: "grpc",
    open(request: ChannelRequest, onEvent: (event: ChannelEvent) => void): OpenCall {
      link ??= createLink(target, material, options);
      const used = link;
      const call = new GrpcCall({
        target,
        grpc: used.grpc,
        tap: used.tap,
        request,
        limit:
          request.maxMessageByteLength ?? options.maxMessageByteLength ?? DEFAULT_MAX_MESSAGE_BYTE_LENGTH,
        connectTimeout: options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT,
        explainFailure: (reported) =>
          explainConnectionFailure(target, material, used.connector.failure ?? lastError(reported)),
        onEvent,
      });
      running.add(call);
      used.calls.add(call);
      call.done.then((status) => onDone(call, used, status));
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

function createLink(target: Target, material: TlsMaterial | undefined, options: GrpcChannelOptions): Link {
  const tap = new SessionTap();
  const connector = new Connector(target, material, tap);
  const grpc = new GrpcChannel(grpcTarget(target), connector, grpcOptions(target, options));
  return { grpc, connector, tap, calls: new Set() };
}

/** grpc-js wraps what happened in words of its own. */
function lastError(reported: ConnectionFailure | string): ConnectionFailure | string {
  if (typeof reported !== "string") return reported;
  return /Last error: (?:Error: )?(.*?)\.? Resolution note:/s.exec(reported)?.[1] ?? reported;
}

function grpcTarget(target: Target): string {
  if (target.socketPath !== undefined) return `unix:${target.socketPath}`;
  return `dns:${target.host.includes(":") ? `[${target.host}]` : target.host}:${target.port}`;
}

function grpcOptions(target: Target, options: GrpcChannelOptions): Readonly<Record<string, string | number>> {
  return {
    "grpc-node.flow_control_window": FLOW_CONTROL_WINDOW,
    "grpc.max_send_message_length": -1,
    "grpc.enable_retries": 0,
    "grpc.enable_channelz": 0,
    "grpc.enable_http_proxy": options.useEnvironmentProxy === true ? 1 : 0,
    // Otherwise a TXT record is looked up beside the name.
    "grpc.service_config_disable_resolution": 1,
    "grpc.use_local_subchannel_pool": 1,
    "grpc.default_authority": target.authority,
    "grpc.primary_user_agent": options.userAgent ?? "byteglass",
    ...(options.idleTimeout === undefined ? {} : { "grpc.client_idle_timeout_ms": options.idleTimeout }),
  };
}
