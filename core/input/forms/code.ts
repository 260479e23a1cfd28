import type { DecodedForm } from "../input.ts";
import { decodeBase64 } from "./base64.ts";
import { decodeHex } from "./hex.ts";

const STRING = String.raw`\s*(?:b|@|u8)?["'\x60]([^"'\x60]*)["'\x60]\s*`;
/** What a call that decodes hex or base64 is named, in the languages that people paste. */
const HEX_NAMES = /hex|unhexlify/i;
const BASE64_NAMES = /base64|b64|atob|bindata|binary|decode/i;
const CALL = new RegExp(
  String.raw`^([\w.:!()[\]]{0,200}[\w!\])])\s*\((?:\s*\d+\s*,)?${STRING}(?:,\s*["'](hex|base64|base64url)["']\s*)?\)$`,
);
const BUFFER_CALL = new RegExp(String.raw`^Buffer\.from\(${STRING},\s*["'](hex|base64|base64url)["']\s*\)`);
/** SQL: `X'0896'`, `'\x0896'`, `\x0896`, `0x0896`. */
const SQL =
  /^(?:[xX]'([0-9a-fA-F]+)'|E?'?\\{1,2}x((?:[0-9a-fA-F]{2}){2,})'?(?:::bytea)?|0x((?:[0-9a-fA-F]{2})+)::bytea)$/;

/** Bytes as calls of common languages decode them, and as SQL writes them. */
export function decodeCode(text: string): DecodedForm | undefined {
  const trimmed = text
    .trim()
    .replace(/;$/, "")
    .replace(/^(?:const|let|var|auto)?\s*\w+\s*:?=\s*/, "");
  const sql = SQL.exec(trimmed);
  if (sql !== null) return named(decodeHex(sql[1] ?? sql[2] ?? sql[3] ?? ""), "SQL bytes");
  const buffer = BUFFER_CALL.exec(trimmed);
  if (buffer !== null) {
    const decode = buffer[2] === "hex" ? decodeHex : decodeBase64;
    return named(decode(buffer[1] ?? ""), `${buffer[2]} in code`);
  }
  const call = CALL.exec(trimmed);
  if (call === null) return undefined;
  const [, name = "", inner = "", argument] = call;
  if (argument === "hex" || HEX_NAMES.test(name)) return named(decodeHex(inner), "hex in code");
  if (argument !== undefined || BASE64_NAMES.test(name)) return named(decodeBase64(inner), "base64 in code");
  return undefined;
}

function named(decoded: DecodedForm | undefined, form: string): DecodedForm | undefined {
  return decoded === undefined ? undefined : { ...decoded, form };
}
