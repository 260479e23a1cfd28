/** Percent-encoding as google/api/http.proto asks for it: everything but unreserved characters, as UTF-8 bytes. */

const encoder = new TextEncoder();

/** For a query, and for a variable that is one segment of a path. */
export function encodeSegment(text: string): string {
  return encode(text, /[-_.~0-9a-zA-Z]/);
}

/** For a variable of several segments: slashes stay. */
export function encodeSegments(text: string): string {
  return encode(text, /[-_.~/0-9a-zA-Z]/);
}

/** For a literal of a template, which may be encoded already: only what no URL may hold. */
export function encodeLiteral(text: string): string {
  return encode(text, /[!$%&'()*+,;:@=\-_.~/0-9a-zA-Z]/);
}

/** A URL with more parameters behind those it has. */
export function withQuery(
  url: string,
  query: readonly { readonly name: string; readonly value: string }[],
): string {
  const added = query.map(({ name, value }) => `${encodeSegment(name)}=${encodeSegment(value)}`).join("&");
  if (added === "") return url;
  return `${url}${url.includes("?") ? "&" : "?"}${added}`;
}

function encode(text: string, kept: RegExp): string {
  let result = "";
  for (const character of text) {
    if (kept.test(character)) result += character;
    else for (const byte of encoder.encode(character)) result += `%${hex(byte)}`;
  }
  return result;
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}
