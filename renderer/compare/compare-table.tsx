import type { ChannelComparison, Comparison, Latency } from "../../core/contract/compare.ts";
import { channelWords } from "../format/channel.ts";
import { counted, formatBytes, formatDuration } from "../format/sizes.ts";

interface CompareTableProps {
  readonly comparison: Comparison;
  /** The method's own name. */
  readonly name: string;
}

/** Channels side by side, and what that shows. */
export function CompareTable({ comparison, name }: CompareTableProps) {
  const { channels, count, cancelled, conclusion } = comparison;
  const mostSent = Math.max(1, ...channels.map(({ request }) => request.body));
  const mostReceived = Math.max(1, ...channels.map(({ response }) => response.body));
  const longest = Math.max(Number.MIN_VALUE, ...channels.map(({ latency }) => latency?.p99 ?? 0));
  return (
    <div className="compare-result">
      <table className="compare-table">
        <caption>
          {name} · {counted(count, "call")} each, interleaved{cancelled ? " · stopped" : ""}
        </caption>
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">Request body</th>
            <th scope="col">Response body</th>
            <th scope="col">Latency p5 — median — p99</th>
            <th scope="col">Median</th>
            <th scope="col">p95</th>
            <th scope="col">p99</th>
            <th scope="col">Set-up</th>
            <th scope="col">Decoded answer</th>
          </tr>
        </thead>
        <tbody>
          {channels.map((one) => (
            <Row
              key={`${one.channel} ${one.target}`}
              one={one}
              mostSent={mostSent}
              mostReceived={mostReceived}
              longest={longest}
            />
          ))}
        </tbody>
      </table>
      <p className="compare-conclusion">{conclusion}</p>
      <p className="compare-conclusion">
        Headers are counted apart, first call and later ones: {channels.map(headerWords).join(" · ")}.
      </p>
      {channels.map(({ channel, jsonHabits }) =>
        jsonHabits.length === 0 ? null : (
          <p key={channel} className="compare-conclusion">
            {channelWords(channel).name} writes {jsonHabits.join("; ")}.
          </p>
        ),
      )}
      {channels.some(({ differences }) => differences.length > 0) ? (
        <Differences channels={channels} />
      ) : null}
    </div>
  );
}

interface RowProps {
  readonly one: ChannelComparison;
  readonly mostSent: number;
  readonly mostReceived: number;
  readonly longest: number;
}

function Row({ one, mostSent, mostReceived, longest }: RowProps) {
  const { channel, target, protocol, request, response, latency, connectedAfter } = one;
  const time = (value: number | undefined) => (value === undefined ? "–" : formatDuration(value));
  return (
    <tr>
      <th scope="row" title={`${target}${protocol === "" ? "" : ` · ${protocol}`}`}>
        {channelWords(channel).name}
      </th>
      <td>
        <Bar size={request} most={mostSent} tone="sent" />
      </td>
      <td>
        <Bar size={response} most={mostReceived} tone="received" />
      </td>
      <td>{latency === undefined ? null : <Whiskers latency={latency} longest={longest} />}</td>
      <td className="mono">{time(latency?.p50)}</td>
      <td className="mono">{time(latency?.p95)}</td>
      <td className="mono">{time(latency?.p99)}</td>
      <td
        className="mono"
        title={connectedAfter === undefined ? "Used a connection that another channel had opened" : undefined}
      >
        {time(connectedAfter)}
      </td>
      <td>
        <Answer one={one} />
      </td>
    </tr>
  );
}

const BAR = 90;

function Bar({ size, most, tone }: { size: ChannelComparison["request"]; most: number; tone: string }) {
  const { body, uncompressedBody } = size;
  const plain = body === uncompressedBody ? "" : ` of ${formatBytes(uncompressedBody)}`;
  return (
    <span className="compare-bytes">
      <span className={`compare-bar-fill ${tone}`} style={{ width: Math.max(2, (body / most) * BAR) }} />
      {formatBytes(body)}
      {plain}
    </span>
  );
}

const PLOT = 150;

/** From the fast calls to the slow ones, with the median marked. */
function Whiskers({ latency, longest }: { readonly latency: Latency; readonly longest: number }) {
  const x = (value: number) => (value / longest) * (PLOT - 4) + 2;
  const { p5, p50, p99 } = latency;
  const words = `p5 ${formatDuration(p5)}, median ${formatDuration(p50)}, p99 ${formatDuration(p99)}`;
  return (
    <svg className="whiskers" width={PLOT} height={16} role="img" aria-label={words}>
      <title>{words}</title>
      <line className="whiskers-rest" x1={x(p50)} x2={x(p99)} y1={8} y2={8} />
      <rect
        className="whiskers-half"
        x={x(p5)}
        y={3}
        width={Math.max(1, x(p50) - x(p5))}
        height={10}
        rx={2}
      />
      <line className="whiskers-median" x1={x(p50)} x2={x(p50)} y1={1} y2={15} />
    </svg>
  );
}

function Answer({ one }: { readonly one: ChannelComparison }) {
  const { answer, failures, okCount, differences } = one;
  const [failure] = failures;
  if (failure !== undefined)
    return (
      <span className="error" title={failure.status.explanation}>
        {failure.count} × {failure.status.name}
        {okCount > 0 ? `, ${okCount} OK` : ""}
      </span>
    );
  switch (answer) {
    case "reference":
    case "same":
      return <span className="ok">same answer</span>;
    case "different":
      return differences.every(({ reason }) => reason) ? (
        <span className="warning" title="JSON explains every difference: see below">
          same but for {counted(differences.length, "field")}
        </span>
      ) : (
        <span className="error">{counted(differences.length, "field differs", "fields differ")}</span>
      );
    case "varies":
      return <span className="warning">changes from call to call</span>;
    case "none":
      return <span>no answer</span>;
  }
}

function headerWords({ channel, request }: ChannelComparison): string {
  const { firstHeaders, laterHeaders } = request;
  const later = firstHeaders === laterHeaders ? "" : `, ${laterHeaders} B after`;
  return `${channelWords(channel).name} ${firstHeaders} B${later}`;
}

function Differences({ channels }: { readonly channels: readonly ChannelComparison[] }) {
  const first = channels.find(({ answer }) => answer === "reference" || answer === "varies");
  const reference = first === undefined ? undefined : channelWords(first.channel).name;
  return (
    <table className="entries compare-differences" aria-label="Fields that differ">
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
