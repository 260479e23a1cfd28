/** Comparing the channels of a request. */
import { CHANNEL_KINDS, type ChannelKind } from "../../core/contract/channels.ts";
import type { ComparedChannel, CompareRequest } from "../../core/contract/compare.ts";
import { buildCall, wayOf } from "../actions/build-call.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import type { CompareChoice, RequestDraft } from "../state/drafts.ts";
import { serverOf } from "../state/servers.ts";
import { changeComparing } from "./state.ts";

/** Calls a channel unless somebody chose otherwise. */
const USUAL_COUNT = 100;

/** The channels of a request that have an address. */
export function addressedChannels({ servers }: RequestDraft): readonly ChannelKind[] {
  return CHANNEL_KINDS.filter((channel) => serverOf(servers, channel).target.trim() !== "");
}

/** What a comparison of a request is made of: what was chosen, or else a channel of each kind of traffic. */
export function compareChoice(draft: RequestDraft): CompareChoice {
  const rare: readonly ChannelKind[] = ["grpc-web-text", "connect-get", "http-protobuf"];
  const addressed = addressedChannels(draft);
  const { chosen, count = USUAL_COUNT } = draft.compare ?? {};
  return {
    chosen: addressed.filter((channel) => chosen?.includes(channel) ?? !rare.includes(channel)),
    count,
  };
}

/** Compares; what came of it, or what stands in the way, goes to the tab's comparison. */
export async function compare(draft: RequestDraft): Promise<void> {
  const operationId = crypto.randomUUID();
  const { chosen, count } = compareChoice(draft);
  const change = (part: Parameters<typeof changeComparing>[1]) => changeComparing(draft.id, part);
  change({ operationId, running: true, stage: "opening connections", error: undefined });
  try {
    const request = await buildCompare(draft, { operationId, chosen, count });
    const result = await (await engine()).compareChannels(request);
    change({ running: false, stage: "", result });
  } catch (thrown) {
    change({ running: false, stage: "", error: toErrorRecord(thrown) });
  }
}

/** The call as it would be sent, over each channel: with its deadline, metadata, credentials, options and variables. */
async function buildCompare(
  draft: RequestDraft,
  {
    operationId,
    chosen,
    count,
  }: { readonly operationId: string; readonly chosen: readonly ChannelKind[]; readonly count: number },
): Promise<CompareRequest> {
  const [first = draft.channel] = chosen;
  const { schemaId, method, messages, bodies, metadata, deadline, options, authorization, scope } =
    await buildCall({ ...draft, channel: first }, operationId);
  const [body] = bodies ?? [];
  return {
    ...{ operationId, schemaId, method, metadata, count },
    message: messages[0] ?? "",
    ...(body === undefined ? {} : { body }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(options === undefined ? {} : { options }),
    ...(authorization === undefined ? {} : { authorization }),
    ...(scope === undefined ? {} : { scope }),
    channels: chosen.map((channel) => comparedChannel(draft, channel)),
  };
}

function comparedChannel(draft: RequestDraft, channel: ChannelKind): ComparedChannel {
  return { channel, server: serverOf(draft.servers, channel), ...wayOf(draft, channel) };
}
