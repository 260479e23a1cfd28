import { memo, useRef } from "react";
import type { StripMark } from "../../core/contract/recordings.ts";
import { engine } from "../engine/link.ts";
import { counted, formatBytes, formatDuration } from "../format/sizes.ts";
import { useBox } from "../ui/use-box.ts";
import { usePolled } from "./use-polled.ts";

interface StripProps {
  readonly recordingId: string;
  readonly eventCount: number;
  /** ms that the strip spans. */
  readonly duration: number;
}

const MARGIN = 14;
/** Where the axis is, and how far from it the marks reach, as shares of the height. */
const AXIS = 0.46;
const REACH = 0.22;
/** Pixels between two marks that can be told apart. */
const GAP = 7;

/** The whole call in one line: what was sent above the axis, what came below it. */
export function Strip({ recordingId, eventCount, duration }: StripProps) {
  const place = useRef<HTMLDivElement>(null);
  const { width, height } = useBox(place);
  const columns = Math.max(1, Math.floor((width - 2 * MARGIN) / GAP));
  // The marks keep the length that they were read with: moving all of them with every tick would be seen by nobody.
  const read = usePolled(`${recordingId} ${columns}`, eventCount, async () => ({
    value: { duration, marks: await (await engine()).readStrip({ recordingId, width: columns }) },
    more: false,
  }));
  return (
    <div ref={place} className="timeline-strip">
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={`Overview of ${counted(eventCount, "event")}`}
      >
        <line className="strip-axis" x1={MARGIN} x2={width - MARGIN} y1={height * AXIS} y2={height * AXIS} />
        {read === undefined ? null : <Marks {...read} width={width - 2 * MARGIN} height={height} />}
      </svg>
    </div>
  );
}

interface MarksProps {
  readonly marks: readonly StripMark[];
  /** ms that they span. */
  readonly duration: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

const Marks = memo(({ marks, duration, width, height }: MarksProps) => {
  const scale = width / Math.max(duration, marks.at(-1)?.at ?? 0, Number.MIN_VALUE);
  return marks.map((mark, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a mark that moves is drawn where it is now
    <Mark key={index} mark={mark} x={MARGIN + mark.at * scale} height={height} />
  ));
});

interface MarkProps {
  readonly mark: StripMark;
  readonly x: number;
  readonly height: number;
}

function Mark({ mark, x, height }: MarkProps) {
  const up = mark.side === "out" || mark.kind === "half-close";
  const axis = height * AXIS;
  const tip = axis + height * (up ? -REACH : REACH);
  const size = isMessage(mark) ? Math.min(8, 4 + Math.log10(1 + mark.byteLength / 200) * 2) : 4;
  return (
    <g className={`strip-mark ${toneOf(mark)}`}>
      <title>{titleOf(mark)}</title>
      <line x1={x} x2={x} y1={axis} y2={tip} />
      <ellipse cx={x} cy={tip} rx={size} ry={Math.max(2.5, size * 0.65)} />
    </g>
  );
}

function isMessage({ kind }: StripMark): boolean {
  return kind === "message-sent" || kind === "message-received";
}

function toneOf({ kind, failed }: StripMark): string {
  switch (kind) {
    case "message-sent":
      return "sent";
    case "message-received":
      return "received";
    case "status":
      return failed === true ? "failed" : "received";
    case "half-close":
      return "closing";
    default:
      return "plain";
  }
}

function titleOf({ kind, at, count, byteLength }: StripMark): string {
  const words = kind.replaceAll("-", " ");
  const size = byteLength > 0 ? `, ${formatBytes(byteLength)}` : "";
  return `${formatDuration(at)}: ${count === 1 ? words : `${count} × ${words}`}${size}`;
}
