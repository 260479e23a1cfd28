/** White space between tokens, and comments, which stand where bytes could not be read. */
const INSIGNIFICANT = /("(?:[^"\\]|\\.)*")|\/\*[\s\S]*?\*\/|[ \t\r\n]+/g;

/** A JSON text without insignificant white space and comments. */
export function compactJson(text: string): string {
  return text.replace(INSIGNIFICANT, (_all, string: string | undefined) => string ?? "");
}
