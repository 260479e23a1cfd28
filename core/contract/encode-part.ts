/** A part of a URL percent-encoded, but for the variables in it (`{{name}}`). */
export function encodePart(text: string): string {
  return text
    .split(/(\{\{[^{}]*\}\})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join("");
}
