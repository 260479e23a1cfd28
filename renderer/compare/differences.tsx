import type { ChannelComparison } from "../../core/contract/compare.ts";
import { channelWords } from "../format/channel.ts";

/** The list of differences in the window; one is shown at a time. */
export const DIFFERENCES_ID = "compare-differences";

/** Where answers differ from the first of them, and why, where JSON explains it. */
export function Differences({ channels }: { readonly channels: readonly ChannelComparison[] }) {
  const first = channels.find(({ answer }) => answer !== "none");
  const reference = first === undefined ? undefined : channelWords(first.channel).name;
  return (
    <table id={DIFFERENCES_ID} className="entries compare-differences" aria-label="Fields that differ">
      <caption>Fields that differ{reference === undefined ? "" : ` from the answer of ${reference}`}</caption>
      <tbody>
        {channels.flatMap(({ channel, differences }) =>
          differences.map(({ path, reference = "absent", value = "absent", reason }) => (
            <tr key={`${channel} ${path}`}>
              <th scope="row">
                {channelWords(channel).name} · {path}
              </th>
              <td>
                <span className={reason === undefined ? "error" : "warning"}>{value}</span> in place of{" "}
                {reference}
                {reason === undefined ? null : <span className="compare-reason">{reason.words}</span>}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
