/** Bytes as texts that other programs take, and that Byteglass takes back. */
import { encodeBase64 } from "./base64.ts";

const hex = (bytes: Uint8Array, parter: string, prefix = "") =>
  Array.from(bytes, (byte) => prefix + byte.toString(16).padStart(2, "0")).join(parter);

/** The forms by name, each as what writes it. */
export const BYTE_FORMS: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  Hex: (bytes) => hex(bytes, " "),
  Base64: encodeBase64,
  "Escaped string": (bytes) => `"${hex(bytes, "", "\\x")}"`,
  "C array": (bytes) => `static const unsigned char payload[] = {${hex(bytes, ", ", "0x")}};`,
  "Go slice": (bytes) => `[]byte{${hex(bytes, ", ", "0x")}}`,
  "Python bytes": (bytes) => `bytes.fromhex("${hex(bytes, "")}")`,
  "JavaScript array": (bytes) => `new Uint8Array([${Array.from(bytes).join(", ")}])`,
  "byteglass line": (bytes) => `byteglass inspect --hex '${hex(bytes, " ")}'`,
};
