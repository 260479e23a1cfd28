import type { DecodedForm } from "../input.ts";
import { decodeBase64 } from "./base64.ts";
import { decodeHex } from "./hex.ts";

const STRING = String.raw`\s*(?:b|@|u8)?["'\x60]([^"'\x60]*)["'\x60]\s*`;
const HEX_CALL = new RegExp(
  String.raw`^(?:[\w.:]*\b)?(?:fromhex|unhexlify|a2b_hex|FromHexString|fromHex|hexToBytes|decodeHex|parseHex|hex!|hex\.DecodeString|hex\.decode|Hex\.decodeHex)\s*\(${STRING}\)`,
);
const BASE64_CALL = new RegExp(
  String.raw`^(?:[\w.:]*\b)?(?:b64decode|urlsafe_b64decode|a2b_base64|atob|FromBase64String|fromBase64|base64_decode|DecodeString|decodeBase64|Base64\.decode64|decode)\s*\(${STRING}\)`,
);
const BUFFER_CALL = new RegExp(String.raw`^Buffer\.from\(${STRING},\s*["'](hex|base64|base64url)["']\s*\)`);
/** SQL: `X'0896'`, `'\x0896'`, `\x0896`, `0x0896`. */
const SQL = /^(?:[xX]'([0-9a-fA-F]+)'|E?'?\\{1,2}x((?:[0-9a-fA-F]{2}){2,})'?(?:::bytea)?)$/;

/** Bytes as calls of common languages decode them, and as SQL writes them. */
export function decodeCode(text: string): DecodedForm | undefined {
  const trimmed = text
    .trim()
    .replace(/;$/, "")
    .replace(/^(?:const|let|var|auto)?\s*\w+\s*:?=\s*/, "");
  const sql = SQL.exec(trimmed);
  if (sql !== null) return named(decodeHex(sql[1] ?? sql[2] ?? ""), "SQL bytes");
  const buffer = BUFFER_CALL.exec(trimmed);
  if (buffer !== null) {
    const decode = buffer[2] === "hex" ? decodeHex : decodeBase64;
    return named(decode(buffer[1] ?? ""), `${buffer[2]} in code`);
  }
  const hex = HEX_CALL.exec(trimmed);
  if (hex !== null) return named(decodeHex(hex[1] ?? ""), "hex in code");
  const base64 = BASE64_CALL.exec(trimmed);
  if (base64 !== null) return named(decodeBase64(base64[1] ?? ""), "base64 in code");
  return undefined;
}

function named(decoded: DecodedForm | undefined, form: string): DecodedForm | undefined {
  return decoded === undefined ? undefined : { ...decoded, form };
}
