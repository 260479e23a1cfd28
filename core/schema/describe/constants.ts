/** Constants as `.proto` source writes them. */

const escapes: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ['"', '\\"'],
  ["\\", "\\\\"],
]);

/** A string constant in double quotes: UTF-8 as it is, control characters escaped. */
export function stringConstant(text: string): string {
  const escaped = text.replace(/["\\]|\p{Cc}/gu, (character) =>
    character < "\u0080" ? (escapes.get(character) ?? octal(character)) : character,
  );
  return `"${escaped}"`;
}

/** A bytes constant in double quotes: ASCII as it is, everything else as octal escapes. */
export function bytesConstant(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (byte >= 32 && byte < 127) text += escapes.get(character) ?? character;
    else text += escapes.get(character) ?? octal(character);
  }
  return `"${text}"`;
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;
}

/** A float or double constant. `bits` is the width of the type, so that a float takes no digits it does not have. */
export function floatConstant(value: number, bits: 32 | 64): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0";
  return bits === 64 ? String(value) : shortestFloat(value);
}

/** The fewest digits that read back as the same 32-bit float. */
function shortestFloat(value: number): string {
  for (let digits = 1; digits <= 9; digits += 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}
