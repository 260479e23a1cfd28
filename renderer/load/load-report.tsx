import type { LoadReport } from "../../core/contract/load.ts";
import { formatDuration } from "../format/sizes.ts";
import { Facts } from "./facts.tsx";
import { Histogram } from "./histogram.tsx";
import { latencyFacts } from "./latency-facts.ts";
import { loadWords } from "./load-words.tsx";
import { perSecond } from "./rate.ts";

/** What a load showed: figures, the spread of its times, and how calls failed. */
export function LoadReportView({ report }: { readonly report: LoadReport }) {
  const { count, okCount, duration, callsPerSecond, latency, histogram } = report;
  const failed = count - okCount;
  return (
    <section className="load-report" aria-label="What the load showed">
      <p className="hidden">{loadWords(report)}</p>
      <Facts
        facts={[
          { name: "OK", value: okCount.toLocaleString("en"), tone: okCount > 0 ? "ok" : "" },
          { name: "failed", value: failed.toLocaleString("en"), tone: failed > 0 ? "error" : "" },
          { name: "rate", value: perSecond(callsPerSecond) },
          { name: "time", value: formatDuration(duration) },
          ...latencyFacts(latency),
          ...(latency === undefined ? [] : [{ name: "mean", value: formatDuration(latency.mean) }]),
        ]}
      />
      <Failures report={report} />
      {latency === undefined ? null : <Histogram bars={histogram} latency={latency} />}
      <p className="load-caveat">{report.caveat}</p>
    </section>
  );
}

function Failures({ report: { failures, count } }: { readonly report: LoadReport }) {
  if (failures.length === 0) return null;
  return (
    <table className="load-failures">
      <caption className="hidden">Failed calls by status</caption>
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Calls</th>
          <th scope="col">Share</th>
          <th scope="col">The first of them</th>
        </tr>
      </thead>
      <tbody>
        {failures.map(({ status, count: times }) => (
          <tr key={status.code}>
            <th scope="row" className="error">
              {status.name}
            </th>
            <td className="mono">{times.toLocaleString("en")}</td>
            <td className="mono">{((times / Math.max(1, count)) * 100).toFixed(1)}%</td>
            <td title={status.explanation}>{status.message || status.explanation}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
