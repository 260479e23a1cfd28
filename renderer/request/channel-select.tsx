import { CHANNEL_KINDS, type ChannelKind } from "../../core/contract/channels.ts";
import { channelList } from "../format/channel.ts";

interface ChannelSelectProps {
  readonly value: ChannelKind;
  readonly onChange: (channel: ChannelKind) => void;
}

/** One channel out of all. */
export function ChannelSelect({ value, onChange }: ChannelSelectProps) {
  const choose = (kind: string) => {
    const channel = CHANNEL_KINDS.find((known) => known === kind);
    if (channel !== undefined) onChange(channel);
  };
  return (
    <select
      className="control channel"
      aria-label="Channel"
      value={value}
      onChange={(event) => choose(event.target.value)}
    >
      {channelList.map(({ kind, name, detail }) => (
        <option key={kind} value={kind} title={detail}>
          {name}
        </option>
      ))}
    </select>
  );
}
