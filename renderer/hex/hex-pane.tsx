import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import type { DocumentSummary, HexAtom, HexRow, Selection } from "../../core/contract/views.ts";
import type { Span } from "../../core/finding.ts";
import { clearSelection, select } from "../actions/select.ts";
import { useEditing } from "../edit/editing.ts";
import { lens } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { useHexPages } from "../virtual/use-pages.ts";
import { damagedSpans, offsetDigits, ROW_BYTES } from "./cells.ts";
import { describeByte } from "./describe-byte.ts";
import { HexRowView } from "./hex-row-view.tsx";
import { moveCaret } from "./moves.ts";
import { useHexTyping } from "./use-hex-typing.ts";

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
  const { documentId, byteLength, findings } = document;
  const pages = useHexPages(document);
  const editing = useEditing();
  const base = useStore(lens, (state) => (state.offsets === "hex" ? 16 : 10));
  const damaged = useMemo(() => damagedSpans(findings), [findings]);
  const paneId = useId();
  const [caret, setCaret] = useState<number | undefined>(undefined);
  const [anchor, setAnchor] = useState<number | undefined>(undefined);
  const [pointed, setPointed] = useState<number | undefined>(undefined);
  const [focused, setFocused] = useState(false);
  // While somebody types, the caret goes on by itself; the selection follows the bytes that were typed.
  const typed = useRef(false);
  const wanted = caret ?? selection?.bytes.start ?? 0;
  // Fast typing is ahead of the document that it makes.
  const at = typed.current ? wanted : Math.min(wanted, byteLength);
  const range = rangeOf(anchor, at, byteLength);
  const typing = useHexTyping(document, { caret: at, range, focused }, (offset) => {
    typed.current = true;
    setCaret(offset);
    setAnchor(undefined);
  });
  const hasEnd = editing !== undefined && (typing.insert || byteLength === 0);
  const rowCount = hasEnd ? Math.floor(byteLength / ROW_BYTES) + 1 : Math.ceil(byteLength / ROW_BYTES);

  useEffect(() => {
    if (selection !== undefined && !typed.current)
      setCaret((now) => (now !== undefined && isInside(now, selection) ? now : selection.bytes.start));
  }, [selection]);

  function choose(offset: number, extend: boolean) {
    typed.current = false;
    setAnchor(extend ? (anchor ?? at) : undefined);
    setCaret(offset);
    typing.forget();
    if (offset < byteLength) void select(documentId, { kind: "byte", offset });
  }

  function press(event: KeyboardEvent<HTMLDivElement>) {
    if (typing.press(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === "Escape") {
      setAnchor(undefined);
      clearSelection(documentId);
    }
    const pageRows = Math.max(1, Math.floor(event.currentTarget.clientHeight / ROW_HEIGHT) - 1);
    const length = hasEnd ? byteLength + 1 : byteLength;
    const target = moveCaret({ offset: at, byteLength: length, pageRows }, event, atomsAround(at));
    if (target === undefined) return;
    event.preventDefault();
    point(undefined);
    choose(target, event.shiftKey);
  }

  function point(offset: number | undefined) {
    setPointed(offset);
    onHover?.(offset);
  }

  function atomsAround(offset: number): readonly HexAtom[] {
    const row = Math.floor(offset / ROW_BYTES);
    return [row - 1, row, row + 1].flatMap((index) => pages.get(index)?.atoms ?? []);
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
        shown={caret === undefined ? undefined : Math.floor(at / ROW_BYTES)}
        onWindow={pages.ensure}
        onKeyDown={press}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          typed.current = false;
          setFocused(false);
        }}
        onClick={(event) => {
          const offset = offsetOf(event);
          if (offset !== undefined) choose(offset, event.shiftKey);
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

function rangeOf(anchor: number | undefined, caret: number, byteLength: number): Span | undefined {
  if (anchor === undefined || anchor === caret) return undefined;
  return { start: Math.min(anchor, caret), end: Math.min(byteLength, Math.max(anchor, caret) + 1) };
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

function isInside(offset: number, { bytes }: Selection): boolean {
  return offset >= bytes.start && offset < bytes.end;
}

function touches(rowOffset: number, { start, end }: Span): boolean {
  return start < rowOffset + ROW_BYTES && end > rowOffset;
}

function offsetOf(event: MouseEvent): number | undefined {
  const cell = (event.target as Element).closest<HTMLElement>("[data-offset]");
  return cell === null ? undefined : Number(cell.dataset["offset"]);
}
