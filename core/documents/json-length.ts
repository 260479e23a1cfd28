import { finish, type Steps } from "../wire/steps.ts";

/** UTF-8 length in bytes of a JSON text without its insignificant white space. */
export function compactJsonLength(text: string): number {
  return finish(compactLength(text));
}

const UNITS_A_STEP = 0x10_0000;

/** The same in steps. */
export function* compactLength(text: string): Steps<number> {
  let length = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    if (at % UNITS_A_STEP === 0) yield;
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === 0x5c) {
        length += 2;
        at++;
        continue;
      }
      if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) continue;
    length += unitLength(unit);
  }
  return length;
}

/** UTF-8 bytes of one UTF-16 unit; each half of a surrogate pair counts two. */
function unitLength(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
}
