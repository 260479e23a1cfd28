/** Words for a POSIX shell. */

const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** The word as it has to be written so that a POSIX shell hands it on unchanged. */
export function quoteWord(word: string): string {
  return plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command on several lines, an option with its value a line. */
export function joinCommand(parts: readonly (readonly string[])[]): string {
  return parts.map((words) => words.map(quoteWord).join(" ")).join(" \\\n  ");
}
