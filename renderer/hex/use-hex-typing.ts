import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { Span } from "../../core/finding.ts";
import { notify } from "../actions/notify.ts";
import { type Editing, useEditing } from "../edit/editing.ts";
import { desktop } from "../engine/desktop.ts";
import { engine } from "../engine/link.ts";
import { counted } from "../format/sizes.ts";
import { hexDigits } from "./cells.ts";
import { pastedBytes, pasteSpan, type Typing, typeKey } from "./typing.ts";

/** Bytes that are copied as hex at once. */
const COPY_LIMIT = 1024 * 1024;

interface HexTyping {
  readonly insert: boolean;
  /** The first half of a byte that is being typed. */
  readonly digit: number | undefined;
  /** Takes a key; true when it was one of typing. */
  readonly press: (event: KeyboardEvent) => boolean;
  readonly forget: () => void;
}

/** Where a pane stands. */
interface HexPlace {
  readonly caret: number;
  readonly range: Span | undefined;
  /** Only the pane that has the focus copies and pastes. */
  readonly focused: boolean;
}

/** Typing over bytes, inserting, removing, pasting and copying. `onCaret` follows what was typed. */
export function useHexTyping(
  { documentId, byteLength }: DocumentSummary,
  { caret, range, focused }: HexPlace,
  onCaret: (caret: number) => void,
): HexTyping {
  const editing = useEditing();
  const [insert, setInsert] = useState(false);
  const [digit, setDigit] = useState<number | undefined>(undefined);
  const state: Typing = { caret, range, byteLength, insert, digit };

  function press(event: KeyboardEvent): boolean {
    const move = editing === undefined ? undefined : typeKey(state, event);
    if (editing === undefined || move === undefined) return false;
    switch (move.kind) {
      case "digit":
        setDigit(move.digit);
        break;
      case "cancel":
        setDigit(undefined);
        break;
      case "insert-mode":
        setInsert(!insert);
        break;
      case "replace":
        setDigit(undefined);
        onCaret(move.caret);
        void replace(editing, move.span, Uint8Array.from(move.bytes), move.caret);
        break;
    }
    return true;
  }

  function paste(event: ClipboardEvent): void {
    if (editing === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const bytes = pastedBytes(event.clipboardData?.getData("text/plain") ?? "");
    if (bytes === undefined) {
      notify("Only bytes as hex can be pasted here, such as 08 96 01.", "warning");
      return;
    }
    const span = pasteSpan(state, bytes.length);
    onCaret(span.start + bytes.length);
    void replace(editing, span, bytes, span.start + bytes.length);
  }

  function copy(event: ClipboardEvent): void {
    if (range === undefined) return;
    event.preventDefault();
    const end = Math.min(range.end, range.start + COPY_LIMIT);
    void engine()
      .then((one) => one.readBytes({ documentId, start: range.start, end }))
      .then((bytes) => desktop().copyText(Array.from(bytes, hexDigits).join(" ")))
      .catch(() => notify("These bytes could not be copied.", "warning"));
  }

  const clipboard = useRef({ paste, copy });
  clipboard.current = { paste, copy };
  // These events go to the page where no text has the focus.
  useEffect(() => {
    if (!focused) return;
    const onPaste = (event: ClipboardEvent) => clipboard.current.paste(event);
    const onCopy = (event: ClipboardEvent) => clipboard.current.copy(event);
    window.addEventListener("paste", onPaste, true);
    window.addEventListener("copy", onCopy, true);
    return () => {
      window.removeEventListener("paste", onPaste, true);
      window.removeEventListener("copy", onCopy, true);
    };
  }, [focused]);

  return { insert, digit, press, forget: () => setDigit(undefined) };
}

function replace(editing: Editing, { start, end }: Span, bytes: Uint8Array<ArrayBuffer>, caret: number) {
  return editing.apply(
    titleOf(start, end, bytes.length),
    (now) => ({ kind: "replace-bytes", ...inside({ start, end }, now.byteLength), bytes }),
    { caret },
  );
}

/** A span that was meant for bytes which an edit before may have made more or fewer. */
function inside({ start, end }: Span, byteLength: number): Span {
  const from = Math.min(start, byteLength);
  return { start: from, end: Math.min(Math.max(from, end), byteLength) };
}

function titleOf(start: number, end: number, count: number): string {
  if (count === 0) return `remove ${counted(end - start, "byte")} at ${start}`;
  if (start === end) return `insert ${counted(count, "byte")} at ${start}`;
  return `type over ${counted(end - start, "byte")} at ${start}`;
}
