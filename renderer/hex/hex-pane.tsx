import { type MouseEvent, type ReactNode, useId, useMemo, useState } from "react";
import type { DocumentSummary, HexRow, Selection } from "../../core/contract/views.ts";
import type { Span } from "../../core/finding.ts";
import { lens } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { useHexPages } from "../virtual/use-pages.ts";
import { damagedSpans, offsetDigits, ROW_BYTES } from "./cells.ts";
import { describeByte } from "./describe-byte.ts";
import { HexRowView } from "./hex-row-view.tsx";
import { useCaret } from "./use-caret.ts";

const ROW_HEIGHT = 21;
const UNCHANGED: readonly Span[] = [];
/** Bytes of an atom that are looked at for its words; longer ones are no numbers. */
const DESCRIBED_BYTES = 24;

interface HexPaneProps {
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
  readonly label: string;
  /** Told which byte the pointer is over. */
  readonly onHover?: (offset: number | undefined) => void;
  /** What can be done to the bytes, at the end of the line below them. */
  readonly tools?: ReactNode;
}

/**
 * Bytes of a document, 16 a row, coloured by what each is; click or walk to select, with Shift a range. Where the
 * bytes can be edited, hex digits type over them.
 */
export function HexPane({ document, selection, label, onHover, tools }: HexPaneProps) {
  const { byteLength, findings } = document;
  const pages = useHexPages(document);
  const base = useStore(lens, (state) => (state.offsets === "hex" ? 16 : 10));
  const damaged = useMemo(() => damagedSpans(findings), [findings]);
  const paneId = useId();
  const [pointed, setPointed] = useState<number | undefined>(undefined);
  const caret = useCaret({
    document,
    selection,
    rowHeight: ROW_HEIGHT,
    atomsOf: (row) => pages.get(row)?.atoms ?? [],
  });
  const { at, range, focused, hasEnd, editing, typing } = caret;
  const rowCount = hasEnd ? Math.floor(byteLength / ROW_BYTES) + 1 : Math.ceil(byteLength / ROW_BYTES);

  function point(offset: number | undefined) {
    setPointed(offset);
    onHover?.(offset);
  }

  const words = byteWords(pages.get, pointed ?? at);
  const mode = editing === undefined ? "" : typing.insert ? "inserting" : "typing over";
  return (
    <>
      <VirtualRows
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount}
        aria-activedescendant={`${paneId}-${at}`}
        tabIndex={0}
        className="hex"
        count={rowCount}
        rowHeight={ROW_HEIGHT}
        shown={caret.isPlaced ? Math.floor(at / ROW_BYTES) : undefined}
        onWindow={pages.ensure}
        onKeyDown={(event) => caret.press(event) && point(undefined)}
        onFocus={() => caret.focus(true)}
        onBlur={() => caret.focus(false)}
        onClick={(event) => {
          const offset = offsetOf(event);
          if (offset !== undefined) caret.choose(offset, event.shiftKey);
        }}
        onMouseMove={(event) => point(offsetOf(event))}
        onMouseLeave={() => point(undefined)}
        renderRow={(index) => {
          const row = pages.get(index) ?? (hasEnd && index === rowCount - 1 ? endRow(index) : undefined);
          if (row === undefined) return <div key={index} className="hex-row" />;
          const shown = range ?? selection?.bytes;
          const isCaretRow = focused && Math.floor(at / ROW_BYTES) === index;
          return (
            <HexRowView
              key={index}
              row={row}
              digits={offsetDigits(byteLength, base)}
              base={base}
              selection={shown !== undefined && touches(row.offset, shown) ? shown : undefined}
              damaged={damaged}
              changed={editing?.changed ?? UNCHANGED}
              caret={isCaretRow ? at : undefined}
              digit={isCaretRow ? typing.digit : undefined}
              endAt={hasEnd && index === rowCount - 1 ? byteLength : undefined}
              paneId={paneId}
            />
          );
        }}
      />
      <div className="byte-line" data-testid="byte-line">
        <span className="byte-words">{words}</span>
        {focused ? <span className="byte-mode">{mode}</span> : null}
        {tools}
      </div>
    </>
  );
}

function endRow(index: number): HexRow {
  return { offset: index * ROW_BYTES, bytes: new Uint8Array(0), atoms: [] };
}

/** The words for a byte, from the rows that are here. */
function byteWords(get: (index: number) => HexRow | undefined, offset: number): string {
  const row = get(Math.floor(offset / ROW_BYTES));
  const byte = row?.bytes[offset - row.offset];
  if (row === undefined || byte === undefined) return "";
  const atom = row.atoms.find(({ start, end }) => start <= offset && offset < end);
  const bytes: number[] = [];
  const end = Math.min(atom?.end ?? 0, (atom?.start ?? 0) + DESCRIBED_BYTES);
  for (let at = atom?.start ?? 0; at < end; at += 1) {
    const holder = get(Math.floor(at / ROW_BYTES));
    const one = holder?.bytes[at - holder.offset];
    if (one !== undefined) bytes.push(one);
  }
  return describeByte({ offset, byte, atom, bytes });
}

function touches(rowOffset: number, { start, end }: Span): boolean {
  return start < rowOffset + ROW_BYTES && end > rowOffset;
}

function offsetOf(event: MouseEvent): number | undefined {
  const cell = (event.target as Element).closest<HTMLElement>("[data-offset]");
  return cell === null ? undefined : Number(cell.dataset["offset"]);
}
