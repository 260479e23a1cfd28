// biome-ignore-all lint/a11y/useSemanticElements: a grid of positioned rows is not a table that flows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
import { memo } from "react";
import type { HexRow } from "../../core/contract/views.ts";
import type { Span } from "../../core/finding.ts";
import { formatOffset, type HexCell, hexCells, type OffsetBase, type RowBytes } from "./cells.ts";

interface HexRowViewProps {
  readonly row: HexRow;
  readonly rowBytes: RowBytes;
  readonly digits: number;
  readonly base: OffsetBase;
  readonly selection: Span | undefined;
  readonly damaged: readonly Span[];
  readonly changed: readonly Span[];
  readonly caret: number | undefined;
  /** The first half of the byte that is being typed at the caret. */
  readonly digit: number | undefined;
  /** The offset behind the last byte, where a place to type is shown. */
  readonly endAt: number | undefined;
  readonly paneId: string;
}

/** One line of the hex pane: offset, up to 16 bytes in two groups or 8 in one, the same bytes as ASCII. */
export const HexRowView = memo(function HexRowView(props: HexRowViewProps) {
  const { row, rowBytes, digits, base, selection, damaged, changed, caret, digit, endAt, paneId } = props;
  const isSecondHalf = (offset: number) => offset % rowBytes === 8;
  const cells = hexCells(row, selection, damaged, changed);
  return (
    <div
      role="row"
      aria-rowindex={row.offset / rowBytes + 1}
      className={`hex-row${rowBytes === 8 ? " narrow" : ""}`}
    >
      <span role="rowheader" className="hex-offset">
        {formatOffset(row.offset, digits, base)}
      </span>
      {cells.map((cell) => (
        <span
          key={cell.offset}
          id={`${paneId}-${cell.offset}`}
          role="gridcell"
          aria-selected={cell.selected}
          data-offset={cell.offset}
          className={`${cellClass(cell, caret)}${isSecondHalf(cell.offset) ? " second-half" : ""}`}
        >
          {cell.offset === caret && digit !== undefined ? `${digit.toString(16)}_` : cell.digits}
        </span>
      ))}
      {endAt === undefined ? null : (
        <span
          id={`${paneId}-${endAt}`}
          role="gridcell"
          aria-label="end"
          data-offset={endAt}
          className={`byte end${isSecondHalf(endAt) ? " second-half" : ""}${caret === endAt ? " caret" : ""}`}
        >
          {caret === endAt && digit !== undefined ? `${digit.toString(16)}_` : "··"}
        </span>
      )}
      <span role="gridcell" className="hex-ascii">
        {cells.map((cell) => (
          <span
            key={cell.offset}
            data-offset={cell.offset}
            className={cell.selected ? "glyph selected" : "glyph"}
          >
            {cell.glyph}
          </span>
        ))}
      </span>
    </div>
  );
});

function cellClass(cell: HexCell, caret: number | undefined): string {
  const selected = cell.selected ? " selected" : "";
  const changed = cell.changed ? " changed" : "";
  return `${cell.className}${selected}${changed}${cell.offset === caret ? " caret" : ""}`;
}
