import type { Finding } from "../../finding.ts";
import { otherSources } from "./status.ts";

/** A service (or another symbol) that the server lists but does not describe. */
export function symbolFailed(symbol: string, reason: string): Finding {
  return {
    code: "reflection-symbol-failed",
    severity: "warning",
    message: `The server does not describe ${symbol}: ${reason}.`,
    hint: `Everything else is loaded. ${otherSources}`,
    steps: [{ kind: "open-schema-files" }],
    path: symbol,
  };
}

/** An imported file that the server does not have. */
export function importFailed(fileName: string, reason: string): Finding {
  return {
    code: "reflection-import-failed",
    severity: "warning",
    message: `The server does not deliver ${fileName}, which its files import: ${reason}.`,
    hint: `Its types are shown by field number. ${otherSources}`,
    steps: [{ kind: "open-schema-files" }],
    file: fileName,
  };
}

/** A schema that is larger than anyone's, or has no end. */
export function tooMuch(what: string): Finding {
  return {
    code: "reflection-bounded",
    severity: "warning",
    message: `The server's schema is not read to its end: ${what}.`,
    hint: "Reflect only the service you need, or load the schema from files.",
  };
}
