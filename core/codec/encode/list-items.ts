import type { Result, Span } from "../../finding.ts";
import { CLOSE_BRACKET, END, OPEN_BRACKET } from "../json/characters.ts";
import { JsonCursor } from "../json/cursor.ts";
import { skipValue } from "../json/skip.ts";
import { TextFindings } from "./text-findings.ts";

const DEEPEST = 1000;

/** Where the items of a JSON array stand in its text, in UTF-16 units; or where it stops being one. */
export function jsonListItems(text: string): Result<readonly Span[]> {
  const cursor = new JsonCursor(text);
  const items: Span[] = [];
  if (cursor.peek() !== OPEN_BRACKET)
    cursor.fail('"["', "There is one message a frame: write them as a list.");
  else {
    cursor.position += 1;
    if (cursor.peek() === CLOSE_BRACKET) cursor.position += 1;
    else readItems(cursor, items);
  }
  if (!cursor.isOver && cursor.peek() !== END) cursor.fail("the end of the text", "");
  return cursor.fault === undefined
    ? { ok: true, value: items, findings: [] }
    : { ok: false, findings: new TextFindings().finish(text, cursor.fault) };
}

function readItems(cursor: JsonCursor, items: Span[]): void {
  do {
    cursor.peek();
    const start = cursor.position;
    if (!skipValue(cursor, DEEPEST)) {
      if (!cursor.isOver) cursor.fail(`at most ${DEEPEST} levels of nesting`, "");
      return;
    }
    items.push({ start, end: cursor.position });
  } while (cursor.nextItem());
}
