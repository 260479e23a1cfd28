import type { ChannelKind } from "../../core/contract/params.ts";
import type { MethodKind } from "../../core/contract/views.ts";
import { channelWords } from "../format/channel.ts";
import { kindMark } from "../format/method-kind.ts";

interface KindChipProps {
  readonly kind: MethodKind;
  readonly channel?: ChannelKind;
}

/** The small mark of a method's kind; that of the channel where a request does not go over gRPC. */
export function KindChip({ kind, channel = "grpc" }: KindChipProps) {
  const { mark, words } = kindMark(kind);
  const { name, mark: channelMark } = channelWords(channel);
  const http = channel !== "grpc";
  const told = http ? `${words} over ${name}` : words;
  return (
    <span className={`kind ${http ? "http" : kind}`} role="img" aria-label={told} title={told}>
      {http ? channelMark : mark}
    </span>
  );
}
