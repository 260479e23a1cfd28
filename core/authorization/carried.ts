/** What a header can carry of credentials that were typed or pasted (RFC 9110, 5.5 and 5.6.2). */
import { ByteglassError } from "../error.ts";

/** Throws `usage` for a name of an API key that is no name of a header. */
export function requireHeaderName(name: string): void {
  if (/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) return;
  throw new ByteglassError("usage", `The name “${name}” of the API key is no name of a header.`, {
    hint: "Names hold letters, digits and “-”, “_”, “.” and the like, and no spaces.",
    steps: [{ kind: "set-credentials", field: "name" }],
  });
}

/**
 * Throws `usage` for a secret with a character that no header carries. Of the secret itself the message tells that
 * character alone, and where it is. `what` is its name, `field` that of its field.
 */
export function requireHeaderValue(value: string, what: string, field: string): void {
  const at = value.search(/[^\t\x20-\x7e\x80-\xff]/);
  if (at === -1) return;
  const code = value.codePointAt(at) ?? 0;
  const place = `U+${code.toString(16).toUpperCase().padStart(4, "0")} at character ${at + 1}`;
  throw new ByteglassError("usage", `The ${what} has a character that a header cannot carry: ${place}.`, {
    hint: "Copy it anew, as plain text: documents and chats put in typographic quotes, dashes, ends of lines and characters that are not seen.",
    steps: [{ kind: "set-credentials", field }],
  });
}
