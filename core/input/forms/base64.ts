import { ByteBuffer } from "../byte-buffer.ts";
import type { DecodedForm } from "../input.ts";

/**
 * Base64 or base64url, with or without padding, white space anywhere, and in several pieces that each have their
 * own padding (as grpc-web-text sends them). Undefined when a character is in neither alphabet or a piece ends
 * in a single leftover character.
 */
export function decodeBase64(text: string): DecodedForm | undefined {
  const bytes = new ByteBuffer((text.length * 3) >>> 2);
  let bits = 0;
  let held = 0;
  let characters = 0;
  let url = false;
  let pieces = 0;
  let padded = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x20 || (unit >= 0x09 && unit <= 0x0d)) continue;
    if (unit === 0x3d) {
      if (held === 1) return undefined;
      padded = true;
      held = 0;
      bits = 0;
      continue;
    }
    const value = base64Digit(unit);
    if (value < 0) return undefined;
    if (padded || characters === 0) pieces++;
    padded = false;
    url ||= unit === 0x2d || unit === 0x5f;
    characters++;
    bits = ((bits << 6) | value) & 0xffffff;
    held++;
    if (held === 2) bytes.push((bits >> 4) & 0xff);
    else if (held === 3) bytes.push((bits >> 2) & 0xff);
    else if (held === 4) {
      bytes.push(bits & 0xff);
      held = 0;
    }
  }
  if (characters === 0 || held === 1) return undefined;
  const form = url ? "base64url" : "base64";
  return { form, bytes: bytes.finish(), ...(pieces > 1 ? { findings: [innerPadding(pieces)] } : {}) };
}

function base64Digit(unit: number): number {
  if (unit >= 0x41 && unit <= 0x5a) return unit - 0x41;
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x47;
  if (unit >= 0x30 && unit <= 0x39) return unit + 4;
  if (unit === 0x2b || unit === 0x2d) return 62;
  return unit === 0x2f || unit === 0x5f ? 63 : -1;
}

function innerPadding(pieces: number): NonNullable<DecodedForm["findings"]>[number] {
  return {
    code: "base64-inner-padding",
    severity: "information",
    message: `The base64 text is ${pieces} pieces, each with its own padding; all of them were decoded.`,
  };
}
