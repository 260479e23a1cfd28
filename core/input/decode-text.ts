import type { Finding, Result } from "../finding.ts";
import { decodeBase64 } from "./forms/base64.ts";
import { decodeByteList } from "./forms/byte-list.ts";
import { decodeCode } from "./forms/code.ts";
import { decodeCurl } from "./forms/curl.ts";
import { decodeDataUrl } from "./forms/data-url.ts";
import { decodeDump } from "./forms/dump.ts";
import { decodeEscapes, decodeLatin1, decodePercent } from "./forms/escapes.ts";
import { decodeHex } from "./forms/hex.ts";
import { decodeJsonBytes } from "./forms/json.ts";
import { decodeLabelled } from "./forms/labelled.ts";
import { decodeLiterals } from "./forms/literals.ts";
import type { DecodedForm, DecodedText } from "./input.ts";
import { textPlace } from "./places.ts";

/** Forms in the order of how much a text must have to be of them. */
const FORMS: readonly ((text: string) => DecodedForm | undefined)[] = [
  decodeDataUrl,
  decodeLabelled,
  decodeCurl,
  decodeJsonBytes,
  decodeDump,
  decodeCode,
  decodeByteList,
  decodeHex,
  decodeStringOfText,
  decodeLatin1,
  decodeLiterals,
  decodeEscapes,
  decodePercent,
  decodeBase64,
];

/**
 * Pasted text as bytes: hex in its spellings, dumps, byte lists, escaped strings, percent-encoding, data URLs,
 * base64. Where several fit, the first of these is taken unless `form` names another. Refused, with a place, when
 * none fits, or not the one that is named. The findings are those of the value.
 */
export function decodeText(text: string, form?: string): Result<DecodedText> {
  if (text.trim() === "") {
    const value = { form: "empty input", bytes: new Uint8Array(0), findings: [], others: [] };
    return { ok: true, value, findings: [] };
  }
  const decoded = decodeForms(text);
  const taken = form === undefined ? decoded[0] : decoded.find((each) => each.form === form);
  if (taken === undefined) return { ok: false, findings: [refusal(text)] };
  const others = decoded.filter((each) => each !== taken);
  const doubt = others.length > 0 && form === undefined ? [twoFit(taken, others)] : [];
  const findings = [...(taken.findings ?? []), ...doubt];
  return { ok: true, value: { ...taken, findings, others }, findings };
}

/** All forms that fit, the one to take first. */
export function decodeForms(text: string): readonly DecodedForm[] {
  const fitting: DecodedForm[] = [];
  // A string in quotes without escapes is what is in the quotes.
  const quoted = /^\s*(["'`])([^"'`\\]*)\1[\s;,]*$/.exec(text);
  const bare = quoted?.[2] ?? text;
  for (const decode of FORMS) {
    const decoded = decode(bare);
    if (decoded === undefined) continue;
    fitting.push(decoded);
    if (!mayBeAnother(decoded, bare)) break;
  }
  const [first, second] = fitting;
  const oddHex = first?.form === "hex" && first.findings !== undefined && first.findings.length > 0;
  return oddHex && second !== undefined ? [second, first] : fitting;
}

/**
 * A string whose escapes are only those of the string around it: `"CJYB\n"` is base64, `"\\x08"` an escaped string in
 * another. What is left when they are undone is text again.
 */
function decodeStringOfText(text: string): DecodedForm | undefined {
  const trimmed = text.trim();
  if (!/^(["'])[\s\S]*\1$/.test(trimmed) || trimmed.length > LONGEST_STRING) return undefined;
  const escaped = decodeEscapes(trimmed);
  if (escaped === undefined || escaped.bytes.some((byte) => !isText(byte))) return undefined;
  const inner = new TextDecoder().decode(escaped.bytes);
  const decoded = decodeEscapes(inner) ?? decodeHex(inner) ?? decodeBase64(inner);
  return decoded && { ...decoded, form: `${decoded.form} in a string`, isInString: true };
}

/** Strings above this size are what they are. */
const LONGEST_STRING = 16 * 1024 * 1024;

/** Printable ASCII and line ends. */
function isText(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Only digits without separators, and bare decimal lists, are ambiguous; everything else has marks of its own. */
function mayBeAnother(decoded: DecodedForm, text: string): boolean {
  const trimmed = text.trim();
  if (decoded.form === "hex") return /^[0-9a-fA-F]+$/.test(trimmed) && trimmed.length <= 32;
  if (decoded.isInString === true || decoded.form === "escaped Latin-1") return true;
  if (decoded.form === "byte list") return /^[\d\s,]+$/.test(trimmed);
  return false;
}

function twoFit(first: DecodedForm, others: readonly DecodedForm[]): Finding {
  const names = others.map((other) => other.form).join(" or ");
  return {
    code: "two-decodings-fit",
    severity: "information",
    message: `The text is taken as ${first.form}; it would also be ${names}.`,
    hint: "Choose the other one if the result makes no sense.",
  };
}

function refusal(text: string): Finding {
  const file = /^\s*\$?\s*curl\b[\s\S]*?\s(?:--data(?:-\w+)?|-d)[\s=]+["']?@([^\s"']+)/.exec(text)?.[1];
  if (file !== undefined) {
    return {
      code: "input-not-understood",
      severity: "error",
      message: `This curl line sends the file ${file}, whose bytes are not in it.`,
      hint: "Open that file.",
    };
  }
  if (/^\s*[[{]\s*(?:"|\}|\[|\{)/.test(text) || /^\s*\w+\s*(?::|\{)/.test(text)) {
    return {
      code: "json-or-text-not-protobuf",
      severity: "error",
      message: "This is JSON or text format, not the bytes of a message.",
      hint: "To get bytes, choose its message type and encode it.",
    };
  }
  const at = Math.max(0, text.search(/[^\s0-9A-Za-z+/=_-]/));
  return {
    code: "input-not-understood",
    severity: "error",
    message: `This text is none of: hex, a hex dump, a byte list, an escaped string, percent-encoding, a data URL, base64. The first character that fits none of them is ${JSON.stringify(text.charAt(at))}.`,
    hint: "Paste one of these forms, or open the bytes as a file.",
    text: textPlace(text, at, at + 1),
  };
}
