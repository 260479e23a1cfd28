/** How a call ended, in words. */
import type { CallStatus } from "../../core/contract/views.ts";
import type { Paint } from "../colour.ts";
import { compactJson } from "../json-text.ts";

/** The lines for standard error of a call that failed. */
export function describeStatus(status: CallStatus, paint: Paint): readonly string[] {
  const name = `${status.name} (${status.code}${status.httpStatus === undefined ? "" : `, HTTP ${status.httpStatus}`})`;
  const lines = [`${paint("red", "error:")} ${name}${status.message === "" ? "" : `: ${status.message}`}`];
  if (status.explanation !== "") lines.push(`  ${status.explanation}`);
  for (const { typeUrl, json, known } of status.details) {
    const value = known ? compactJson(json) : json;
    lines.push(`  ${paint("bold", "detail")} ${typeUrl.slice(typeUrl.lastIndexOf("/") + 1)}: ${value}`);
  }
  if (status.hint !== "") lines.push(`${paint("cyan", "hint:")} ${status.hint}`);
  return lines;
}
