/** What a hover over a field says. Pure. */
import type { FieldDescription } from "../../core/contract/views.ts";

/** Declaration, comment, how JSON writes it, rules and the values of an enum, as Markdown. */
export function hoverParts(field: FieldDescription): readonly string[] {
  const { declaration, comment, form = "", deprecated = false, rules = [], values = [] } = field;
  return [
    `\`\`\`proto\n${declaration}\n\`\`\``,
    ...(deprecated ? ["**Deprecated.**"] : []),
    ...(comment === "" ? [] : [escapeMarkdown(comment)]),
    ...(form === "" ? [] : [escapeMarkdown(form)]),
    ...(rules.length === 0 ? [] : [`Rules: ${rules.map(codeSpan).join(", ")}`]),
    ...(values.length === 0 ? [] : [values.map(valueLine).join("\n")]),
  ];
}

function valueLine({ name, comment }: { readonly name: string; readonly comment: string }): string {
  const [first = ""] = comment.split("\n");
  return `- ${codeSpan(name)}${first === "" ? "" : ` ${escapeMarkdown(first)}`}`;
}

/** Code that may hold back quotes itself. */
function codeSpan(text: string): string {
  const line = text.replaceAll("\n", " ");
  return line.includes("`") ? `\`\` ${line} \`\`` : `\`${line}\``;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_{}[\]()#+.!<>|~-]/g, "\\$&").replace(/\n/g, "  \n");
}
