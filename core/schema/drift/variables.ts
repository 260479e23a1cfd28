/** `{{name}}` in a body that is checked before its variables are put in. Pure. */
import type { Finding } from "../../finding.ts";

const variable = /\{\{[^{}\n]*\}\}/g;

/**
 * The text with each variable outside of a JSON string replaced by a null of the same length, so that the rest can be
 * read and offsets stay. Inside a string a variable is text already.
 */
export function withoutVariables(text: string): string {
  const inStrings = stringSpans(text);
  return text.replace(variable, (found, offset: number) =>
    inStrings.some(({ start, end }) => offset >= start && offset < end) ? found : "null".padEnd(found.length),
  );
}

/** The findings that are not about a value that holds a variable: what will stand there is not known yet. */
export function findingsBesideVariables(text: string, findings: readonly Finding[]): readonly Finding[] {
  const variables = [...text.matchAll(variable)];
  return findings.filter(({ text: place }) => {
    if (place === undefined) return true;
    return !variables.some(
      ({ index, 0: found }) =>
        index < Math.max(place.end, place.start + 1) && place.start < index + found.length,
    );
  });
}

function stringSpans(text: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"/g)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
  }));
}
