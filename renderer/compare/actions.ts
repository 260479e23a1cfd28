/** Comparing the channels of a request. */
import { CHANNEL_KINDS, type ChannelKind } from "../../core/contract/channels.ts";
import type { ComparedChannel } from "../../core/contract/compare.ts";
import { schemaOf } from "../actions/send.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { readDeadline } from "../format/deadline.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { sentMetadata } from "../state/metadata.ts";
import { serverOf } from "../state/servers.ts";
import { changeComparing, comparisons, USUAL_COUNT } from "./state.ts";

/** The channels of a request that have an address. */
export function addressedChannels({ servers }: RequestDraft): readonly ChannelKind[] {
  return CHANNEL_KINDS.filter((channel) => serverOf(servers, channel).target.trim() !== "");
}

/** What a comparison begins with: one channel of each kind of traffic that has an address. */
export function usualChannels(draft: RequestDraft): readonly ChannelKind[] {
  const rare: readonly ChannelKind[] = ["grpc-web-text", "connect-get", "http-protobuf"];
  return addressedChannels(draft).filter((channel) => !rare.includes(channel));
}

/** Compares; what came of it, or what stands in the way, goes to the tab's comparison. */
export async function compare(draft: RequestDraft): Promise<void> {
  const operationId = crypto.randomUUID();
  const usual = usualChannels(draft);
  const { chosen = usual, count = USUAL_COUNT } = comparisons.get()[draft.id] ?? {};
  const change = (part: Parameters<typeof changeComparing>[2]) => changeComparing(draft.id, usual, part);
  change({ operationId, running: true, stage: "opening connections", error: undefined });
  try {
    const deadline = readDeadline(draft.deadline);
    const result = await (await engine()).compareChannels({
      operationId,
      schemaId: await schemaOf(draft),
      method: draft.method,
      message: draft.messages[0] ?? "",
      metadata: sentMetadata(draft.metadata),
      ...(deadline.ok && deadline.milliseconds !== undefined ? { deadline: deadline.milliseconds } : {}),
      channels: chosen.map((channel) => comparedChannel(draft, channel)),
      count,
    });
    change({ running: false, stage: "", result });
  } catch (thrown) {
    change({ running: false, stage: "", error: toErrorRecord(thrown) });
  }
}

function comparedChannel({ servers, binding }: RequestDraft, channel: ChannelKind): ComparedChannel {
  const compared = { channel, server: serverOf(servers, channel) };
  return channel === "http-json" && binding >= 0 ? { ...compared, binding } : compared;
}
