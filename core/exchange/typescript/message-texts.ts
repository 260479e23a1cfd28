/** JSON messages as literals of a program. */
import type { Finding } from "../../finding.ts";

/** The literals, one a message; an empty message where there is none. */
export function requestTexts(messages: readonly string[]): {
  readonly texts: readonly string[];
  readonly findings: readonly Finding[];
} {
  const given = messages.length === 0 ? ["{}"] : messages;
  const findings = given.some((text) => /\{\{[^{}]+\}\}/.test(text))
    ? [
        {
          code: "variables-kept",
          severity: "warning" as const,
          message: "A message has variables in it, which the program does not know: they stand as they are.",
          hint: "Choose an environment before copying, or put values in their place.",
        },
      ]
    : [];
  return { texts: given.map(literal), findings };
}

/** A template literal for text of several lines, so that it stays readable; a plain string otherwise. */
function literal(text: string): string {
  if (!text.includes("\n")) return JSON.stringify(text);
  return `\`${text.replace(/[\\`]|\$(?=\{)/g, (found) => `\\${found}`)}\``;
}
