/** A channel dressed for one call: its credentials, its metadata as bytes, its options and its retries. */
import type { Registry } from "@bufbuild/protobuf";
import type { TokenStore } from "../../authorization/token-store.ts";
import type { Channel } from "../../channels/channel.ts";
import type { Authorization } from "../../contract/authorization.ts";
import type { CallOptions } from "../../contract/call-options.ts";
import { type ChannelKind, hasQuery } from "../../contract/channels.ts";
import type { MetadataEntry } from "../../contract/params.ts";
import type { TokenWay } from "../../contract/token-way.ts";
import { ByteglassError } from "../../error.ts";
import { authorizationRoom, retryPart } from "../rooms.ts";
import { resolveMetadata } from "./metadata.ts";

/** What was asked for beside messages and method. */
export interface CallManner {
  readonly channel: ChannelKind;
  readonly metadata: readonly MetadataEntry[];
  readonly authorization?: Authorization | undefined;
  readonly options?: CallOptions | undefined;
}

/**
 * `channel` for one call. Rejects with a `ByteglassError` before anything is sent: `usage` for metadata or credentials
 * that cannot be used, `unauthorized` or `unreachable` when a token cannot be had.
 */
export async function dressChannel(
  channel: Channel,
  manner: CallManner,
  context: {
    readonly registry: Registry;
    readonly tokens: () => Promise<TokenStore>;
    /** To the token endpoint of the credentials. */
    readonly way: TokenWay;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Channel> {
  const { authorization = { kind: "none" }, options } = manner;
  const metadata = await resolveMetadata(manner.metadata, context.registry);
  const policy = options?.retries;
  const tried = policy === undefined ? channel : (await retryPart()).retryingChannel(channel, policy);
  if (authorization.kind === "none") return withParts(tried, metadata, [], options);
  const { authorize, maskedChannel } = await authorizationRoom();
  const credentials = await authorize(authorization, await context.tokens(), context);
  refuseQuery(credentials.query, manner.channel);
  const dressed = withParts(tried, [...metadata, ...credentials.metadata], credentials.query, options);
  return maskedChannel(dressed, credentials.secrets);
}

function withParts(
  channel: Channel,
  metadata: readonly MetadataEntry[],
  query: readonly MetadataEntry[],
  options: CallOptions | undefined,
): Channel {
  const bound = options?.maximumReceivedByteLength;
  return {
    kind: channel.kind,
    close: () => channel.close(),
    open: (request, onEvent) =>
      channel.open(
        {
          ...request,
          metadata,
          query: [...(request.query ?? []), ...query],
          ...(options === undefined ? {} : { options }),
          ...(bound === undefined ? {} : { maxMessageByteLength: bound }),
        },
        onEvent,
      ),
  };
}

function refuseQuery(query: readonly MetadataEntry[], channel: ChannelKind): void {
  if (query.length === 0 || hasQuery(channel)) return;
  throw new ByteglassError("usage", `The channel ${channel} has no query to put the API key into.`, {
    hint: "Send the key as a header.",
    steps: [{ kind: "set-credentials" }],
  });
}
