import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useState } from "react";
import type { DocumentSummary, HexAtom, Selection } from "../../core/contract/views.ts";
import { clearSelection, select } from "../actions/select.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { useHexPages } from "../virtual/use-pages.ts";
import { damagedSpans, offsetDigits, ROW_BYTES } from "./cells.ts";
import { HexRowView } from "./hex-row-view.tsx";
import { moveCaret } from "./moves.ts";

const ROW_HEIGHT = 21;

interface HexPaneProps {
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
  readonly label: string;
  /** Told which byte the pointer is over. */
  readonly onHover?: (offset: number | undefined) => void;
}

/** Bytes of a document, 16 a row, coloured by what each is; click or walk to select. */
export function HexPane({ document, selection, label, onHover }: HexPaneProps) {
  const { documentId, byteLength, findings } = document;
  const pages = useHexPages(documentId);
  const damaged = useMemo(() => damagedSpans(findings), [findings]);
  const paneId = useId();
  const [caret, setCaret] = useState<number | undefined>(undefined);
  const [focused, setFocused] = useState(false);
  const digits = offsetDigits(byteLength);
  const at = caret ?? selection?.bytes.start ?? 0;

  useEffect(() => {
    if (selection !== undefined)
      setCaret((now) => (now !== undefined && isInside(now, selection) ? now : selection.bytes.start));
  }, [selection]);

  function choose(offset: number) {
    setCaret(offset);
    void select(documentId, { kind: "byte", offset });
  }

  function press(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key === "Escape") clearSelection(documentId);
    const pageRows = Math.max(1, Math.floor(event.currentTarget.clientHeight / ROW_HEIGHT) - 1);
    const target = moveCaret({ offset: at, byteLength, pageRows }, event, atomsAround(at));
    if (target === undefined) return;
    event.preventDefault();
    onHover?.(undefined);
    choose(target);
  }

  function atomsAround(offset: number): readonly HexAtom[] {
    const row = Math.floor(offset / ROW_BYTES);
    return [row - 1, row, row + 1].flatMap((index) => pages.get(index)?.atoms ?? []);
  }

  return (
    <VirtualRows
      role="grid"
      aria-label={label}
      aria-rowcount={Math.ceil(byteLength / ROW_BYTES)}
      aria-activedescendant={`${paneId}-${at}`}
      tabIndex={0}
      className="hex"
      count={Math.ceil(byteLength / ROW_BYTES)}
      rowHeight={ROW_HEIGHT}
      shown={caret === undefined ? undefined : Math.floor(caret / ROW_BYTES)}
      onWindow={pages.ensure}
      onKeyDown={press}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onClick={(event) => {
        const offset = offsetOf(event);
        if (offset !== undefined) choose(offset);
      }}
      onMouseMove={(event) => onHover?.(offsetOf(event))}
      onMouseLeave={() => onHover?.(undefined)}
      renderRow={(index) => {
        const row = pages.get(index);
        if (row === undefined) return <div key={index} className="hex-row" />;
        return (
          <HexRowView
            key={index}
            row={row}
            digits={digits}
            selection={touches(row.offset, selection) ? selection?.bytes : undefined}
            damaged={damaged}
            caret={focused && Math.floor(at / ROW_BYTES) === index ? at : undefined}
            paneId={paneId}
          />
        );
      }}
    />
  );
}

function isInside(offset: number, { bytes }: Selection): boolean {
  return offset >= bytes.start && offset < bytes.end;
}

function touches(rowOffset: number, selection: Selection | undefined): boolean {
  return (
    selection !== undefined &&
    selection.bytes.start < rowOffset + ROW_BYTES &&
    selection.bytes.end > rowOffset
  );
}

function offsetOf(event: MouseEvent): number | undefined {
  const cell = (event.target as Element).closest<HTMLElement>("[data-offset]");
  return cell === null ? undefined : Number(cell.dataset["offset"]);
}
