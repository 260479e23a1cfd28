/** How a call ended, in words. */
import type { CallStatus } from "../../core/contract/views.ts";
import type { Paint } from "../colour.ts";
import { compactJson } from "../json-text.ts";
import { printable } from "../printable.ts";

/** Lines and characters of a page that are shown; `--json` has the whole. */
const PAGE_LINES = 20;
const PAGE_WIDTH = 160;

/** The lines for standard error of a call that failed. */
export function describeStatus(status: CallStatus, paint: Paint): readonly string[] {
  const name = `${status.name} (${status.code}${status.httpStatus === undefined ? "" : `, HTTP ${status.httpStatus}`})`;
  const lines = [`${paint("red", "error:")} ${name}${saidMessage(status)}`];
  if (status.explanation !== "") lines.push(`  ${status.explanation}`);
  for (const { typeUrl, json, known } of status.details) {
    const value = known ? compactJson(json) : json;
    lines.push(`  ${paint("bold", "detail")} ${typeUrl.slice(typeUrl.lastIndexOf("/") + 1)}: ${value}`);
  }
  lines.push(...pageLines(status));
  if (status.hint !== "") lines.push(`${paint("cyan", "hint:")} ${status.hint}`);
  return lines;
}

/** The message behind a colon, unless the explanation, which stands below, holds it: what broke a connection may. */
export function saidMessage({ message, explanation }: CallStatus): string {
  return explanation.includes(message.replace(/\.$/, "")) ? "" : `: ${message}`;
}

/** An answer that is no status, as it came: what the message does not hold already. */
function pageLines({ body = "", message, details, httpStatus }: CallStatus): readonly string[] {
  const text = body.trim();
  if (httpStatus === undefined || details.length > 0 || text === "" || message.includes(text)) return [];
  // A status as JSON was read: what it says has been told.
  if (message !== "" && text.startsWith("{") && text.includes(JSON.stringify(message))) return [];
  const lines = text.split(/\r?\n/).map((line) => printable(cut(line.trimEnd())));
  const more = lines.length > PAGE_LINES ? [`  … ${lines.length - PAGE_LINES} more lines`] : [];
  return [...lines.slice(0, PAGE_LINES).map((line) => `  ${line}`), ...more];
}

function cut(line: string): string {
  return line.length > PAGE_WIDTH ? `${line.slice(0, PAGE_WIDTH)}…` : line;
}
