import { isDigit } from "../../json/characters.ts";
import type { TextCursor } from "./cursor.ts";

const CLOSE_BRACKET = "]";

/**
 * Passes a name in brackets: of an extension (`pkg.name`) or of a type with its prefix (`type.googleapis.com/pkg.Type`).
 * Blanks and comments may stand between its parts. Undefined after a syntax error.
 */
export function readBracketName(cursor: TextCursor): string | undefined {
  const { text } = cursor;
  const open = cursor.start;
  let name = "";
  let at = cursor.passBlanks(open + 1);
  while (at < text.length && text.charAt(at) !== CLOSE_BRACKET) {
    const end = passName(text, at);
    if (end === at) break;
    name += text.substring(at, end);
    at = cursor.passBlanks(end);
  }
  if (text.charAt(at) !== CLOSE_BRACKET) {
    const found = at < text.length ? `found ${JSON.stringify(text.charAt(at))}` : "the text ends";
    cursor.fail(`Expected "]" after the name of an extension or a type, but ${found}.`, "", at, at + 1);
    return undefined;
  }
  cursor.jump(at + 1);
  if (isName(name)) return name;
  const message = `Expected the full name of an extension or a type in brackets, but found ${JSON.stringify(name.substring(0, 100))}.`;
  cursor.fail(message, "Such as [package.extension] or [type.googleapis.com/package.Type].", open, at + 1);
  return undefined;
}

function passName(text: string, from: number): number {
  let at = from;
  while (at < text.length && isNameCharacter(text.charCodeAt(at))) at += 1;
  return at;
}

/** Letters and digits, and what a URL has beside them. */
function isNameCharacter(code: number): boolean {
  if ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || isDigit(code)) return true;
  return "_./-~!$&()*+,;=%".includes(String.fromCharCode(code));
}

function isName(name: string): boolean {
  const slash = name.lastIndexOf("/");
  const [prefix, type] = [name.substring(0, slash), name.substring(slash + 1)];
  if (!/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(type)) return false;
  return slash < 0 || (prefix !== "" && !/%(?![0-9a-fA-F]{2})/.test(prefix));
}
