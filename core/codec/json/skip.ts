import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "./characters.ts";
import type { JsonCursor } from "./cursor.ts";

/**
 * Passes one value of any kind, checking its syntax. Objects and arrays may be nested `maxDepth` deep; answers false
 * when they are deeper (the cursor stands on the bracket that is too deep) and after a syntax error.
 */
export function skipValue(cursor: JsonCursor, maxDepth: number): boolean {
  const closers: number[] = [];
  for (;;) {
    const code = cursor.peek();
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (closers.length >= maxDepth) return false;
      closers.push(code + 2);
      cursor.position += 1;
      if (cursor.peek() !== code + 2) {
        if (code === OPEN_BRACE && !skipKey(cursor)) return false;
        continue;
      }
    } else if (!skipScalar(cursor, code)) return false;
    if (!leave(cursor, closers)) return !cursor.isOver;
  }
}

/** Passes closers and at most one comma; answers true when another value follows inside a container. */
function leave(cursor: JsonCursor, closers: number[]): boolean {
  for (;;) {
    const closer = closers.at(-1);
    if (closer === undefined) return false;
    const code = cursor.peek();
    if (code === closer) {
      closers.pop();
      cursor.position += 1;
    } else if (code === COMMA) {
      cursor.position += 1;
      return closer === CLOSE_BRACE ? skipKey(cursor) : true;
    } else {
      cursor.fail(closer === CLOSE_BRACKET ? '"," or "]"' : '"," or "}"');
      return false;
    }
  }
}

function skipKey(cursor: JsonCursor): boolean {
  if (cursor.peek() !== QUOTE) {
    cursor.failKey();
    return false;
  }
  return cursor.scanString() && cursor.expect(COLON, '":"');
}

function skipScalar(cursor: JsonCursor, code: number): boolean {
  const kind = cursor.kindOf(code);
  switch (kind) {
    case "string":
      return cursor.scanString();
    case "number":
      return cursor.scanNumber();
    case "true":
    case "false":
    case "null":
      return cursor.scanLiteral(kind);
    case "object":
    case "array":
    case "none":
      cursor.failValue();
      return false;
  }
}
