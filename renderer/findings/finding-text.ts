import type { Finding } from "../../core/finding.ts";
import { windowHint } from "../engine/window-hint.ts";

/** A finding in one line: `error overlong-varint, bytes 3–5, inputs[0].id: what is wrong. What to do.` Spans are half open. */
export function findingText({ severity, code, bytes, text, path, message, hint }: Finding): string {
  const place = [
    `${severity} ${code}`,
    ...(bytes === undefined ? [] : [`bytes ${bytes.start}–${bytes.end}`]),
    ...(text === undefined ? [] : [`line ${text.line}, column ${text.column}`]),
    ...(path === undefined || path === "" ? [] : [path]),
  ].join(", ");
  return `${place}: ${message}${hint === undefined || hint === "" ? "" : ` ${windowHint(hint)}`}`;
}
