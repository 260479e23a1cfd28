import type { EncodeTextState } from "./encode-text-state.ts";
import { skipValue } from "./skip.ts";

/**
 * Refuses the value at the cursor, whatever it is, because the field takes something else, and passes it. `start` is
 * where it starts when a part of it, its sign, was passed already.
 */
export function refuseValue(
  state: EncodeTextState,
  expected: string,
  hint = "",
  start = state.cursor.start,
): void {
  const { cursor } = state;
  const isSymbol = cursor.kind === "symbol" && !"-[{<".includes(cursor.token());
  if (cursor.kind === "end" || isSymbol) {
    cursor.expected(expected, hint);
    return;
  }
  skipValue(state);
  state.refuseSpan("wrong-type", expected, start, cursor.lastEnd, hint);
}
