// biome-ignore-all lint/a11y/useSemanticElements: a grid of positioned rows is not a table that flows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
import { memo } from "react";
import type { HexRow } from "../../core/contract/views.ts";
import type { Span } from "../../core/finding.ts";
import { formatOffset, type HexCell, hexCells, ROW_BYTES } from "./cells.ts";

interface HexRowViewProps {
  readonly row: HexRow;
  readonly digits: number;
  readonly selection: Span | undefined;
  readonly damaged: readonly Span[];
  readonly caret: number | undefined;
  readonly paneId: string;
}

/** One line of the hex pane: offset, up to 16 bytes in two groups, the same bytes as ASCII. */
export const HexRowView = memo(function HexRowView(props: HexRowViewProps) {
  const { row, digits, selection, damaged, caret, paneId } = props;
  const cells = hexCells(row, selection, damaged);
  return (
    <div role="row" aria-rowindex={row.offset / ROW_BYTES + 1} className="hex-row">
      <span role="rowheader" className="hex-offset">
        {formatOffset(row.offset, digits)}
      </span>
      {cells.map((cell) => (
        <span
          key={cell.offset}
          id={`${paneId}-${cell.offset}`}
          role="gridcell"
          aria-selected={cell.selected}
          data-offset={cell.offset}
          className={cellClass(cell, caret)}
        >
          {cell.digits}
        </span>
      ))}
      <span role="gridcell" className="hex-ascii" style={{ gridColumn: ROW_BYTES + 4 }}>
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
  const second = cell.offset % ROW_BYTES === 8 ? " second-half" : "";
  return `${cell.className}${selected}${second}${cell.offset === caret ? " caret" : ""}`;
}
