import type { Finding } from "../finding.ts";
import { decodeForms } from "./decode-text.ts";
import type { DecodedInput, InputAlternative } from "./input.ts";
import { unwrap } from "./unwrap.ts";

/** Bytes that are looked at to see whether a file holds text. */
const LOOKED_AT = 4096;
/** Files above this size are not tried as text. */
const LONGEST_TEXT = 16 * 1024 * 1024;

/**
 * The bytes of a file, or bytes given as they are. They are taken as binary; a file that holds hex or base64 as
 * text gets a hint, and the decoded bytes as an alternative. `name` is the first step: `payload.bin, 41 B`.
 */
export function decodeFile(bytes: Uint8Array, name: string): DecodedInput {
  const input = unwrap({ bytes, steps: name === "" ? [] : [name], findings: [], alternatives: [] });
  const text = asText(bytes);
  if (text === undefined) return input;
  const alternatives = decodeForms(text).map(
    (decoded): InputAlternative => ({
      label: decoded.form,
      bytes: decoded.bytes,
      steps: [...input.steps, `decoded ${decoded.form}`],
    }),
  );
  const findings = alternatives.slice(0, 1).map((alternative) => textAsBytes(alternative.label));
  return {
    ...input,
    findings: [...input.findings, ...findings],
    alternatives: [...alternatives, ...input.alternatives],
  };
}

/** The file as text, when all of its beginning is printable ASCII. */
function asText(bytes: Uint8Array): string | undefined {
  if (bytes.length < 4 || bytes.length > LONGEST_TEXT) return undefined;
  const start = bytes.subarray(0, LOOKED_AT);
  const printable = start.every(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13,
  );
  return printable ? new TextDecoder().decode(bytes) : undefined;
}

function textAsBytes(form: string): Finding {
  const isBase64 = form.startsWith("base64");
  return {
    code: isBase64 ? "base64-text-as-bytes" : "hex-text-as-bytes",
    severity: "hint",
    message: `The bytes are text that looks like ${form}; they are shown as they are.`,
    hint: `Decode them as ${form}.`,
  };
}
