/** A few colours of the terminal's own palette, so that they follow its theme. */
const codes = { red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, dim: 2, bold: 1 } as const;

/** The name of a colour or a weight. */
export type Colour = keyof typeof codes;

/** Paints a text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

/** A painter for one stream: it leaves texts alone where `enabled` is false. */
export function createPaint(enabled: boolean): Paint {
  return enabled ? (colour, text) => `\u001b[${codes[colour]}m${text}\u001b[0m` : (_, text) => text;
}
