import type { ChannelKind } from "../../core/contract/channels.ts";
import { cancelOperation } from "../actions/connect.ts";
import { editRequest } from "../actions/tabs.ts";
import { channelWords } from "../format/channel.ts";
import type { CompareChoice, RequestDraft } from "../state/drafts.ts";
import { useStore } from "../state/use-store.ts";
import { ErrorRecordView } from "../ui/error-record-view.tsx";
import { addressedChannels, compare, compareChoice } from "./actions.ts";
import { CompareTable } from "./compare-table.tsx";
import { comparisons } from "./state.ts";

const COUNTS = [20, 100, 200, 1000] as const;

/** One message over several channels: bytes, times and answers side by side. */
export function ComparePane({ draft }: { readonly draft: RequestDraft }) {
  const comparing = useStore(comparisons, (state) => state[draft.id]);
  const addressed = addressedChannels(draft);
  const { chosen, count } = compareChoice(draft);
  const choose = (part: Partial<CompareChoice>) =>
    editRequest(draft.id, (now) => ({ ...now, compare: { ...compareChoice(now), ...part } }));
  const running = comparing?.running === true;

  if (draft.methodKind !== "unary")
    return <p className="quiet-note">Only methods with one message each way are compared.</p>;
  if (addressed.length === 0)
    return <p className="quiet-note">Write an address for each channel to compare first.</p>;

  function toggle(channel: ChannelKind): void {
    const next = chosen.includes(channel) ? chosen.filter((one) => one !== channel) : [...chosen, channel];
    choose({ chosen: addressed.filter((one) => next.includes(one)) });
  }

  return (
    <div className="compare">
      <div className="compare-bar">
        <fieldset className="plain compare-channels">
          <legend className="hidden">Channels to compare</legend>
          {addressed.map((channel) => (
            <label key={channel}>
              <input type="checkbox" checked={chosen.includes(channel)} onChange={() => toggle(channel)} />
              {channelWords(channel).name}
            </label>
          ))}
        </fieldset>
        <span className="compare-start">
          <select
            className="control"
            aria-label="Calls a channel"
            value={count}
            onChange={(event) => choose({ count: Number(event.target.value) })}
          >
            {COUNTS.map((one) => (
              <option key={one} value={one}>
                {one} calls each
              </option>
            ))}
          </select>
          {running ? (
            <button
              type="button"
              className="control button error"
              onClick={() => void cancelOperation(comparing?.operationId ?? "")}
            >
              Stop
            </button>
          ) : (
            <button
              type="button"
              className="send"
              disabled={chosen.length === 0}
              onClick={() => void compare(draft)}
            >
              Compare
            </button>
          )}
        </span>
      </div>
      {comparing?.error === undefined ? null : <ErrorRecordView error={comparing.error} />}
      {comparing?.result === undefined ? (
        running || comparing?.error !== undefined ? null : (
          <p className="quiet-note">{beforeWords(addressed)}</p>
        )
      ) : (
        <CompareTable comparison={comparing.result} />
      )}
    </div>
  );
}

function beforeWords(addressed: readonly ChannelKind[]): string {
  const [only] = addressed;
  return addressed.length > 1 || only === undefined
    ? "The channels make their calls in turns, each over a connection of its own."
    : `Only ${channelWords(only).name} has an address. Choose another channel above and write its address to compare the two.`;
}
