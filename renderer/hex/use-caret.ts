import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { DocumentSummary, HexAtom, Selection } from "../../core/contract/views.ts";
import type { Span } from "../../core/finding.ts";
import { clearSelection, select } from "../actions/select.ts";
import { useEditing } from "../edit/editing.ts";
import type { RowBytes } from "./cells.ts";
import { moveCaret } from "./moves.ts";
import { useHexTyping } from "./use-hex-typing.ts";

interface CaretProps {
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
  readonly rowBytes: RowBytes;
  /** The height of a row in CSS pixels, for a page up or down. */
  readonly rowHeight: number;
  /** The atoms of a row that is here. */
  readonly atomsOf: (row: number) => readonly HexAtom[];
}

/** Where the caret of a pane of bytes is, what it has selected, and what keys do there. Offsets are bytes. */
export function useCaret({ document, selection, rowBytes, rowHeight, atomsOf }: CaretProps) {
  const { documentId, byteLength } = document;
  const editing = useEditing();
  const [caret, setCaret] = useState<number | undefined>(undefined);
  const [anchor, setAnchor] = useState<number | undefined>(undefined);
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
  /** True where a byte can be put behind the last one. */
  const hasEnd = editing !== undefined && (typing.insert || byteLength === 0);

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

  /** True when the key moved the caret. */
  function press(event: KeyboardEvent<HTMLDivElement>): boolean {
    if (typing.press(event)) {
      event.preventDefault();
      event.stopPropagation();
      return false;
    }
    if (event.key === "Escape") {
      setAnchor(undefined);
      clearSelection(documentId);
    }
    const pageRows = Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeight) - 1);
    const row = Math.floor(at / rowBytes);
    const around = [row - 1, row, row + 1].flatMap(atomsOf);
    const length = hasEnd ? byteLength + 1 : byteLength;
    const target = moveCaret({ offset: at, byteLength: length, rowBytes, pageRows }, event, around);
    if (target === undefined) return false;
    event.preventDefault();
    choose(target, event.shiftKey);
    return true;
  }

  function focus(isFocused: boolean) {
    if (!isFocused) typed.current = false;
    setFocused(isFocused);
  }

  /** False before anything was chosen: nothing needs to be scrolled to. */
  const isPlaced = caret !== undefined;
  return { at, isPlaced, range, focused, hasEnd, editing, typing, choose, press, focus };
}

function rangeOf(anchor: number | undefined, caret: number, byteLength: number): Span | undefined {
  if (anchor === undefined || anchor === caret) return undefined;
  return { start: Math.min(anchor, caret), end: Math.min(byteLength, Math.max(anchor, caret) + 1) };
}

function isInside(offset: number, { bytes }: Selection): boolean {
  return bytes.start <= offset && offset < bytes.end;
}
