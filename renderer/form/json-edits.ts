/** Changes of a JSON text that leave everything else in it as it was typed. Pure. */
import type { JsonList, JsonMember, JsonObject, TextSpan } from "./json-tree.ts";

/** `text` in the place of a span. */
export interface TextEdit extends TextSpan {
  readonly text: string;
}

const STEP = "  ";

/** The text with a change made. */
export function applyEdit(text: string, edit: TextEdit): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/** Puts a member into an object behind `after`, or before all others. `raw` is the value as it is to be written. */
export function insertMember(
  text: string,
  object: JsonObject,
  after: JsonMember | undefined,
  key: string,
  raw: string,
): TextEdit {
  const at = after === undefined ? 0 : object.members.findIndex(({ start }) => start === after.start) + 1;
  return insertAt(text, object, object.members, at, `${JSON.stringify(key)}: ${raw}`);
}

/** Puts a value at the end of a list. */
export function appendItem(text: string, list: JsonList, raw: string): TextEdit {
  return insertAt(text, list, list.items, list.items.length, raw);
}

/** Takes one of several members or items out, with its comma. */
export function removeAt(within: TextSpan, several: readonly TextSpan[], index: number): TextEdit {
  const [before, one, next] = [several[index - 1], several[index], several[index + 1]];
  if (one === undefined) return { start: within.start, end: within.start, text: "" };
  if (next !== undefined) return { start: one.start, end: next.start, text: "" };
  if (before !== undefined) return { start: before.end, end: one.end, text: "" };
  return { start: within.start + 1, end: within.end - 1, text: "" };
}

/** Takes a member out of its object. */
export function removeMember({ members, ...within }: JsonObject, member: JsonMember): TextEdit {
  return removeAt(
    within,
    members,
    members.findIndex(({ start }) => start === member.start),
  );
}

function insertAt(
  text: string,
  within: TextSpan,
  several: readonly TextSpan[],
  index: number,
  written: string,
): TextEdit {
  const [first, before, next] = [several[0], several[index - 1], several[index]];
  if (first === undefined) {
    const outer = indentOf(text, within.start);
    return { start: within.start + 1, end: within.end - 1, text: `\n${outer}${STEP}${written}\n${outer}` };
  }
  const isOnLines = text.slice(within.start, first.start).includes("\n");
  const gap = isOnLines ? `\n${indentOf(text, first.start)}` : " ";
  if (before !== undefined) return { start: before.end, end: before.end, text: `,${gap}${written}` };
  const start = next?.start ?? within.start + 1;
  return { start, end: start, text: `${written},${gap}` };
}

/** The spaces that the line of a place begins with. */
function indentOf(text: string, at: number): string {
  const line = text.lastIndexOf("\n", at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, at))?.[0] ?? "";
}
