/** What a person reads of an engine that does not stay up. */
import type { EngineTrouble } from "../../core/contract/bridge.ts";

/** What happened, in whose words, and what to do next. */
export function troubleWords({ deaths, exitCode, words }: EngineTrouble): string {
  const last = words === "" ? `last with exit code ${exitCode}` : `last with “${words.replace(/\.$/, "")}”`;
  return `The engine ended ${deaths} times in a row, ${last}. It is tried again; if that does not help, install Byteglass anew.`;
}
