/** Values of options that `buf` reads as a row of CSV (RFC 4180): a comma parts two values, quotes hold one together. */

const field = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g;

/** The values in the text of one option. */
export function readListValue(text: string): readonly string[] {
  return [...text.matchAll(field)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}

/** One value as the text of an option. */
export function writeListValue(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
