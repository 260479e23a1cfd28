/** A failure of calls that were made over and over: how many, and the first of them in words. */
import type { CallStatus } from "../../core/contract/views.ts";
import type { Paint } from "../colour.ts";
import { saidMessage } from "./status-lines.ts";

/** The lines for it, with the likely cause and the next step below; `title` stands before the number. */
export function countedFailure(
  { status, count }: { readonly status: CallStatus; readonly count: number },
  paint: Paint,
  title = "",
): readonly string[] {
  const { name, explanation, hint } = status;
  const said = saidMessage(status).replaceAll("\n", "\n  ");
  const below = [explanation, hint].filter((part) => part !== "").join(" ");
  return [
    `${paint("red", `${title}${count} × ${name}`)}${said}`,
    ...(below === "" ? [] : [paint("dim", `  ${below}`)]),
  ];
}
