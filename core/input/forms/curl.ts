import type { DecodedForm } from "../input.ts";
import { decodeBase64 } from "./base64.ts";
import { decodeEscapes } from "./escapes.ts";
import { decodeHex } from "./hex.ts";

/** One word of a shell: `'…'`, `"…"`, `$'…'` or bare. */
const WORD = String.raw`(\$'(?:[^'\\]|\\[\s\S])*'|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|[^\s'"]+)`;
const BODY = new RegExp(
  String.raw`(?:^|\s)(?:--data-binary|--data-raw|--data-ascii|--data|-d)(?:\s+|=)${WORD}`,
);
const DECODED =
  /^(?:echo|printf)\s+(?:-n\s+)?([\s\S]*?)\s*\|\s*(base64\s+(?:-d|-D|--decode)|xxd\s+-r\s+-p)\b/;

/**
 * The body of a `curl` command as browsers copy it, or what an `echo … | base64 -d` before it decodes. Bodies of
 * grpc-web-text are base64.
 */
export function decodeCurl(text: string): DecodedForm | undefined {
  const trimmed = text.trim();
  const piped = DECODED.exec(trimmed);
  if (piped !== null) {
    const word = shellWord(piped[1] ?? "");
    const decode = (piped[2] ?? "").startsWith("base64") ? decodeBase64 : decodeHex;
    const decoded = word === undefined ? undefined : decode(new TextDecoder().decode(word));
    return decoded === undefined ? undefined : { ...decoded, form: "shell command" };
  }
  if (!/^\$?\s*curl\b/.test(trimmed)) return undefined;
  const body = BODY.exec(trimmed)?.[1];
  if (body === undefined || body.startsWith("@")) return undefined;
  const bytes = shellWord(body);
  if (bytes === undefined) return undefined;
  const isText = /content-type:\s*application\/grpc-web-text/i.test(trimmed);
  const decoded = isText ? decodeBase64(new TextDecoder().decode(bytes)) : undefined;
  return { form: "curl body", bytes: decoded?.bytes ?? bytes };
}

/** The bytes of one word: escapes are those of `$'…'`, or of double quotes. */
function shellWord(word: string): Uint8Array | undefined {
  const inner = word.slice(1, -1);
  if (word.startsWith("$'")) {
    const ansi = word.slice(2, -1);
    return ansi.includes("\\") ? decodeEscapes(ansi)?.bytes : new TextEncoder().encode(ansi);
  }
  if (word.startsWith("'")) return new TextEncoder().encode(inner);
  if (word.startsWith('"')) return new TextEncoder().encode(inner.replace(/\\([\\"$`])/g, "$1"));
  return new TextEncoder().encode(word);
}
