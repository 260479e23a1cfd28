import { type MouseEvent, type ReactNode, useId, useMemo, useRef, useState } from "react";
import type { DocumentSummary, HexRow, Selection } from "../../core/contract/views.ts";
import type { Span } from "../../core/finding.ts";
import { lens } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { useBox } from "../ui/use-box.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { useHexPages } from "../virtual/use-pages.ts";
import { damagedSpans, offsetDigits, type RowBytes, rowBytesIn } from "./cells.ts";
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
 * Bytes of a document, 16 a row or 8 where there is no room, coloured by what each is; click or walk to select, with Shift a range. Where the
 * bytes can be edited, hex digits type over them.
 */
export function HexPane({ document, selection, label, onHover, tools }: HexPaneProps) {
  const { byteLength, findings } = document;
  const base = useStore(lens, (state) => (state.offsets === "hex" ? 16 : 10));
  const digits = offsetDigits(byteLength, base);
  const line = useRef<HTMLDivElement>(null);
  const rowBytes = rowBytesIn(useBox(line).width, digits);
  const pages = useHexPages(document, rowBytes);
  const damaged = useMemo(() => damagedSpans(findings), [findings]);
  const paneId = useId();
  const [pointed, setPointed] = useState<number | undefined>(undefined);
  const caret = useCaret({
    document,
    selection,
    rowBytes,
    rowHeight: ROW_HEIGHT,
    atomsOf: (row) => pages.get(row)?.atoms ?? [],
  });
  const { at, range, focused, hasEnd, editing, typing } = caret;
  const rowCount = hasEnd ? Math.floor(byteLength / rowBytes) + 1 : Math.ceil(byteLength / rowBytes);

  function point(offset: number | undefined) {
    setPointed(offset);
    onHover?.(offset);
  }

  const words = byteWords(pages.get, rowBytes, pointed ?? at);
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
        shown={caret.isPlaced ? Math.floor(at / rowBytes) : undefined}
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
          const row =
            pages.get(index) ?? (hasEnd && index === rowCount - 1 ? endRow(index * rowBytes) : undefined);
          if (row === undefined) return <div key={index} className="hex-row" />;
          const shown = range ?? selection?.bytes;
          const isCaretRow = focused && Math.floor(at / rowBytes) === index;
          return (
            <HexRowView
              key={index}
              row={row}
              rowBytes={rowBytes}
              digits={digits}
              base={base}
              selection={shown !== undefined && touches(row, shown) ? shown : undefined}
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
      <div ref={line} className="byte-line" data-testid="byte-line">
        <span className="byte-words" title={words}>
          {words}
        </span>
        {focused ? <span className="byte-mode">{mode}</span> : null}
        {tools}
      </div>
    </>
  );
}

function endRow(offset: number): HexRow {
  return { offset, bytes: new Uint8Array(0), atoms: [] };
}

/** The words for a byte, from the rows that are here. */
function byteWords(get: (index: number) => HexRow | undefined, rowBytes: RowBytes, offset: number): string {
  const row = get(Math.floor(offset / rowBytes));
  const byte = row?.bytes[offset - row.offset];
  if (row === undefined || byte === undefined) return "";
  const atom = row.atoms.find(({ start, end }) => start <= offset && offset < end);
  const bytes: number[] = [];
  const end = Math.min(atom?.end ?? 0, (atom?.start ?? 0) + DESCRIBED_BYTES);
  for (let at = atom?.start ?? 0; at < end; at += 1) {
    const holder = get(Math.floor(at / rowBytes));
    const one = holder?.bytes[at - holder.offset];
    if (one !== undefined) bytes.push(one);
  }
  return describeByte({ offset, byte, atom, bytes });
}

function touches({ offset, bytes }: HexRow, { start, end }: Span): boolean {
  return start < offset + bytes.length && end > offset;
}

function offsetOf(event: MouseEvent): number | undefined {
  const cell = (event.target as Element).closest<HTMLElement>("[data-offset]");
  return cell === null ? undefined : Number(cell.dataset["offset"]);
}
