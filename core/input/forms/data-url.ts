import type { DecodedForm } from "../input.ts";
import { decodeBase64 } from "./base64.ts";
import { decodePercent } from "./escapes.ts";

/** A `data:` URL (RFC 2397), base64 or percent-encoded. */
export function decodeDataUrl(text: string): DecodedForm | undefined {
  const url = /^\s*data:([^,]*),([\s\S]*)$/i.exec(text);
  if (url === null) return undefined;
  const body = url[2] ?? "";
  if (/;\s*base64\s*$/i.test(url[1] ?? "")) {
    const decoded = decodeBase64(body.includes("%") ? decodeURIComponentSafely(body) : body);
    return decoded === undefined ? undefined : { ...decoded, form: "data URL" };
  }
  const bytes = decodePercent(body)?.bytes ?? new TextEncoder().encode(body.trim());
  return { form: "data URL", bytes };
}

function decodeURIComponentSafely(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_match, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
