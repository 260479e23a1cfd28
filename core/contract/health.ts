/** The health of a server, and what a look at its address finds. */
import * as v from "valibot";
import { AuthorizationSchema } from "./authorization.ts";
import type { ConnectionReport } from "./connection-report.ts";
import { VariableScopeSchema } from "./environments.ts";
import { MetadataEntrySchema, ServerAddressSchema } from "./params.ts";
import { Identifier } from "./shapes.ts";

/** By number, as grpc.health.v1 has them. */
export const HEALTH_STATES = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

const Asked = {
  server: ServerAddressSchema,
  metadata: v.optional(v.array(MetadataEntrySchema)),
  authorization: v.optional(AuthorizationSchema),
  /** Where `{{name}}` is looked up, in every text of the request; absent leaves texts as they are. */
  scope: v.optional(VariableScopeSchema),
};
export const HealthParams = v.object({
  operationId: Identifier,
  ...Asked,
  /** `pkg.Service`; absent for the server as a whole. */
  service: v.optional(v.string()),
});
export const ProbeParams = v.object({
  operationId: Identifier,
  server: Asked.server,
  scope: Asked.scope,
});
export const ChannelzParams = v.object({ operationId: Identifier, ...Asked });
export type HealthRequest = v.InferOutput<typeof HealthParams>;
export type ProbeRequest = v.InferOutput<typeof ProbeParams>;
export type ChannelzRequest = v.InferOutput<typeof ChannelzParams>;

/** A state that a server told while it was watched. */
export interface HealthChange {
  readonly kind: "health";
  readonly operationId: string;
  readonly state: HealthState;
}

/** What was found at an address. */
export interface ProbeReport extends ConnectionReport {
  /** True when what answers speaks gRPC. */
  readonly grpc: boolean;
  /** One sentence: what answers there. */
  readonly verdict: string;
  /** The state of the server as a whole, when it told one. */
  readonly health?: HealthState;
}

/** One socket of a server. */
export interface ChannelzSocket {
  readonly id: string;
  readonly local: string;
  /** Empty for a socket that listens. */
  readonly remote: string;
  /** `TLSv1.3 …`, or empty for plaintext. */
  readonly security: string;
  readonly streamsStarted: string;
  readonly streamsSucceeded: string;
  readonly streamsFailed: string;
  readonly messagesSent: string;
  readonly messagesReceived: string;
  readonly keepAlivesSent: string;
}

/** Something that a server, channel or subchannel wrote down about itself. */
export interface ChannelzTrace {
  /** `info`, `warning` or `error`. */
  readonly severity: string;
  /** An RFC 3339 time; empty when it has none. */
  readonly at: string;
  readonly words: string;
}

/** A server, or a channel that it keeps to another one. Counts are decimal texts, as they are 64 bits wide. */
export interface ChannelzEntry {
  readonly kind: "server" | "channel" | "subchannel";
  readonly id: string;
  readonly name: string;
  /** `READY` and so on; empty for a server. */
  readonly state: string;
  readonly callsStarted: string;
  readonly callsSucceeded: string;
  readonly callsFailed: string;
  readonly lastCallStarted: string;
  readonly sockets: readonly ChannelzSocket[];
  /** The newest ones. */
  readonly trace: readonly ChannelzTrace[];
  /** What a channel is made of. */
  readonly children: readonly ChannelzEntry[];
}

/** What a server tells of its own connections (grpc.channelz.v1); lists are bounded. */
export interface ChannelzView {
  readonly entries: readonly ChannelzEntry[];
}

/** The engine's methods about servers. Only the server that is named is asked. */
export interface ServerMethods {
  /** Asks once. Rejects with `unsupported` when the server has no health service, and as a call does. */
  checkHealth(request: HealthRequest): Promise<{ readonly state: HealthState }>;
  /** Tells a `health` event for each change until it is cancelled; a server that does not stream is asked once. */
  watchHealth(request: HealthRequest): Promise<void>;
  /** Looks at an address: every step of a connection, and what speaks there. A failure is a report with a diagnosis. */
  probe(request: ProbeRequest): Promise<ProbeReport>;
  /** Reads grpc.channelz.v1. Rejects with `unsupported` when the server has none. */
  readChannelz(request: ChannelzRequest): Promise<ChannelzView>;
}
