import type { EncodeTextState } from "./encode-text-state.ts";
import { readBracketName } from "./names.ts";

/** Passes what follows a field's name, without reading it: a colon where there is one, and the value. */
export function skipFieldValue(state: EncodeTextState, level = 0): void {
  const { cursor } = state;
  if (cursor.take(":")) skipValue(state, level);
  else if (cursor.isAt("{") || cursor.isAt("<") || cursor.isAt("[")) skipValue(state, level);
  else cursor.expected('":" or "{" after the name of a field');
}

/** Passes a value of any kind: a message, a list, strings, a number or a name. */
export function skipValue(state: EncodeTextState, level = 0): void {
  const { cursor } = state;
  if (cursor.isAt("{") || cursor.isAt("<") || cursor.isAt("[")) {
    if (level >= state.maxDepth) refuseDepth(state);
    else if (cursor.isAt("[")) skipList(state, level + 1);
    else skipMessage(state, level + 1);
    return;
  }
  if (cursor.kind === "string") {
    skipStrings(state);
    return;
  }
  const isSigned = cursor.take("-");
  if (cursor.kind === "identifier" || cursor.kind === "integer" || cursor.kind === "float") cursor.advance();
  else cursor.expected(isSigned ? "a number" : "a value");
}

/** Refuses a message that is nested too deep. The rest of the text is not read. */
export function refuseDepth(state: EncodeTextState): void {
  const { cursor } = state;
  const message = `Expected at most ${state.maxDepth} levels of nesting, but this is one more.`;
  state.refuse(
    "too-deep",
    cursor.start,
    cursor.end,
    message,
    "Receivers refuse messages that are nested this deep.",
  );
  cursor.stop();
}

function skipStrings(state: EncodeTextState): void {
  while (state.cursor.kind === "string") state.cursor.advance();
}

function skipList(state: EncodeTextState, level: number): void {
  const { cursor } = state;
  cursor.advance();
  if (cursor.take("]")) return;
  do skipValue(state, level);
  while (cursor.take(","));
  if (!cursor.take("]")) cursor.expected('"," or "]"');
}

function skipMessage(state: EncodeTextState, level: number): void {
  const { cursor } = state;
  const close = cursor.isAt("{") ? "}" : ">";
  cursor.advance();
  while (cursor.kind !== "end" && !cursor.isAt(close)) {
    if (cursor.isAt("[")) {
      if (readBracketName(cursor) === undefined) return;
    } else if (cursor.kind === "identifier") cursor.advance();
    else {
      cursor.expected("a field name");
      return;
    }
    skipFieldValue(state, level);
    if (!cursor.take(";")) cursor.take(",");
  }
  if (!cursor.take(close)) cursor.expected(`a field name or "${close}"`);
}
