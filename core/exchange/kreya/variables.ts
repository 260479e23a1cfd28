/** Kreya's templates (Liquid): what an environment or a user holds is a variable here too. */

/** `{{ env.name }}` and `{{ user_variables.name }}` as `{{name}}`, `{{ env['a b'] }}` too; other templates stay. */
export function toOurVariables(text: string): string {
  return text
    .replace(/\{\{-?\s*(?:env|user_variables)\.([\w.-]+)\s*-?\}\}/g, "{{$1}}")
    .replace(
      /\{\{-?\s*(?:env|user_variables)\[(?:"([^"\]]+)"|'([^'\]]+)')\]\s*-?\}\}/g,
      (_, one = "", two = "") => `{{${one}${two}}}`,
    );
}

/** Templates that are no variable of ours: filters, made up values, tags. */
export function findOtherTemplates(text: string): readonly string[] {
  return [...text.matchAll(/\{\{.*?\}\}|\{%.*?%\}/g)]
    .map(([template]) => template)
    .filter((template) => !/^\{\{[^\s|{}]+\}\}$/.test(template));
}
