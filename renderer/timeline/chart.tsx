import { useEffect, useState } from "react";
import type { Side } from "../../core/contract/recordings.ts";
import { engine } from "../engine/link.ts";
import { Curve } from "./curve.tsx";

interface ChartProps {
  readonly recordingId: string;
  readonly eventCount: number;
  /** ms that the call has taken. */
  readonly duration: number;
  /** The field that was chosen, as `in loss`; empty, or one that the messages do not have, for the first. */
  readonly chosen: string;
  readonly onChoose: (field: string) => void;
}

/** A numeric field of the messages over time; the field is chosen among those that their type has. */
export function Chart({ recordingId, eventCount, duration, chosen, onChoose }: ChartProps) {
  const fields = useNumericFields(recordingId);
  const field = fields?.find(({ key }) => key === chosen) ?? fields?.[0];
  if (fields === undefined) return <div className="timeline-chart" />;
  if (field === undefined)
    return (
      <p className="quiet-note timeline-chart-none">The messages of this method have no numeric field.</p>
    );
  const { side, path } = field;
  return (
    <div className="timeline-chart">
      <select
        className="control"
        aria-label="Field to draw"
        value={field.key}
        onChange={(event) => onChoose(event.target.value)}
      >
        {fields.map((one) => (
          <option key={one.key} value={one.key}>
            {one.side === "in" ? "←" : "→"} {one.path}
          </option>
        ))}
      </select>
      <Curve recordingId={recordingId} eventCount={eventCount} duration={duration} side={side} path={path} />
    </div>
  );
}

interface Field {
  readonly key: string;
  readonly side: Side;
  readonly path: string;
}

function useNumericFields(recordingId: string): readonly Field[] | undefined {
  const [fields, setFields] = useState<readonly Field[]>();
  useEffect(() => {
    let wanted = true;
    void engine()
      .then((one) => one.numericFields({ recordingId }))
      .then((sides) => {
        const of = (side: Side) => sides[side].map((path) => ({ key: `${side} ${path}`, side, path }));
        if (wanted) setFields([...of("in"), ...of("out")]);
      })
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [recordingId]);
  return fields;
}
