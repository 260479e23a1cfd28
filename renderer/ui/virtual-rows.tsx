import { type HTMLAttributes, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type RowGeometry, rowWindow, scrollToShow } from "../virtual/row-window.ts";
import { useViewport } from "./use-viewport.ts";

interface VirtualRowsProps extends Omit<HTMLAttributes<HTMLDivElement>, "children"> {
  readonly count: number;
  readonly rowHeight: number;
  /** Scrolled into view whenever it changes. */
  readonly shown?: number | undefined;
  /** Another number scrolls to the shown row again, wherever the list was scrolled to meanwhile. */
  readonly turn?: number;
  readonly renderRow: (index: number) => ReactNode;
  /** Told which rows are about to be drawn, so that they can be fetched. */
  readonly onWindow?: (start: number, end: number) => void;
}

/** A scrolled list that draws only the rows on the screen. The element itself takes roles and keys. */
export function VirtualRows(props: VirtualRowsProps) {
  const { count, rowHeight, shown, turn = 0, renderRow, onWindow, className = "", ...rest } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const viewport = useViewport(scroller);
  const geometry: RowGeometry = { count, rowHeight, viewport };

  // A row may be wanted before the list has it.
  const isThere = shown !== undefined && shown < count && viewport > 0;
  const wanted = isThere ? `${shown} ${turn}` : "";
  /** Where the list was when it last heard of its scrolling, and what was wanted then. */
  const [scrolled, setScrolled] = useState({ top: 0, wanted: "" });
  // What is wanted since is drawn at once: a list that follows would show none of it until it hears of its scrolling.
  const scrollTop =
    isThere && scrolled.wanted !== wanted ? scrollToShow(geometry, scrolled.top, shown) : scrolled.top;
  const view = rowWindow(geometry, scrollTop);

  useEffect(() => onWindow?.(view.start, view.end), [onWindow, view.start, view.end]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new row to show scrolls, not a new size
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && isThere) element.scrollTop = scrollToShow(geometry, element.scrollTop, shown);
  }, [wanted]);

  const viewportBefore = useRef(0);
  // A panel that opens below takes room away: the shown row stays in view when it was.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another size moves it, not another row
  useEffect(() => {
    const before = { ...geometry, viewport: viewportBefore.current };
    viewportBefore.current = viewport;
    const element = scroller.current;
    if (element === null || shown === undefined || viewport >= before.viewport) return;
    const { scrollTop: now } = element;
    // Browsers round scroll positions.
    const wasShown = Math.abs(scrollToShow(before, now, shown) - now) <= 1;
    if (wasShown) element.scrollTop = scrollToShow(geometry, now, shown);
  }, [viewport]);

  const rows: ReactNode[] = [];
  for (let index = view.start; index < view.end; index += 1) rows.push(renderRow(index));

  return (
    <div
      {...rest}
      ref={scroller}
      className={`virtual ${className}`}
      onScroll={({ currentTarget }) => setScrolled({ top: currentTarget.scrollTop, wanted })}
    >
      <div className="virtual-height" role="presentation" style={{ height: view.height }}>
        <div className="virtual-rows" role="presentation" style={{ transform: `translateY(${view.top}px)` }}>
          {rows}
        </div>
      </div>
    </div>
  );
}
