import type { DecodedForm } from "../input.ts";
import { decodeBase64 } from "./base64.ts";
import { decodeHex } from "./hex.ts";

type Decode = (text: string) => DecodedForm | undefined;

/** Texts that say what they are, and what decodes the rest of them. */
const LABELS: readonly (readonly [RegExp, Decode, string])[] = [
  [/^-----BEGIN [^-\n]+-----\s*([\s\S]*?)\s*-----END [^-\n]+-----\s*$/, decodeBase64, "PEM"],
  [/^base64(?:url)?\s*:\s*([\s\S]+)$/i, decodeBase64, "base64 with its name"],
  [/^hex\s*:\s*([\s\S]+)$/i, decodeHex, "hex with its name"],
  [
    /^(?:\w{1,80}\s*:\s*)?!!?binary\s+(?:[|>][-+]?\s*)?["']?([\w+/=\s-]+?)["']?$/,
    decodeBase64,
    "YAML binary",
  ],
  [/^=\?[\w-]+\?[Bb]\?([\w+/=]+)\?=$/, decodeBase64, "encoded word"],
  [/^\{\s*length\s*=\s*\d+,\s*bytes\s*=\s*0x([0-9a-fA-F\s]+)\}$/, decodeHex, "NSData"],
  [/^<\s*((?:[0-9a-fA-F]{2}|[0-9a-fA-F]{8}|\s)+)\s*>$/, decodeHex, "NSData"],
];

/** Base64 or hex with a label around it: PEM, `base64:…`, `!!binary …`, `<08960112>`. */
export function decodeLabelled(text: string): DecodedForm | undefined {
  const trimmed = text.trim();
  for (const [pattern, decode, form] of LABELS) {
    const inner = pattern.exec(trimmed)?.[1];
    const decoded = inner === undefined ? undefined : decode(inner);
    if (decoded !== undefined) return { ...decoded, form };
  }
  return undefined;
}
