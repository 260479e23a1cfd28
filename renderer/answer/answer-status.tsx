import { formatBytes, formatDuration } from "../format/sizes.ts";
import type { Run } from "../state/runs.ts";
import { useNow } from "../ui/use-now.ts";

/** Status, time and size of a call, at the right of the answer's tabs. */
export function AnswerStatus({ run }: { readonly run: Run }) {
  const now = useNow(run.phase === "running");
  if (run.phase === "running")
    return (
      <div className="answer-status" role="status">
        <span className="dot waiting-dot" aria-hidden="true" />
        <span className="status-words">{run.stage || "sending"}</span>
        <span aria-hidden="true">{formatDuration(Math.max(0, now - run.startedAt))}</span>
        {run.deadline === undefined ? null : (
          <span aria-hidden="true" className="time-left">
            {timeLeft(run.startedAt + run.deadline - now)}
          </span>
        )}
      </div>
    );
  const { record } = run;
  if (run.phase === "opened")
    return (
      <div className="answer-status" role="status">
        <span className="status-words">a recording</span>
        <span>{formatDuration(run.recording?.duration ?? 0)}</span>
      </div>
    );
  if (record === undefined)
    return (
      <div className="answer-status" role="status">
        <span className="dot error" aria-hidden="true" />
        <span className="status-words error">{run.phase === "lost" ? "lost" : "not sent"}</span>
      </div>
    );
  const tone = record.status.code === 0 ? "ok" : "error";
  const byteLength = record.http?.responseBodyByteLength ?? record.responseByteLength;
  return (
    <div className="answer-status" role="status" data-testid="answer-status">
      <span className={`dot ${tone}`} aria-hidden="true" />
      <span className={`status-words ${tone}`}>{record.status.name}</span>
      <span>{formatDuration(record.duration)}</span>
      {tone === "error" ? null : <span>{formatBytes(byteLength)}</span>}
    </div>
  );
}

/** Counts down in tenths, so that it can be read while it runs. */
function timeLeft(milliseconds: number): string {
  return `${(Math.max(0, milliseconds) / 1000).toFixed(1)} s left`;
}
