/** gRPC over HTTP/2 by @grpc/grpc-js, with message bytes passed through untouched. */
import { Channel as GrpcChannel, logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import type { ServerAddress } from "../contract/params.ts";
import { ByteglassError } from "../error.ts";
import type { Channel, ChannelEvent, ChannelRequest, OpenCall } from "./channel.ts";
import { GrpcCall } from "./grpc/call.ts";
import { Connector } from "./grpc/connector.ts";
import { parseTarget, type Target } from "./target.ts";
import { readTlsMaterial } from "./tls-material.ts";

/** Bytes one received message may have when nothing else is asked. */
export const DEFAULT_MAX_MESSAGE_BYTE_LENGTH = 64 * 1024 * 1024;
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
  const target = targetOf(address);
  const material = target.tls ? readTlsMaterial(target, address.security) : undefined;
  const open = new Map<number, Connection>();

  const connectionFor = (limit: number): Connection => {
    const existing = open.get(limit);
    if (existing !== undefined) return existing;
    const connector = new Connector(target, material, () => undefined);
    const grpc = new GrpcChannel(grpcTarget(target), connector, grpcOptions(target, options, limit));
    const created = { connector, grpc };
    open.set(limit, created);
    return created;
  };

  return {
    kind: "grpc",
    open(request: ChannelRequest, onEvent: (event: ChannelEvent) => void): OpenCall {
      const limit =
        request.maxMessageByteLength ?? options.maxMessageByteLength ?? DEFAULT_MAX_MESSAGE_BYTE_LENGTH;
      const { connector, grpc } = connectionFor(limit);
      const call = new GrpcCall({ target, grpc, connector, request, onEvent });
      call.done.then(() => {
        // A failed channel waits before it tries again; a new one tries with the next call.
        if (call.connected || open.get(limit)?.grpc !== grpc) return;
        open.delete(limit);
        grpc.close();
      });
      return call;
    },
    close() {
      for (const { grpc } of open.values()) grpc.close();
      open.clear();
    },
  };
}

interface Connection {
  readonly connector: Connector;
  readonly grpc: GrpcChannel;
}

function targetOf(address: ServerAddress): Target {
  const parsed = parseTarget(address);
  if (parsed.ok) return parsed.value;
  const [finding] = parsed.findings;
  throw new ByteglassError("bad-target", finding?.message ?? "The target cannot be read.", {
    hint: finding?.hint ?? "",
    findings: parsed.findings,
  });
}

function grpcTarget(target: Target): string {
  if (target.socketPath !== undefined) return `unix:${target.socketPath}`;
  return `dns:${target.host.includes(":") ? `[${target.host}]` : target.host}:${target.port}`;
}

function grpcOptions(
  target: Target,
  options: GrpcChannelOptions,
  limit: number,
): Readonly<Record<string, string | number>> {
  return {
    "grpc-node.flow_control_window": FLOW_CONTROL_WINDOW,
    "grpc.max_receive_message_length": limit,
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
