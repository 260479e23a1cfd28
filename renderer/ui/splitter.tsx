import { type KeyboardEvent, type PointerEvent, useRef } from "react";

interface SplitterProps {
  readonly label: string;
  /** Which way the bar lies: a vertical one is dragged sideways. */
  readonly orientation: "vertical" | "horizontal";
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What one arrow key moves. */
  readonly step: number;
  /** Turns a drag, in pixels from its start, into a new value. */
  readonly fromDrag: (start: number, pixels: number) => number;
  readonly onChange: (value: number) => void;
}

/** A bar between two parts, dragged or moved by arrow keys. */
export function Splitter(props: SplitterProps) {
  const { label, orientation, value, min, max, step, fromDrag, onChange } = props;
  const drag = useRef<{ readonly at: number; readonly value: number } | undefined>(undefined);
  const place = (event: PointerEvent) => (orientation === "vertical" ? event.clientX : event.clientY);

  function begin(event: PointerEvent<HTMLDivElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { at: place(event), value };
  }

  function move(event: PointerEvent<HTMLDivElement>) {
    if (drag.current !== undefined) onChange(fromDrag(drag.current.value, place(event) - drag.current.at));
  }

  function press(event: KeyboardEvent<HTMLDivElement>) {
    const less = event.key === "ArrowLeft" || event.key === "ArrowUp";
    const more = event.key === "ArrowRight" || event.key === "ArrowDown";
    if (!less && !more) return;
    event.preventDefault();
    const moved = fromDrag(value, less ? -16 : 16);
    onChange(moved === value ? value + (less ? -step : step) : moved);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is a widget, not a rule
    <div
      role="separator"
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(value * (max <= 1 ? 100 : 1))}
      aria-valuemin={Math.round(min * (max <= 1 ? 100 : 1))}
      aria-valuemax={Math.round(max * (max <= 1 ? 100 : 1))}
      tabIndex={0}
      className={`splitter ${orientation}`}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={() => {
        drag.current = undefined;
      }}
      onKeyDown={press}
    />
  );
}
