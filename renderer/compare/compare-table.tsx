import type { ReactNode } from "react";
import type { ChannelComparison, Comparison } from "../../core/contract/compare.ts";
import { windowHint } from "../engine/window-hint.ts";
import { channelWords } from "../format/channel.ts";
import { counted, formatBytes, formatDuration } from "../format/sizes.ts";
import { comparedWords } from "./compare-words.tsx";
import { DIFFERENCES_ID, Differences } from "./differences.tsx";
import { type TimeScale, timeScale, Whiskers } from "./whiskers.tsx";

/** Channels side by side, and what that shows. */
export function CompareTable({ comparison }: { readonly comparison: Comparison }) {
  const { channels, conclusion } = comparison;
  const mostSent = Math.max(1, ...channels.map(({ request }) => request.body));
  const mostReceived = Math.max(1, ...channels.map(({ response }) => response.body));
  const scale = timeScale(channels.flatMap(({ latency }) => (latency === undefined ? [] : [latency])));
  return (
    <div className="compare-result">
      <table className="compare-table">
        <caption className="hidden">{comparedWords(comparison)}</caption>
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col" title={HEADERS_TITLE}>
              Request <span className="compare-long">body </span>+ headers
            </th>
            <th scope="col" title={HEADERS_TITLE}>
              Response <span className="compare-long">body </span>+ headers
            </th>
            <th scope="col" title="On a logarithmic scale that all channels share">
              Latency<span className="compare-long"> p5 — median — p99</span>
            </th>
            <th scope="col">Median</th>
            <th scope="col">p95</th>
            <th scope="col">p99</th>
            <th scope="col" title="Until the connection stood; not part of the latencies">
              Set-up
            </th>
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
              scale={scale}
            />
          ))}
        </tbody>
      </table>
      <p className="compare-conclusion">
        {conclusion} {headerWords(channels)}
      </p>
      {channels.map(({ channel, refused, failures: [failure] }) => {
        const words = refused === undefined ? failure?.status.message : windowHint(refused);
        return words === undefined || words === "" ? null : (
          <p key={channel} className="compare-conclusion">
            {channelWords(channel).name}: {words}
          </p>
        );
      })}
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

const HEADERS_TITLE = "Bytes as they travelled; headers are those of a call on a connection that is in use";

interface RowProps {
  readonly one: ChannelComparison;
  readonly mostSent: number;
  readonly mostReceived: number;
  readonly scale: TimeScale;
}

function Row({ one, mostSent, mostReceived, scale }: RowProps) {
  const { channel, target, protocol, request, response, latency, connectedAfter } = one;
  const time = (value: number | undefined) => (value === undefined ? "–" : formatDuration(value));
  return (
    <tr>
      <th scope="row" title={`${target}${protocol === "" ? "" : ` · ${protocol}`}`}>
        {channelWords(channel).name}
      </th>
      <td>{protocol === "" ? "–" : <Bytes size={request} most={mostSent} tone="sent" />}</td>
      <td>{protocol === "" ? "–" : <Bytes size={response} most={mostReceived} tone="received" />}</td>
      <td>{latency === undefined ? null : <Whiskers latency={latency} scale={scale} />}</td>
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

interface BytesProps {
  readonly size: ChannelComparison["request"];
  readonly most: number;
  readonly tone: "sent" | "received";
}

function Bytes({ size, most, tone }: BytesProps) {
  const { body, uncompressedBody, firstHeaders, laterHeaders } = size;
  const plain = body === uncompressedBody ? "" : ` of ${formatBytes(uncompressedBody)}`;
  const headers =
    firstHeaders === laterHeaders
      ? `Headers: ${formatBytes(firstHeaders)} each call`
      : `Headers: ${formatBytes(firstHeaders)} with the first call, ${formatBytes(laterHeaders)} after`;
  return (
    <span className="compare-bytes" title={headers}>
      <span className="compare-track">
        <span className={`compare-bar-fill ${tone}`} style={{ width: `${(body / most) * 100}%` }} />
      </span>
      {formatBytes(body)}
      {plain}
      <span className="compare-headers">+ {formatBytes(laterHeaders)}</span>
    </span>
  );
}

function Answer({ one }: { readonly one: ChannelComparison }) {
  const { answer, failures, refused, okCount, differences, varying } = one;
  const [failure] = failures;
  if (refused !== undefined)
    return (
      <span className="error" title={windowHint(refused)}>
        cannot carry it
      </span>
    );
  if (failure !== undefined)
    return (
      <span className="error" title={failure.status.message || failure.status.explanation}>
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
        <ToDifferences tone="warning">same but for {counted(differences.length, "field")}</ToDifferences>
      ) : (
        <ToDifferences tone="error">
          {counted(differences.length, "field differs", "fields differ")}
        </ToDifferences>
      );
    case "varies":
      return (
        <span className="ok" title={`Not compared, as they change from call to call: ${varying.join(", ")}`}>
          same answer<span className="muted"> but for what changes</span>
        </span>
      );
    case "none":
      return <span>no answer</span>;
  }
}

/** Leads to the list below, which may be out of sight. */
function ToDifferences({ tone, children }: { readonly tone: string; readonly children: ReactNode }) {
  return (
    <button
      type="button"
      className={`compare-to-differences ${tone}`}
      title="Show the fields, and why they differ"
      onClick={() => document.getElementById(DIFFERENCES_ID)?.scrollIntoView({ block: "end" })}
    >
      {children}
    </button>
  );
}

/** What is repeated on one connection is packed: only first calls carry it whole. */
function headerWords(channels: readonly ChannelComparison[]): string {
  const packed = channels.filter(
    ({ request, okCount }) => okCount > 0 && request.firstHeaders !== request.laterHeaders,
  );
  const words = packed.map(
    ({ channel, request }) =>
      `${channelWords(channel).name} ${request.firstHeaders} B with the first call, ${request.laterHeaders} B after (HPACK)`,
  );
  return words.length === 0 ? "" : `Request headers of ${words.join(", ")}.`;
}
