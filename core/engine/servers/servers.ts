/** What a server says of itself: its health, its connections, and what a look at its address finds. */
import { createRegistry } from "@bufbuild/protobuf";
import type { Channel, ChannelStatus } from "../../channels/channel.ts";
import { ConnectionFailure } from "../../channels/connection-failure.ts";
import {
  ChannelzParams,
  type ChannelzRequest,
  HealthParams,
  type HealthRequest,
  ProbeParams,
  type ProbeReport,
  type ProbeRequest,
  type ServerMethods,
} from "../../contract/health.ts";
import { ByteglassError } from "../../error.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { autopsyPart, callsRoom, healthRoom } from "../rooms.ts";
import { scopedRequest, type VariableParts } from "../variables/variable-parts.ts";
import { readChannelz } from "./channelz.ts";

const UNIMPLEMENTED = 12;
/** PERMISSION_DENIED and UNAUTHENTICATED. */
const REFUSED: ReadonlySet<number> = new Set([7, 16]);

/** The engine's methods about servers. */
export function serverMethods(
  parts: Pick<Parts, "operations" | "channels" | "tell">,
  variables: VariableParts,
): ServerMethods {
  const { operations, tell } = parts;
  return {
    checkHealth: door("checkHealth", HealthParams, (request) =>
      operations.run(request.operationId, async (signal) => {
        const { checkHealth } = await healthRoom();
        const asked = await scopedRequest(variables, request, signal);
        const answer = await checkHealth(await channelTo(asked, parts, signal), asked.service ?? "", signal);
        if ("state" in answer) return answer;
        throw await failureOf(answer.status, "health service (grpc.health.v1)");
      }),
    ),
    watchHealth: door("watchHealth", HealthParams, (request) =>
      operations.run(request.operationId, async (signal) => {
        const { watchHealth } = await healthRoom();
        const asked = await scopedRequest(variables, request, signal);
        const { operationId, service = "" } = asked;
        const channel = await channelTo(asked, parts, signal);
        const status = await watchHealth(
          channel,
          service,
          (state) => tell({ kind: "health", operationId, state }),
          signal,
        );
        if (status !== undefined) throw await failureOf(status, "health service (grpc.health.v1)");
      }),
    ),
    probe: door("probe", ProbeParams, (request) =>
      operations.run(request.operationId, async (signal) =>
        probe(await scopedRequest(variables, request, signal), parts, signal),
      ),
    ),
    readChannelz: door("readChannelz", ChannelzParams, (request) =>
      operations.run(request.operationId, async (signal) => {
        const asked = await scopedRequest(variables, request, signal);
        return readChannelz(await channelTo(asked, parts, signal), signal, failureOf);
      }),
    ),
  };
}

function channelTo(
  { server, metadata = [], authorization }: HealthRequest | ChannelzRequest,
  { channels }: Pick<Parts, "channels">,
  signal: AbortSignal,
): Promise<Channel> {
  return channels.grpc(server, { metadata, authorization }, signal);
}

async function failureOf(status: ChannelStatus, what: string): Promise<ByteglassError> {
  if (status.code === UNIMPLEMENTED) {
    return new ByteglassError("unsupported", `The server has no ${what}.`, {
      hint: "Not every server offers it; its other services work all the same.",
    });
  }
  const { explainStatus } = await callsRoom();
  const { name, message, explanation, hint } = explainStatus(status, {
    channel: "grpc",
    registry: createRegistry(),
  });
  const isUnreached = status.cause instanceof ConnectionFailure;
  // The service is there: it, or the way to it, failed this once.
  const code = REFUSED.has(status.code) ? "unauthorized" : "unreachable";
  const words = isUnreached ? explanation : `${name}: ${message === "" ? explanation : message}`;
  return new ByteglassError(code, words, { hint, cause: status });
}

async function probe(
  { server }: ProbeRequest,
  { channels }: Pick<Parts, "channels">,
  signal: AbortSignal,
): Promise<ProbeReport> {
  const { examine } = await autopsyPart();
  const { explainConnection } = await callsRoom();
  const { report, failure, protocol } = await examine(server, signal);
  if (failure !== undefined) {
    const explained = explainConnection(report, failure);
    return { ...explained, grpc: false, verdict: explained.diagnosis?.explanation ?? failure.message };
  }
  const spoken = protocol === "h2" ? "gRPC over HTTP/2 with TLS" : "gRPC over HTTP/2 in plaintext";
  const { checkHealth } = await healthRoom();
  const answer = await checkHealth(await channels.grpc(server), "", signal);
  const health = "state" in answer ? { health: answer.state } : {};
  return { ...report, grpc: true, verdict: `${report.target} speaks ${spoken}.`, ...health };
}
