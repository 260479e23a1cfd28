/** Insomnia's `{{ _.name }}` and `{{ name }}` as `{{name}}`; its template tags stay as they are. */
export function toOurVariables(text: string): string {
  return text.replace(/\{\{\s*(?:_\.)?([\w.-]+)\s*\}\}/g, "{{$1}}");
}
