import type { LoadProgress } from "../../core/contract/load.ts";
import { counted, formatDuration } from "../format/sizes.ts";
import { Facts } from "./facts.tsx";
import { latencyFacts } from "./latency-facts.ts";
import { perSecond } from "./rate.ts";
import type { Load } from "./state.ts";

/** How far a load is, and how it goes so far. */
export function LoadProgressView({ load }: { readonly load: Load }) {
  const { progress } = load;
  return (
    <section className="load-report" aria-label="Progress">
      <div className="load-progress">
        <progress aria-label="Done" max={1} value={shareDone(load)} />
        <span role="status">
          {progress === undefined ? "opening the connection" : progressWords(load, progress)}
        </span>
      </div>
      {progress === undefined ? null : <ProgressFacts progress={progress} />}
    </section>
  );
}

function ProgressFacts({ progress }: { readonly progress: LoadProgress }) {
  const { count, okCount, elapsed, callsPerSecond, latency } = progress;
  return (
    <Facts
      facts={[
        { name: "OK", value: okCount.toLocaleString("en"), tone: "ok" },
        {
          name: "failed",
          value: (count - okCount).toLocaleString("en"),
          tone: count > okCount ? "error" : "",
        },
        { name: "rate", value: perSecond(callsPerSecond) },
        { name: "time", value: formatDuration(elapsed) },
        ...latencyFacts(latency),
      ]}
    />
  );
}

/** 0 to 1, by whichever bound is nearer. */
function shareDone({ progress, count, duration }: Load): number {
  if (progress === undefined) return 0;
  const shares = [
    count === undefined ? 0 : progress.count / count,
    duration === undefined ? 0 : progress.elapsed / duration,
  ];
  return Math.min(1, Math.max(...shares));
}

function progressWords({ count, duration }: Load, progress: LoadProgress): string {
  const calls =
    count === undefined
      ? counted(progress.count, "call")
      : `${progress.count.toLocaleString("en")} of ${counted(count, "call")}`;
  return duration === undefined
    ? calls
    : `${calls}, ${formatDuration(progress.elapsed)} of ${formatDuration(duration)}`;
}
