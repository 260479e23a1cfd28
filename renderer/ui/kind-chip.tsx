import type { ChannelKind } from "../../core/contract/params.ts";
import type { MethodKind } from "../../core/contract/views.ts";
import { kindMark } from "../format/method-kind.ts";

interface KindChipProps {
  readonly kind: MethodKind;
  readonly channel?: ChannelKind;
}

/** The small mark of a method's kind; `HTTP` where a request goes over HTTP + JSON. */
export function KindChip({ kind, channel = "grpc" }: KindChipProps) {
  const { mark, words } = kindMark(kind);
  const http = channel === "http-json";
  return (
    <span
      className={`kind ${http ? "http" : kind}`}
      role="img"
      aria-label={http ? `${words} over HTTP + JSON` : words}
      title={http ? `${words} over HTTP + JSON` : words}
    >
      {http ? "HTTP" : mark}
    </span>
  );
}
