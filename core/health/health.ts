/** The health of a server as it tells it itself (grpc.health.v1, grpc/doc/health-checking.md). */
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import type { Channel, ChannelEvent, ChannelStatus, OpenCall } from "../channels/channel.ts";
import { HEALTH_STATES, type HealthState } from "../contract/health.ts";

const SERVICE = "/grpc.health.v1.Health";
/** ms that one question may take. */
const CHECK_TIMEOUT = 5000;
const OK = 0;
const NOT_FOUND = 5;
const UNIMPLEMENTED = 12;

/** One answer: the state, or how the call ended without one. */
export type HealthAnswer = { readonly state: HealthState } | { readonly status: ChannelStatus };

/** Asks once. `service` is empty for the server as a whole. */
export async function checkHealth(
  channel: Channel,
  service: string,
  signal?: AbortSignal,
): Promise<HealthAnswer> {
  let state: HealthState | undefined;
  const call = ask(
    channel,
    "Check",
    service,
    { deadline: CHECK_TIMEOUT, ...(signal && { signal }) },
    (bytes) => {
      state = readState(bytes);
    },
  );
  const status = await call.done;
  if (status.code === 0 && state !== undefined) return { state };
  return status.code === NOT_FOUND ? { state: "SERVICE_UNKNOWN" } : { status };
}

/**
 * Tells each change of the state, until `signal` ends it; a server that does not stream is asked once. Resolves with how
 * it failed: undefined when it was ended here or by the server, or when it was asked once and answered.
 */
export async function watchHealth(
  channel: Channel,
  service: string,
  onState: (state: HealthState) => void,
  signal: AbortSignal,
): Promise<ChannelStatus | undefined> {
  let last: HealthState | undefined;
  const call = ask(channel, "Watch", service, { signal }, (bytes) => {
    const state = readState(bytes);
    if (state !== last) onState(state);
    last = state;
  });
  const status = await call.done;
  if (signal.aborted || status.code === OK) return undefined;
  if (status.code !== UNIMPLEMENTED) return status;
  const answer = await checkHealth(channel, service, signal);
  if ("status" in answer) return answer.status;
  onState(answer.state);
  return undefined;
}

function ask(
  channel: Channel,
  method: "Check" | "Watch",
  service: string,
  bounds: { readonly deadline?: number; readonly signal?: AbortSignal },
  onMessage: (bytes: Uint8Array) => void,
): OpenCall {
  const call = channel.open(
    { path: `${SERVICE}/${method}`, metadata: [], ...bounds },
    (event: ChannelEvent) => {
      if (event.kind === "message-received") onMessage(event.bytes);
    },
  );
  // The end of the call says what became of it.
  call.send(requestOf(service)).catch(() => undefined);
  call.halfClose();
  return call;
}

/** `message HealthCheckRequest { string service = 1; }` */
function requestOf(service: string): Uint8Array {
  const LEN = 2;
  const writer = new BinaryWriter();
  return service === "" ? writer.finish() : writer.tag(1, LEN).string(service).finish();
}

/** `message HealthCheckResponse { ServingStatus status = 1; }`; damage and later values are UNKNOWN. */
function readState(bytes: Uint8Array): HealthState {
  try {
    const reader = new BinaryReader(bytes);
    let state: HealthState = "UNKNOWN";
    while (reader.pos < reader.len) {
      const [number, wireType] = reader.tag();
      if (number === 1 && wireType === 0) state = HEALTH_STATES[reader.int32()] ?? "UNKNOWN";
      else reader.skip(wireType, number);
    }
    return state;
  } catch {
    // A server that answers with something else has not said how it is.
    return "UNKNOWN";
  }
}
