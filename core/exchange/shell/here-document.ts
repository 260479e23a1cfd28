/** Input that stands in the text itself: `<<END … END` and `<<<'text'`. */

/** The input and the offset behind its operator. The body is cut out of the line that goes on behind it. */
export interface HereDocument {
  readonly body: string;
  readonly end: number;
}

const opening = /^<<(-?)\s*(?:'(\w+)'|"(\w+)"|\\?(\w+))/;
const hereString = /^<<<\s*(?:'([^']*)'|"([^"]*)"|(\S+))/;

/** The here-document or here-string whose operator is at `start`; absent when there is none, or its end is missing. */
export function readHereDocument(text: string, start: number): HereDocument | undefined {
  const rest = text.slice(start);
  const string = hereString.exec(rest);
  if (string !== null) {
    return { body: string[1] ?? string[2] ?? string[3] ?? "", end: start + string[0].length };
  }
  const found = opening.exec(rest);
  if (found === null) return undefined;
  const [operator, dash, single, double, bare] = found;
  const word = single ?? double ?? bare ?? "";
  const bodyStart = rest.indexOf("\n") + 1;
  if (bodyStart === 0) return undefined;
  const indent = dash === "-" ? "\\t*" : "";
  const close = new RegExp(`^${indent}${word}[ \\t]*\\r?$`, "m").exec(rest.slice(bodyStart));
  if (close === null) return undefined;
  const body = rest.slice(bodyStart, bodyStart + close.index);
  return {
    body: dash === "-" ? body.replace(/^\t+/gm, "") : body,
    end: start + operator.length,
  };
}
