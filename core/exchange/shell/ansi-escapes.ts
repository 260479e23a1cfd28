/** The backslash escapes between `$'` and `'`, as POSIX.1-2024 and Bash have them. */

const simple: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "?": "?",
};
const numbered = /^\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|U([0-9a-f]{1,8})|([0-7]{1,3}))/i;

/** What the escape at `start` stands for, and where it ends; an unknown one stands for itself. */
export function readEscape(text: string, start: number): { readonly text: string; readonly end: number } {
  const letter = text.charAt(start + 1);
  const plain = Object.hasOwn(simple, letter) ? simple[letter] : undefined;
  if (plain !== undefined) return { text: plain, end: start + 2 };
  const found = numbered.exec(text.slice(start, start + 10));
  if (found === null) return { text: `\\${letter}`, end: start + 2 };
  const [whole, byte, short, long, octal] = found;
  const code =
    octal === undefined ? Number.parseInt(byte ?? short ?? long ?? "", 16) : Number.parseInt(octal, 8);
  const shown = code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  return { text: shown, end: start + whole.length };
}
